/** @file Conditions that people write in a review, asked of the language server. */

import type { Facet } from '../../protocol/image-sets.ts';
import type {
  CompleteConditionParams,
  ConditionCompletions,
  ConditionParams,
  ConditionResult,
} from '../../protocol/language.ts';
import type { Completion } from '../../protocol/webviews/review.ts';

export interface Conditions {
  readonly read: (params: ConditionParams) => Promise<ConditionResult>;
  readonly complete: (params: CompleteConditionParams) => Promise<ConditionCompletions>;
}

/**
 * What may be written, first what the language knows, then values that images have: all of it that begins as the word that
 * is being typed, then what has it in the middle.
 * @param text up to the cursor
 */
export function completionsOf(
  text: string,
  { start, field, items }: ConditionCompletions,
  facets: readonly Facet[],
): readonly Completion[] {
  const known = items.map((item) => ({ ...item, start }));
  const labels = new Set(items.map(({ label }) => label));
  const facet = facets.find((each) => each.field === field);
  const values = facet?.kind === 'values' ? facet.values : [];
  const found = values
    .filter(({ value }) => !labels.has(value))
    .map(({ value, count }) => ({ label: value, detail: imageCount(count), start, insert: written(value) }));
  const word = text.slice(start).toLowerCase();
  const placeOf = ({ label }: Completion) => label.toLowerCase().indexOf(word);
  const all = [...known, ...found];
  return [...all.filter((each) => placeOf(each) === 0), ...all.filter((each) => placeOf(each) > 0)];
}

function imageCount(count: number): string {
  return count === 1 ? '1 image' : `${count} images`;
}

/** What is no name is written as a text. */
function written(value: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}
