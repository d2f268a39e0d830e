/** @file FiftyOneImageClassificationDataset, in the folder itself or in one folder for each split. */
import path from 'node:path';
import { compare } from '../exports/export-set.ts';
import { damagedData } from './damaged-data.ts';
import { fileAt, filesIn, foldersIn, imagesBelow } from './found-files.ts';
import type { ImportedSample } from './imported-sample.ts';
import { type Json, objectIn, readJsonDocument } from './json-documents.ts';

/** @param root absolute */
export async function* readFiftyOne(root: string): AsyncIterable<ImportedSample> {
  if (await hasLabels(root)) return yield* samplesOf(root, root, null);
  for (const split of await foldersIn(root)) {
    const folder = path.join(root, split);
    if (await hasLabels(folder)) yield* samplesOf(root, folder, split);
  }
}

async function hasLabels(folder: string): Promise<boolean> {
  return (await filesIn(folder, /^labels\.json$/)).length > 0;
}

async function* samplesOf(root: string, folder: string, split: string | null): AsyncIterable<ImportedSample> {
  const table = await fileAt(root, 'labels.json', folder);
  const document = await readJsonDocument(table);
  const files = await filesByName(root, path.join(folder, 'data'));
  const entries = Object.entries(objectIn(document.labels, table)).sort(([a], [b]) => compare(a, b));
  for (const [name, target] of entries) {
    const file = files.get(name);
    if (file === undefined) throw damagedData(table, `has a label for \`${name}\`, of which there is no image`);
    yield { image: { kind: 'file', file }, label: labelOf(target, document, table), split, columns: {} };
  }
}

/** By path below the folder, without extension. */
async function filesByName(root: string, data: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for await (const file of imagesBelow(root, data)) {
    const relative = path.relative(data, file).split(path.sep).join('/');
    files.set(relative.slice(0, -path.extname(relative).length), file);
  }
  return files;
}

/** A number where there are classes, else the label; with more known of it, both are in an object. */
function labelOf(target: unknown, { classes }: Json, table: string): string | null {
  if (target === null) return null;
  if (typeof target === 'string') return target;
  if (typeof target === 'object') return labelOf(objectIn(target, table).label ?? null, { classes }, table);
  const label: unknown = Array.isArray(classes) ? classes[Number(target)] : undefined;
  if (typeof label === 'string') return label;
  throw damagedData(table, `has no class ${String(target)}`);
}
