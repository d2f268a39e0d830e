/** @file How much a wildcard file may hold. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { Extent } from '../tree/extent.ts';

/** Values and keys; a list of all words of a language has about as many. */
export const MOST_VALUES = 100_000;

/** @param at the first entry that is not read. */
export function tooManyValues(at: Extent): Problem {
  return problem('wildcard-too-large', at, `${MOST_VALUES / 1000} 000 values and keys`);
}

/** @param at what is not read. */
export function tooDeep(at: Extent): Problem {
  return problem('wildcard-shape', at, 'This is nested too deeply; prompts name keys of a few levels.');
}
