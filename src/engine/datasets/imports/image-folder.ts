/** @file Hugging Face's ImageFolder: the rows of metadata beside the images, or folders where there are none. */
import path from 'node:path';
import { csvRows } from './csv-rows.ts';
import { fileAt, filesIn, foldersIn } from './found-files.ts';
import type { ImportedSample } from './imported-sample.ts';
import { jsonRows } from './json-rows.ts';
import { readFolders } from './labelled-folders.ts';
import type { Row } from './row-cells.ts';
import { tableSamples } from './table-samples.ts';

const readers: { readonly [file: string]: (file: string) => AsyncIterable<Row> } = {
  'metadata.jsonl': jsonRows,
  'metadata.csv': csvRows,
};

/**
 * As Hugging Face reads it: beside metadata, folders give no labels, and images without a row are none.
 * @param root absolute; metadata is in it, or in folders of it, which are splits then
 */
export async function* readImageFolder(root: string): AsyncIterable<ImportedSample> {
  const own = await metadataIn(root);
  if (own !== undefined) return yield* samplesOf(root, root, own);
  let hasMetadata = false;
  for (const split of await foldersIn(root)) {
    const folder = path.join(root, split);
    const name = await metadataIn(folder);
    if (name === undefined) continue;
    hasMetadata = true;
    yield* samplesOf(root, folder, name, split);
  }
  if (!hasMetadata) yield* readFolders(root);
}

async function metadataIn(folder: string): Promise<string | undefined> {
  const [name] = await filesIn(folder, /^metadata\.(jsonl|csv)$/);
  return name;
}

async function* samplesOf(root: string, base: string, name: string, split?: string): AsyncIterable<ImportedSample> {
  const table = await fileAt(root, name, base);
  const rows = readers[name]?.(table);
  if (rows === undefined) return;
  yield* tableSamples(root, table, rows, { fileColumns: ['file_name'], base, ...(split !== undefined && { split }) });
}
