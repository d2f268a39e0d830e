/** @file Offers once to have git put the decisions of several branches together. */
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { mergeLine } from '../../protocol/texts/merge-line.ts';
import { isInGit } from '../lenses/git-folder.ts';
import type { Memory } from '../review/reviewers.ts';

const key = 'vlprompt.mergeOffered';

/** Bytes; a longer file is none that people write. */
const LARGEST = 1 << 20;

export interface MergeOfferParts {
  /** Of the workspace: folders that are not asked about any more. */
  readonly memory: Memory;
  readonly isTrusted: () => boolean;
  /** Resolves with whether the line is wanted; undefined when nobody answered. */
  readonly ask: (sentence: string) => Promise<boolean | undefined>;
  readonly onError: (error: unknown) => void;
}

export class MergeOffer {
  readonly #parts: MergeOfferParts;
  /** Folders that were looked at while this window is open. */
  readonly #seen = new Set<string>();

  constructor(parts: MergeOfferParts) {
    this.#parts = parts;
  }

  /** Somebody may have decided in a folder. Never rejects. @param folder absolute; `reviews` is in it */
  async consider(folder: string): Promise<void> {
    const { ask, onError, isTrusted } = this.#parts;
    if (!isTrusted() || this.#seen.has(folder)) return;
    try {
      // Files of reviews may lie there before anybody decided.
      if (!(await hasDecisions(folder)) || this.#seen.has(folder)) return;
      this.#seen.add(folder);
      if (this.#declined.includes(folder) || !isInGit(folder) || !(await lacksLine(folder))) return;
      const isWanted = await ask(sentence);
      if (isWanted) await addLine(folder);
      if (isWanted === false) await this.#parts.memory.update(key, [...this.#declined, folder]);
    } catch (error) {
      onError(error);
    }
  }

  get #declined(): readonly string[] {
    const folders = this.#parts.memory.get(key);
    return Array.isArray(folders) ? folders.filter((folder) => typeof folder === 'string') : [];
  }
}

const sentence =
  'Decisions that are made on two branches merge without conflicts once .gitattributes has one line for them. Add it?';

/** `reviews/ann-lee/2026-11.jsonl` */
async function hasDecisions(folder: string): Promise<boolean> {
  const files = await readdir(path.join(folder, 'reviews'), { recursive: true }).catch(() => []);
  return files.some((file) => file.split(path.sep).length === 2 && file.endsWith('.jsonl'));
}

const fileOf = (folder: string) => path.join(folder, '.gitattributes');

/** False also where the file is none of the workspace's own: nothing is written through a link. */
async function lacksLine(folder: string): Promise<boolean> {
  const status = await lstat(fileOf(folder)).catch(() => undefined);
  if (status === undefined) return true;
  return status.isFile() && status.size <= LARGEST && !(await textOf(folder)).includes(mergeLine);
}

async function textOf(folder: string): Promise<string> {
  const handle = await open(fileOf(folder), constants.O_RDONLY | noFollow);
  try {
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** Behind what is there by now. */
async function addLine(folder: string): Promise<void> {
  const handle = await open(
    fileOf(folder),
    constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | noFollow,
    0o644,
  );
  try {
    const text = await handle.readFile('utf8');
    if (text.includes(mergeLine)) return;
    await handle.writeFile(`${text === '' || text.endsWith('\n') ? '' : '\n'}${mergeLine}\n`);
  } finally {
    await handle.close();
  }
}

/** Windows has no such flag, and its links are made by administrators. */
const noFollow = constants.O_NOFOLLOW ?? 0;
