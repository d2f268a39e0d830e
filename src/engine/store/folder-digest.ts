/**
 * @file The digest of a model folder without reading it again: each file's SHA-256 is remembered by path, size and
 * times. Reading 30 MB takes a tenth of a second, 5 GB half a minute; a look-up must not.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../protocol/failure.ts';
import { digestOf, isDigest } from './digest.ts';
import { systemCode } from './store-failure.ts';
import type { StoreFiles, StorePath } from './store-files.ts';

const memory: StorePath = 'cache/digests.json';

/** What people read beside a model affects nothing it makes. */
const ignored = /\.(md|txt\.md|png|jpg)$|^(\.|SHA256SUMS$|LICEN[CS]E)/i;

interface Remembered {
  /** `size:mtime:ctime`, the times in milliseconds. */
  readonly stamp: string;
  readonly digest: string;
}

export class FolderDigests {
  readonly #files: StoreFiles;
  #remembered: Map<string, Remembered> | undefined;

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  /**
   * Hex SHA-256 over the names and digests of all files of a folder that a model is made of.
   * @param folder absolute
   * @throws Failure `model-missing`, `file-unreadable`
   */
  async digest(folder: string): Promise<string> {
    this.#remembered ??= await this.#load();
    const names = await modelFiles(folder);
    const before = new Map(this.#remembered);
    const lines: string[] = [];
    for (const name of names) lines.push(`${await this.#fileDigest(path.join(folder, name))}  ${name}\n`);
    if (!isSame(before, this.#remembered)) await this.#save();
    return digestOf(lines.join(''));
  }

  async #fileDigest(file: string): Promise<string> {
    const { size, mtimeMs, ctimeMs } = await stat(file);
    const stamp = `${size}:${mtimeMs}:${ctimeMs}`;
    const known = this.#remembered?.get(file);
    if (known?.stamp === stamp) return known.digest;
    const digest = await hashFile(file);
    this.#remembered?.set(file, { stamp, digest });
    return digest;
  }

  async #load(): Promise<Map<string, Remembered>> {
    const bytes = await this.#files.read(memory);
    try {
      const entries = Object.entries(JSON.parse(bytes?.toString('utf8') ?? '{}') as Record<string, Remembered>);
      return new Map(entries.filter(([, entry]) => isDigest(entry?.digest)));
    } catch {
      return new Map(); // Damaged: it is only a memory, and is made again.
    }
  }

  /** Looking into a store that cannot be written to is no failure. */
  async #save(): Promise<void> {
    const text = JSON.stringify(Object.fromEntries(this.#remembered ?? []), null, 1);
    await this.#files.write(memory, `${text}\n`).catch(() => {});
  }
}

function isSame(a: ReadonlyMap<string, Remembered>, b: ReadonlyMap<string, Remembered>): boolean {
  return a.size === b.size && [...b].every(([file, entry]) => a.get(file) === entry);
}

/** Relative, written with `/`, sorted by code unit. */
async function modelFiles(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    const files = entries.filter((entry) => !entry.isDirectory() && !ignored.test(entry.name));
    return files.map((entry) => relativeName(folder, path.join(entry.parentPath, entry.name))).sort();
  } catch (cause) {
    if (systemCode(cause) !== 'ENOENT' && systemCode(cause) !== 'ENOTDIR') throw cause;
    throw new Failure('model-missing', `There is no model folder ${folder}; check the path or install the model.`, {
      cause,
    });
  }
}

function relativeName(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch (cause) {
    throw new Failure('file-unreadable', `The model file ${file} cannot be read; check its permissions.`, { cause });
  }
  return hash.digest('hex');
}
