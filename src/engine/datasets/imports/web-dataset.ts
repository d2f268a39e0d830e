/** @file WebDataset: neighbours with one name before the first dot are one sample. */
import path from 'node:path';
import { damagedData } from './damaged-data.ts';
import { tablesOf } from './dataset-tables.ts';
import { foldersIn } from './found-files.ts';
import type { ImportedSample } from './imported-sample.ts';
import { objectIn } from './json-documents.ts';
import { columnsWithout, type Row, rowOfObject, textIn } from './row-cells.ts';
import { tarMembers } from './tar-members.ts';

/** As the library splits names; a folder belongs to the key. */
const memberName = /^((?:.*\/|)[^./]+)[.]([^/]*)$/;

const imageField = /^(png|jpe?g|webp)$/i;

type Fields = ReadonlyMap<string, Uint8Array>;

/** @param root absolute; archives in it or in its folder `data`, or one archive */
export async function* readWebDataset(root: string): AsyncIterable<ImportedSample> {
  const hasData = !root.endsWith('.tar') && (await foldersIn(root)).includes('data');
  for (const archive of await tablesOf(hasData ? path.join(root, 'data') : root, /\.tar$/, root)) {
    const split = /^(.+?)[-_]?\d*\.tar$/.exec(path.basename(archive))?.[1] ?? null;
    for await (const [key, fields] of samplesIn(archive)) yield sampleOf(archive, key, fields, split);
  }
}

async function* samplesIn(archive: string): AsyncIterable<readonly [string, Fields]> {
  let key: string | undefined;
  let fields = new Map<string, Uint8Array>();
  for await (const { name, bytes } of tarMembers(archive)) {
    const [, itsKey, field] = memberName.exec(name) ?? [];
    if (itsKey === undefined || field === undefined) continue;
    if (itsKey !== key && key !== undefined) {
      yield [key, fields];
      fields = new Map();
    }
    key = itsKey;
    fields.set(field, bytes);
  }
  if (key !== undefined) yield [key, fields];
}

function sampleOf(archive: string, key: string, fields: Fields, fromName: string | null): ImportedSample {
  const image = [...fields].find(([field]) => imageField.test(field));
  if (image === undefined) throw damagedData(archive, `has no image of the sample \`${key}\``);
  const row = descriptionOf(archive, key, fields);
  return {
    image: { kind: 'bytes', bytes: image[1], name: `${archive}/${key}.${image[0]}` },
    label: textIn(row, 'label') ?? textField(fields, 'cls'),
    split: textIn(row, 'split') ?? fromName,
    columns: { ...columnsWithout(row, ['label', 'split']), ...caption(fields) },
  };
}

function descriptionOf(archive: string, key: string, fields: Fields): Row {
  const json = textField(fields, 'json');
  if (json === null) return new Map();
  try {
    return rowOfObject(objectIn(JSON.parse(json), archive));
  } catch (cause) {
    throw damagedData(archive, `has no JSON in \`${key}.json\``, cause);
  }
}

function textField(fields: Fields, name: string): string | null {
  const bytes = fields.get(name);
  return bytes === undefined ? null : Buffer.from(bytes).toString('utf8').trim();
}

function caption(fields: Fields): { readonly caption?: string } {
  const text = textField(fields, 'txt');
  return text === null ? {} : { caption: text };
}
