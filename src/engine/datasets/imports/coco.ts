/** @file COCO: an image's label is the category that all of its boxes have. */

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { unlessMissing } from '../../files/unless-missing.ts';
import type { Cell } from '../exports/export-set.ts';
import { damagedData } from './damaged-data.ts';
import { tablesOf } from './dataset-tables.ts';
import { fileAt, foldersIn } from './found-files.ts';
import type { ImportedSample } from './imported-sample.ts';
import { type Json, objectIn, objectsIn, readJsonDocument } from './json-documents.ts';
import { cellOfValue } from './row-cells.ts';

/** @param root absolute; `annotations/*.json`, or files beside the images */
export async function* readCoco(root: string): AsyncIterable<ImportedSample> {
  const isFile = (await unlessMissing(stat(root)))?.isFile() === true;
  const isUsual = !isFile && (await foldersIn(root)).includes('annotations');
  const place = isUsual ? path.join(root, 'annotations') : root;
  for (const file of await tablesOf(place, /\.json$/i, root)) yield* samplesOf(root, file);
}

async function* samplesOf(root: string, file: string): AsyncIterable<ImportedSample> {
  const document = await readJsonDocument(file);
  const boxes = boxesByImage(document, file);
  const names = new Map(objectsIn(document.categories, file).map(({ id, name }) => [id, String(name)]));
  const split = /^instances_(.+)\.json$/.exec(path.basename(file))?.[1] ?? null;
  const images = objectsIn(document.images, file);
  const base = await baseOf(root, split, images[0]);
  for (const { id, file_name: name } of images) {
    if (typeof name !== 'string') throw damagedData(file, `has an image ${String(id)} without a file name`);
    const own = boxes.get(id) ?? [];
    const image = { kind: 'file' as const, file: await fileAt(root, name, base) };
    yield { image, label: labelOf(own, names), split, columns: attributesOf(own, file) };
  }
}

function boxesByImage(document: Json, file: string): ReadonlyMap<unknown, readonly Json[]> {
  const boxes = new Map<unknown, Json[]>();
  for (const box of objectsIn(document.annotations, file)) {
    const own = boxes.get(box.image_id);
    if (own) own.push(box);
    else boxes.set(box.image_id, [box]);
  }
  return boxes;
}

/** Null where boxes differ: such an image has no label. */
function labelOf(boxes: readonly Json[], names: ReadonlyMap<unknown, string>): string | null {
  const ids = new Set(boxes.map((box) => box.category_id));
  return ids.size === 1 ? (names.get([...ids][0]) ?? null) : null;
}

function attributesOf([box, ...others]: readonly Json[], file: string): Readonly<Record<string, Cell>> {
  if (box?.attributes === undefined || others.length > 0) return {};
  const entries = Object.entries(objectIn(box.attributes, file));
  return Object.fromEntries(entries.map(([name, value]) => [name, cellOfValue(value)]));
}

/** Names are relative to a folder that the file does not name. */
async function baseOf(root: string, split: string | null, first: Json | undefined): Promise<string> {
  const usual = split === null ? ['images'] : [`images/${split}`, split, 'images'];
  // Bytes of zero are refused where files are looked up.
  const name = String(first?.file_name ?? '').replaceAll('\0', '');
  for (const candidate of usual) {
    const folder = path.join(root, candidate);
    if ((await unlessMissing(stat(path.join(folder, name)))) !== undefined) return folder;
  }
  return root;
}
