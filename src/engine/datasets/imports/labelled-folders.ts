/** @file Images whose folders are their labels. */
import path from 'node:path';
import { foldersIn, imagesBelow } from './found-files.ts';
import type { ImportedSample } from './imported-sample.ts';

/** `<class>/…`, or `<split>/<class>/…` where folders hold folders alone. @param root absolute */
export async function* readFolders(root: string): AsyncIterable<ImportedSample> {
  for (const name of await foldersIn(root)) {
    const folder = path.join(root, name);
    const inner = await foldersIn(folder);
    if (inner.length === 0) yield* labelled(root, folder, name, null);
    for (const label of inner) yield* labelled(root, path.join(folder, label), label, name);
  }
}

/** `<split>/<class>/…`. @param root absolute */
export async function* readSplitFolders(root: string): AsyncIterable<ImportedSample> {
  for (const split of await foldersIn(root)) {
    for (const label of await foldersIn(path.join(root, split))) {
      yield* labelled(root, path.join(root, split, label), label, split);
    }
  }
}

async function* labelled(
  root: string,
  folder: string,
  label: string,
  split: string | null,
): AsyncIterable<ImportedSample> {
  for await (const file of imagesBelow(root, folder))
    yield { image: { kind: 'file', file }, label, split, columns: {} };
}
