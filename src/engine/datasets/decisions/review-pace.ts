/** @file How far each reviewer has come, and whether they look at what they keep. */
import type { ReviewerProgress, ReviewerWord } from '../../../protocol/agreement.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { reviewerFolder } from './reviewer-folder.ts';

/**
 * Milliseconds. Who sees a picture, tells what it shows and presses a key needs more: a choice between two takes people a
 * quarter of a second at least (R. D. Luce 1986, Response Times, Oxford University Press).
 */
const LEAST_LOOK = 200;

/** So few may be slips of the hand. */
const MANY = 10;

/**
 * @param images of each image that has to be decided, what reviewers say of it
 * @param asked who is named; others who decided come after them, in the order of letters
 */
export function reviewPace(
  images: readonly (readonly ReviewerWord[])[],
  asked: readonly string[],
): readonly ReviewerProgress[] {
  const words = new Map<string, ReviewerWord[]>();
  for (const word of images.flat()) {
    const own = words.get(word.by);
    if (own) own.push(word);
    else words.set(word.by, [word]);
  }
  const deciders = [...words.keys()].sort();
  const named = asked.map((name) => deciders.find((by) => reviewerFolder(by) === reviewerFolder(name)) ?? name);
  return [...new Set([...named, ...deciders])].map((by) => progressOf(by, words.get(by) ?? [], images.length));
}

function progressOf(reviewer: string, words: readonly ReviewerWord[], images: number): ReviewerProgress {
  const kept = words.filter(({ state }) => state === 'kept');
  const rejected = words.filter(({ state }) => state === 'rejected').length;
  const times = words.flatMap(({ state, ms }) => (state === 'undecided' ? [] : (ms ?? [])));
  return {
    reviewer,
    kept: kept.length,
    rejected,
    left: images - kept.length - rejected,
    timed: times.length,
    medianMs: median(times),
    hasty: kept.filter(({ ms = LEAST_LOOK }) => ms < LEAST_LOOK).length,
  };
}

/** A sentence for each who keeps many images faster than anybody sees them. */
export function haste(reviewers: readonly ReviewerProgress[]): readonly string[] {
  return reviewers
    .filter(({ hasty }) => hasty >= MANY)
    .map(({ reviewer, hasty }) => {
      const what = `${reviewer} kept ${counted(hasty, 'image')} after less than ${LEAST_LOOK} ms each`;
      return `${what}: too fast to have looked. Have them reviewed again.`;
    });
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(half)], sorted[Math.ceil(half)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
