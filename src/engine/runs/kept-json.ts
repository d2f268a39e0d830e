/** @file What runs have in common or is too long for a journal: plans and reports, each once, under its digest. */
import { utimes } from 'node:fs/promises';
import { digestOf } from '../files/digest.ts';
import type { StoreFiles, StorePath } from '../store/store-files.ts';

export type KeptKind = 'plans' | 'reports';

export class KeptJson {
  readonly #files: StoreFiles;

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  /**
   * @returns hex SHA-256 of its text
   * @throws Failure `store-read-only`, `disk-full`
   */
  async keep(kind: KeptKind, value: unknown): Promise<string> {
    const text = `${JSON.stringify(value)}\n`;
    const digest = digestOf(text);
    const file = keptPath(kind, digest);
    if ((await this.#files.size(file)) === Buffer.byteLength(text)) await this.#renew(file);
    else await this.#files.write(file, text);
    return digest;
  }

  /** Undefined when it is gone, or is not what was kept. */
  async read(kind: KeptKind, digest: string): Promise<unknown> {
    const bytes = await this.#files.read(keptPath(kind, digest)).catch(() => undefined);
    if (bytes === undefined || digestOf(bytes) !== digest) return undefined;
    return parsed(bytes.toString('utf8'));
  }

  /** So that another process, which does not know of it yet, does not take it for forgotten. */
  async #renew(file: StorePath): Promise<void> {
    const now = new Date();
    await utimes(this.#files.absolute(file), now, now).catch(() => {}); // Then it is as old as it looks.
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function keptPath(kind: KeptKind, digest: string): StorePath {
  return `runs/${kind}/${digest}.json`;
}
