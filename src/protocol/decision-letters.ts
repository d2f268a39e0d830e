/** @file A decision as one letter, so that those of a long list are one short text. A capital letter is a pinned image. */
import type { ImageDecision } from './decisions.ts';

const letters: { readonly [S in ImageDecision['state']]: string } = { undecided: 'u', kept: 'k', rejected: 'r' };

const states: Readonly<Record<string, ImageDecision['state']>> = { u: 'undecided', k: 'kept', r: 'rejected' };

export function letterOf({ state, isFlagged }: ImageDecision): string {
  return isFlagged ? letters[state].toUpperCase() : letters[state];
}

/** Undecided where there is no letter. */
export function decisionOf(letter = 'u'): ImageDecision {
  const small = letter.toLowerCase();
  return { state: states[small] ?? 'undecided', isFlagged: small !== letter };
}
