/** @file Sets as they are compared: frozen ones, and what is there now. */
import type { SetDescription } from '../exports/export-set.ts';
import type { DescribedSet } from './described-set.ts';
import type { SetState } from './release-diff.ts';
import type { Release } from './release-folder.ts';

export function stateOfRelease({ lock, images }: Release): SetState {
  return { classes: lock.classes, images, words: wordsOf(lock.licence, lock.about) };
}

export function stateOfSet({ classes, images, licence, about }: DescribedSet): SetState {
  return { classes, images, words: wordsOf(licence, about) };
}

/** Without the day, the commit and the lines that it was made of: they change where the set does not. */
function wordsOf(licence: string, { description, url, creator, responsible, query }: SetDescription): string {
  return JSON.stringify([licence, description, url, creator, responsible, query]);
}
