/**
 * @file CVAT for images 1.1: archives with `annotations.xml` and `images`, each of which CVAT takes as it is. An image
 * has one tag, its label, with the columns as attributes. https://docs.cvat.ai/docs/dataset_management/formats/
 */
import { readCvat } from '../../imports/cvat.ts';
import { type Column, cellOf } from '../column-schema.ts';
import type { ExportFormat } from '../export-format.ts';
import { sourceBytes } from '../partial-export.ts';
import type { PreparedSample, PreparedSet, PreparedSplit } from '../prepared-set.ts';
import { numbered, shardsOf } from '../shards.ts';
import { storedZip, type ZipMember } from '../stored-zip.ts';

/** CVAT and its browser have all of an archive at hand. */
const LARGEST_SHARD = 500e6;

/** Of a zip without extensions there are 65 535. */
const MOST_IMAGES = 60_000;

export const cvat: ExportFormat = {
  title: 'CVAT',
  *entries(set, { shardBytes }) {
    for (const split of set.splits) {
      const shards = shardsOf(split.samples, Math.min(shardBytes, LARGEST_SHARD)).flatMap(parts);
      for (const [index, shard] of shards.entries()) {
        const chunks = () => storedZip(members(set, split, shard));
        yield { path: `${split.name}-${numbered(index, 3)}.zip`, content: { kind: 'made', chunks } };
      }
    }
  },
  declaresFeatures: false,
  images: { includes: '*.zip', encodingFormat: 'application/zip' },
  read: readCvat,
};

function parts(shard: readonly PreparedSample[]): readonly (readonly PreparedSample[])[] {
  const starts = Array.from({ length: Math.ceil(shard.length / MOST_IMAGES) }, (_, i) => i * MOST_IMAGES);
  return starts.map((start) => shard.slice(start, start + MOST_IMAGES));
}

function* members(set: PreparedSet, split: PreparedSplit, shard: readonly PreparedSample[]): Iterable<ZipMember> {
  yield { name: 'annotations.xml', bytes: async () => Buffer.from(annotations(set, split, shard)) };
  for (const prepared of shard) yield { name: `images/${prepared.name}`, bytes: () => wholeFile(prepared) };
}

async function wholeFile(prepared: PreparedSample): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of sourceBytes(prepared)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function annotations(set: PreparedSet, split: PreparedSplit, shard: readonly PreparedSample[]): string {
  const labels = set.set.classes.map((name) => labelXml(name, set.columns)).join('');
  const images = shard.map((prepared, id) => imageXml(prepared, id, split.name, set.columns)).join('');
  return `<?xml version="1.0" encoding="utf-8"?>
<annotations>
  <version>1.1</version>
  <meta>
    <task>
      <name>${xml(`${set.set.name} ${split.name}`)}</name>
      <size>${shard.length}</size>
      <mode>annotation</mode>
      <labels>
${labels}      </labels>
    </task>
  </meta>
${images}</annotations>
`;
}

function labelXml(name: string, columns: readonly Column[]): string {
  const attributes = columns.map(
    (column) =>
      `            <attribute><name>${xml(column.name)}</name><mutable>False</mutable><input_type>text</input_type>` +
      '<default_value></default_value><values></values></attribute>\n',
  );
  return `        <label>
          <name>${xml(name)}</name>
          <type>tag</type>
          <attributes>
${attributes.join('')}          </attributes>
        </label>
`;
}

function imageXml(
  { sample, header, name }: PreparedSample,
  id: number,
  subset: string,
  columns: readonly Column[],
): string {
  const { width, height } = header;
  const attributes = columns.flatMap((column) => {
    const cell = cellOf(sample, column);
    return cell === null ? [] : [`      <attribute name="${xml(column.name)}">${xml(String(cell))}</attribute>\n`];
  });
  return `  <image id="${id}" name="${name}" subset="${subset}" width="${width}" height="${height}">
    <tag label="${xml(sample.label)}" source="manual">
${attributes.join('')}    </tag>
  </image>
`;
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Characters that XML 1.0 has no way to write become the sign for such. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\t\n\r]/g, (character) => entities[character] ?? character);
}
