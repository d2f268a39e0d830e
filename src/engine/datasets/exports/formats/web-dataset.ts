/**
 * @file WebDataset: `data/<split>-000000.tar`, where members of one name before the first dot are one sample. Keys are
 * digests, for they must hold no dot; all samples have the same members. https://github.com/webdataset/webdataset
 */
import { readWebDataset } from '../../imports/web-dataset.ts';
import type { Chunk, ExportFormat } from '../export-format.ts';
import { compare } from '../export-set.ts';
import { sourceBytes } from '../partial-export.ts';
import type { PictureType } from '../picture-header.ts';
import { type PreparedSample, type PreparedSet, samplesOf } from '../prepared-set.ts';
import { columnFields, jsonObject, textField } from '../row-text.ts';
import { mixed, numbered, shardsOf } from '../shards.ts';
import { tarEnd, tarHeader, tarPadding } from '../ustar.ts';

export const webDataset: ExportFormat = {
  title: 'WebDataset',
  *entries(set, { shardBytes }) {
    for (const split of set.splits) {
      for (const [index, shard] of shardsOf(mixed(split), shardBytes).entries()) {
        const chunks = () => archive(set, shard);
        yield { path: `data/${split.name}-${numbered(index, 6)}.tar`, content: { kind: 'made', chunks } };
      }
    }
  },
  dataFiles: (split) => `data/${split}-*.tar`,
  declaresFeatures: false,
  images: { includes: 'data/*.tar', encodingFormat: 'application/x-tar' },
  read: readWebDataset,
};

async function* archive(set: PreparedSet, shard: readonly PreparedSample[]): AsyncIterable<Chunk> {
  const type = commonType(set);
  for (const prepared of shard) {
    const { hash } = prepared.sample;
    const json = Buffer.from(descriptionOf(set, prepared));
    yield* textMember(`${hash}.cls`, Buffer.from(String(prepared.target)));
    yield tarHeader(`${hash}.${type}`, prepared.header.bytes);
    // Of another length, all that follows would be shifted; but then it throws at the end.
    yield* sourceBytes(prepared);
    yield tarPadding(prepared.header.bytes);
    yield* textMember(`${hash}.json`, json);
  }
  yield tarEnd;
}

function* textMember(name: string, bytes: Uint8Array): Iterable<Chunk> {
  yield tarHeader(name, bytes.length);
  yield bytes;
  yield tarPadding(bytes.length);
}

function descriptionOf({ columns }: PreparedSet, { sample, header }: PreparedSample): string {
  const { id, label, split } = sample;
  const texts = Object.entries({ id, label, split }).map(([name, text]) => textField(name, text));
  const size = (['width', 'height'] as const)
    .filter((name) => !columns.some((column) => column.name === name))
    .map((name) => ({ name, kind: 'integer' as const, cell: header[name] }));
  return jsonObject([...texts, ...size, ...columnFields(columns, sample)]);
}

/** One for all, the most frequent: a sample with other members than the first is refused. Readers look at the bytes. */
function commonType(set: PreparedSet): PictureType {
  const counts = new Map<PictureType, number>();
  for (const { header } of samplesOf(set)) counts.set(header.type, (counts.get(header.type) ?? 0) + 1);
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b));
  return first?.[0] ?? 'png';
}
