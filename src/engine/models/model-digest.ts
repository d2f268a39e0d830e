/** @file The identity of a model: its files' contents, wherever they lie. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sized } from '../../protocol/texts.ts';
import { RecentMap } from '../recent-map.ts';
import { checkExternalData, externalDataFiles } from '../runtime/onnx/external-data.ts';
import { readOnnxFile } from '../runtime/onnx/onnx-file.ts';
import type { Preparation } from '../runtime/sessions/run-scope.ts';
import { digestOf } from '../store/digest.ts';
import { isSoonDigested, rememberedDigest, stampText } from './digest-memory.ts';

/** By path and what changes with the file. */
const known = new Map<string, Promise<string>>();

/** Hex SHA-256 of a file's bytes; those of a large file are read once, as long as it does not change. */
export async function fileDigest(path: string): Promise<string> {
  const stamp = await stat(path, { bigint: true });
  const key = stampText(path, stamp);
  const digest = known.get(key) ?? rememberedDigest(path, stamp, () => hashFile(path));
  known.set(key, digest);
  digest.catch(() => known.delete(key));
  return digest;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * Hex SHA-256 over names (relative to the folder) and digests, in the names' order.
 * @param files absolute paths inside the folder
 * @param tell hears of gigabytes that are to be read whole
 */
export async function modelDigest(
  folder: string,
  files: readonly string[],
  tell?: (preparation: Preparation) => void,
): Promise<string> {
  const unread =
    tell === undefined ? 0 : (await Promise.all(files.map(unreadBytes))).reduce((sum, size) => sum + size, 0);
  if (unread > 0) tell?.({ kind: 'loading', part: `the model’s files for the first time (${sized(unread)})` });
  const names = files.map((file) => relative(folder, file).split(sep).join('/')).sort();
  const digests = await Promise.all(names.map((name) => fileDigest(join(folder, name))));
  const named = new Map(names.map((name, i) => [name, digests[i]!]));
  const digest = digestOf([...named].map(([name, sum]) => `${name} ${sum}\n`).join(''));
  composed.set(digest, named);
  return digest;
}

/** Of a large file whose digest is not known yet; else 0. */
async function unreadBytes(path: string): Promise<number> {
  const stamp = await stat(path, { bigint: true });
  const isSoon = known.has(stampText(path, stamp)) || (await isSoonDigested(path, stamp));
  return isSoon ? 0 : Number(stamp.size);
}

/** What digests of models were made of. */
const composed = new RecentMap<string, ReadonlyMap<string, string>>(64);

/** Says that a digest was made of a model's and of more, so that it is known which files of the model are behind it. */
export function rememberModelOf(digest: string, model: string): void {
  const files = composed.get(model);
  if (files !== undefined) composed.set(digest, files);
}

/** Names and digests of the model's files behind a digest that this process made; undefined when it made none such. */
export function digestedFiles(digest: string): ReadonlyMap<string, string> | undefined {
  return composed.get(digest);
}

/**
 * A graph and the files beside it that hold its weights.
 * @throws Failure `model-missing`, `model-corrupt`, `file-unreadable` when one is missing or cut short
 */
export async function graphFiles(graph: string): Promise<string[]> {
  await checkExternalData(graph, await readOnnxFile(graph));
  return [graph, ...(await externalDataFiles(graph))];
}
