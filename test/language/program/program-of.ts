/** @file Programs of several files without a disk. */
import type { PromptDocument } from '../../../src/language/document.ts';
import { loadProgram } from '../../../src/language/program/load.ts';
import type { Sources } from '../../../src/language/program/sources.ts';

export type Files = Readonly<Record<string, string>>;

/** @param files by path; the first is the one that is opened. */
export function programOf(files: Files): Promise<PromptDocument> {
  const [[file, text] = ['a.vlprompt', '']] = Object.entries(files);
  return loadProgram(file, text, sourcesOf(files));
}

export function sourcesOf(files: Files): Sources {
  return async (file) => {
    const text = Object.hasOwn(files, file) ? files[file] : undefined;
    return text === undefined ? { unread: 'missing' } : { text };
  };
}
