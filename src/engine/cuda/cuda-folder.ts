/** @file Where the CUDA provider is installed: a copy of the model runtime that has the provider's libraries beside it. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What an installation ends with, so that half of one is none. */
export interface InstallationRecord {
  readonly version: string;
  /** Bytes of each library. */
  readonly libraries: { readonly [name: string]: number };
}

const RECORD = 'installation.json';

/** Folder of a version, below the user's own cache. @param cache absolute */
export function cudaFolder(cache: string, version: string): string {
  return join(cache, 'runtimes', `cuda-${version}`);
}

/** Where the runtime looks for a provider's libraries. @param folder of `cudaFolder` */
export function librariesFolder(folder: string): string {
  return join(folder, 'node_modules/onnxruntime-node/bin/napi-v6/linux/x64');
}

export function recordFile(folder: string): string {
  return join(folder, RECORD);
}

/** The folder when the provider of a version is wholly there. */
export async function installedCuda(cache: string, version: string): Promise<string | undefined> {
  const folder = cudaFolder(cache, version);
  try {
    const record = JSON.parse(await readFile(recordFile(folder), 'utf8')) as InstallationRecord; // Checked file by file.
    const sizes = await Promise.all(
      Object.keys(record.libraries).map(async (name) => (await stat(join(librariesFolder(folder), name))).size),
    );
    const isWhole = Object.values(record.libraries).every((bytes, i) => bytes === sizes[i]) && sizes.length > 0;
    return isWhole && record.version === version ? folder : undefined;
  } catch {
    return undefined; // Not there, or not whole.
  }
}
