/**
 * @file Parquet with the Image feature: `data/<split>-00000-of-00002.parquet`, where `image` is a struct of bytes and
 * path, and the key `huggingface` says what the columns mean. https://huggingface.co/docs/hub/datasets-image
 */
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer';
import { readParquet } from '../../imports/parquet.ts';
import { type Column, type ColumnKind, cellOf } from '../column-schema.ts';
import type { ExportFormat } from '../export-format.ts';
import type { Cell } from '../export-set.ts';
import { featuresOf } from '../features.ts';
import { sourceBytes } from '../partial-export.ts';
import type { PreparedSample, PreparedSet } from '../prepared-set.ts';
import { mixed, numbered, shardsOf } from '../shards.ts';

/** What the Hub's viewer reads at once. */
const ROWS_IN_GROUP = 100;

/** All of a group is in memory at a time. */
const BYTES_IN_GROUP = 32 << 20;

/** A file of the Hub's own library has no more. */
const LARGEST_SHARD = 500e6;

export const parquet: ExportFormat = {
  title: 'Parquet',
  *entries(set, limits) {
    for (const split of set.splits) {
      const shards = shardsOf(mixed(split), Math.min(limits.shardBytes, LARGEST_SHARD));
      for (const [index, shard] of shards.entries()) {
        const place = `${numbered(index, 5)}-of-${numbered(shards.length, 5)}`;
        const chunks = () => fileOf(set, shard);
        yield { path: `data/${split.name}-${place}.parquet`, content: { kind: 'made', chunks } };
      }
    }
  },
  dataFiles: (split) => `data/${split}-*.parquet`,
  declaresFeatures: true,
  images: { includes: 'data/*.parquet', encodingFormat: 'application/x-parquet' },
  rows: {
    includes: 'data/*.parquet',
    encodingFormat: 'application/x-parquet',
    fields: ['id', 'label'],
    holdsImages: true,
  },
  read: readParquet,
};

/** Gives away what it has as soon as it is asked, and keeps counting. */
class DrainedWriter extends ByteWriter {
  drain(): Uint8Array {
    const bytes = this.getBytes().slice();
    this.index = 0;
    return bytes;
  }
}

async function* fileOf(set: PreparedSet, shard: readonly PreparedSample[]): AsyncIterable<Uint8Array> {
  const writer = new DrainedWriter();
  const huggingface = JSON.stringify({ info: { features: featuresOf(set) } });
  const kvMetadata = [{ key: 'huggingface', value: huggingface }];
  const file = new ParquetWriter({
    writer,
    schema: schemaOf(set),
    codec: 'UNCOMPRESSED',
    createdBy: 'vlprompt',
    kvMetadata,
  });
  for (const group of groupsOf(shard)) {
    const images = await Promise.all(group.map(imageOf));
    await file.write({ columnData: columnsOf(set, group, images), rowGroupSize: group.length });
    yield writer.drain();
  }
  await file.finish();
  yield writer.drain();
}

interface ImageStruct {
  readonly bytes: Uint8Array;
  readonly path: string;
}

async function imageOf(prepared: PreparedSample): Promise<ImageStruct> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of sourceBytes(prepared)) chunks.push(chunk);
  return { bytes: Buffer.concat(chunks), path: prepared.name };
}

function groupsOf(shard: readonly PreparedSample[]): readonly (readonly PreparedSample[])[] {
  return shardsOf(shard, BYTES_IN_GROUP).flatMap((part) => {
    const starts = Array.from({ length: Math.ceil(part.length / ROWS_IN_GROUP) }, (_, i) => i * ROWS_IN_GROUP);
    return starts.map((start) => part.slice(start, start + ROWS_IN_GROUP));
  });
}

function columnsOf(
  { columns }: PreparedSet,
  group: readonly PreparedSample[],
  images: readonly ImageStruct[],
): ColumnSource[] {
  return [
    // A dictionary or bounds of pictures would be as large as they are.
    { name: 'image', data: [...images], encoding: 'PLAIN', statistics: false },
    { name: 'label', data: group.map(({ target }) => BigInt(target)) },
    { name: 'id', data: group.map(({ sample }) => sample.id) },
    ...columns.map((column) => ({
      name: column.name,
      data: group.map(({ sample }) => stored(cellOf(sample, column), column)),
    })),
  ];
}

function stored(cell: Cell, { kind }: Column): Cell | bigint {
  return kind === 'integer' && typeof cell === 'number' ? BigInt(cell) : cell;
}

const physical: { readonly [K in ColumnKind]: Omit<SchemaElement, 'name'> } = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  real: { type: 'DOUBLE' },
  truth: { type: 'BOOLEAN' },
};

function schemaOf({ columns }: PreparedSet): SchemaElement[] {
  const optional = (name: string, kind: ColumnKind): SchemaElement => {
    return { name, ...physical[kind], repetition_type: 'OPTIONAL' };
  };
  return [
    { name: 'schema', num_children: 3 + columns.length },
    { name: 'image', num_children: 2, repetition_type: 'OPTIONAL' },
    { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
    optional('path', 'text'),
    optional('label', 'integer'),
    optional('id', 'text'),
    ...columns.map(({ name, kind }) => optional(name, kind)),
  ];
}
