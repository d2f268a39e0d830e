/**
 * @file Where the CUDA provider is installed: a copy of the model runtime that has the provider's libraries beside it. It
 * is code that this process loads, so nobody but its user may have been able to write there.
 */
import { chmod, lstat, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { log } from '../log.ts';

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

/**
 * Makes a folder that is closed to everybody else, whatever the user's mask.
 * @throws Failure `file-unwritable` when it cannot be made, or is another user's
 */
export async function makeOwnFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
  } catch (cause) {
    const text = `The folder ${folder} for the CUDA provider cannot be made or is not yours; check its owner, or choose another cache with \`VLPROMPT_CACHE\`.`;
    throw new Failure('file-unwritable', text, { cause });
  }
}

/** The folder when the provider of a version is wholly there, and nobody else can have put it there. */
export async function installedCuda(cache: string, version: string): Promise<string | undefined> {
  const folder = cudaFolder(cache, version);
  for (const one of [dirname(folder), folder]) {
    const reason = await strangerIn(one);
    if (reason === undefined) continue;
    if (reason !== 'missing') log.warn(`The CUDA provider in ${one} is not loaded, as ${reason}; remove that folder.`);
    return undefined;
  }
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

/** Why code from a folder is not to be trusted; undefined when it is this user's or the system's, and they alone write there. */
async function strangerIn(folder: string): Promise<string | undefined> {
  const status = await lstat(folder).catch(() => undefined);
  if (status === undefined) return 'missing';
  if (!status.isDirectory()) return 'it is a link or a file';
  if (process.getuid === undefined) return undefined; // Windows keeps a user's folders by other means.
  if (status.uid !== process.getuid() && status.uid !== 0) return 'it belongs to another user';
  return (status.mode & OTHERS_WRITE) === 0 ? undefined : 'other users can write to it';
}

const OTHERS_WRITE = 0o022;
