/**
 * @file Digests of the images of data sets, from one process to the next: ten thousand files are looked at, and only
 * those are read that have changed. A file for each folder; a damaged one only means that its images are read again.
 */
import path from 'node:path';
import { digestOf, isDigest } from '../../files/digest.ts';
import type { StoreFiles, StorePath } from '../store-files.ts';

/** A file and what changes whenever it does. */
export interface StampedFile {
  /** Absolute path. */
  readonly file: string;
  readonly stamp: string;
}

/** By name; its stamp and its hex SHA-256. */
type Folder = Map<string, readonly [stamp: string, digest: string]>;

/** Raised when the meaning of a stamp changes. */
const VERSION = 1;

export class ImageDigests {
  readonly #files: StoreFiles;
  readonly #folders = new Map<string, Promise<Folder>>();
  readonly #changed = new Set<string>();

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  /** Hex SHA-256; undefined when the file has changed since, or was never read. */
  async find({ file, stamp }: StampedFile): Promise<string | undefined> {
    const known = (await this.#folderOf(file)).get(path.basename(file));
    return known?.[0] === stamp ? known[1] : undefined;
  }

  /** Until `save`, in memory. */
  async add({ file, stamp }: StampedFile, digest: string): Promise<void> {
    (await this.#folderOf(file)).set(path.basename(file), [stamp, digest]);
    this.#changed.add(path.dirname(file));
  }

  /** @throws Failure `store-read-only`, `disk-full` */
  async save(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const folder of changed) {
      const names = [...(await this.#folder(folder))];
      await this.#files.write(folderPath(folder), JSON.stringify({ version: VERSION, names }), false);
    }
  }

  #folderOf(file: string): Promise<Folder> {
    return this.#folder(path.dirname(file));
  }

  #folder(name: string): Promise<Folder> {
    const folder = this.#folders.get(name) ?? this.#read(name);
    this.#folders.set(name, folder);
    return folder;
  }

  async #read(name: string): Promise<Folder> {
    const bytes = await this.#files.read(folderPath(name));
    return new Map(bytes === undefined ? [] : parseNames(bytes.toString('utf8')));
  }
}

function folderPath(folder: string): StorePath {
  return `cache/digests/${digestOf(folder)}.json`;
}

type Entry = readonly [name: string, known: readonly [stamp: string, digest: string]];

function parseNames(text: string): readonly Entry[] {
  try {
    const value: unknown = JSON.parse(text);
    const { version, names } = value as { readonly version?: unknown; readonly names?: unknown }; // Looked at below.
    return version === VERSION && Array.isArray(names) ? names.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value) || typeof value[0] !== 'string' || !Array.isArray(value[1])) return false;
  return typeof value[1][0] === 'string' && isDigest(value[1][1]);
}
