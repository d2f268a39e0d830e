/** @file The files of a model's folder, links followed, as a list of the hub has them. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export interface FolderFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** Models are two levels deep; old exports have a file for each weight. */
const DEEPEST = 3;
const MOST_FILES = 10_000;

/** Sorted by their paths; what cannot be read is left out, and of too many files the rest. */
export async function folderFiles(folder: string): Promise<readonly FolderFile[]> {
  const names: string[] = [];
  await collect(folder, '', names);
  const files = await Promise.all(names.sort().map((name) => fileAt(folder, name)));
  return files.filter((file) => file !== undefined);
}

async function collect(root: string, below: string, names: string[]): Promise<void> {
  const entries = await readdir(path.join(root, below), { withFileTypes: true }).catch(() => []);
  for (const { name, ...entry } of entries.map((one) => ({ name: one.name, isFolder: one.isDirectory() }))) {
    const file = below === '' ? name : `${below}/${name}`;
    if (name.startsWith('.') || names.length >= MOST_FILES) continue;
    if (!entry.isFolder) names.push(file);
    else if (file.split('/').length < DEEPEST) await collect(root, file, names);
  }
}

async function fileAt(folder: string, name: string): Promise<FolderFile | undefined> {
  const status = await stat(path.join(folder, ...name.split('/'))).catch(() => undefined);
  if (status?.isFile() !== true) return undefined;
  return { path: name, bytes: status.size, modified: status.mtimeMs };
}

/** Changes whenever a file does. */
export function stampOf(files: readonly FolderFile[]): string {
  return files.map(({ path: name, bytes, modified }) => `${name}:${bytes}:${modified}`).join('\n');
}
