/** @file The identity of a model: its files' contents, wherever they lie. */
import { join, relative, sep } from 'node:path';
import { sized } from '../../protocol/texts/figures.ts';
import { digestOf } from '../files/digest.ts';
import { fileDigest, unreadBytes } from '../files/file-digest.ts';
import { RecentMap } from '../recent-map.ts';
import { checkExternalData, externalDataFiles } from '../runtime/onnx/external-data.ts';
import { readOnnxFile } from '../runtime/onnx/onnx-file.ts';
import type { Preparation } from '../runtime/sessions/run-scope.ts';

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
  const named = await namedDigests(folder, files);
  const digest = digestOf(listed(named));
  composed.set(digest, named);
  return digest;
}

/**
 * Hex SHA-256 over some of a model's files and what else is relied upon; of no other use than to tell them apart.
 * @param more texts without line breaks
 */
export async function partDigest(folder: string, files: readonly string[], more: readonly string[]): Promise<string> {
  return digestOf([listed(await namedDigests(folder, files)), ...more].join('\n'));
}

async function namedDigests(folder: string, files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = files.map((file) => relative(folder, file).split(sep).join('/')).sort();
  const digests = await Promise.all(names.map((name) => fileDigest(join(folder, name))));
  return new Map(names.map((name, i) => [name, digests[i]!]));
}

function listed(named: ReadonlyMap<string, string>): string {
  return [...named].map(([name, sum]) => `${name} ${sum}\n`).join('');
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
