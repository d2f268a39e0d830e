/** @file Chosen files of a zip archive → files, without either being in memory as a whole. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { Failure } from '../../protocol/failure.ts';

/**
 * @param wanted name in the archive → absolute path to write; overwritten when there
 * @throws Failure `provider-unavailable` when the archive lacks one or is damaged, `cancelled`; what the file system throws
 */
export async function extractFiles(
  archive: string,
  wanted: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const unpacking = new Unpacking(wanted);
  const opened = [...wanted.values()].map(async (path) => [path, await open(path, 'w')] as const);
  const files = new Map(await Promise.all(opened));
  try {
    for await (const chunk of createReadStream(archive, { highWaterMark: 1 << 20, signal })) {
      for (const { path, data } of unpacking.push(chunk)) await files.get(path)!.write(data);
      if (unpacking.failure !== undefined) break;
    }
    for (const file of files.values()) await file.sync();
  } catch (error) {
    if (signal.aborted) throw new Failure('cancelled', 'Cancelled.');
    throw error;
  } finally {
    await Promise.all([...files.values()].map((file) => file.close()));
  }
  unpacking.requireAll();
}

interface Unpacked {
  readonly path: string;
  readonly data: Uint8Array;
}

/** What comes out of an archive while it goes in. */
class Unpacking {
  readonly #wanted: ReadonlyMap<string, string>;
  readonly #unzip = new Unzip((file) => this.#take(file));
  readonly #missing: Set<string>;
  #out: Unpacked[] = [];
  /** What is wrong with the archive. */
  failure: string | undefined;

  constructor(wanted: ReadonlyMap<string, string>) {
    this.#wanted = wanted;
    this.#missing = new Set(wanted.keys());
    this.#unzip.register(UnzipInflate);
  }

  /** @returns what the next bytes of the archive hold of the files, in order */
  push(bytes: Uint8Array): readonly Unpacked[] {
    this.#out = [];
    this.#unzip.push(bytes);
    return this.#out;
  }

  /** @throws Failure `provider-unavailable` unless every file came out whole */
  requireAll(): void {
    if (this.failure === undefined && this.#missing.size === 0) return;
    const what = this.failure ?? `it lacks ${[...this.#missing].join(', ')}`;
    throw new Failure(
      'provider-unavailable',
      `The package of the CUDA provider cannot be unpacked: ${what}; try again.`,
    );
  }

  #take(file: UnzipFile): void {
    const path = this.#wanted.get(file.name);
    if (path === undefined) return;
    file.ondata = (error, data, isLast) => {
      if (error) this.failure ??= error.message;
      else this.#out.push({ path, data });
      if (isLast) this.#missing.delete(file.name);
    };
    file.start();
  }
}
