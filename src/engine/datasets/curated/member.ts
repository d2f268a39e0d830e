import { createHash } from 'node:crypto';
import type { SplitName } from '../../../protocol/decisions.ts';

/** An image that rules let pass or people keep, as the steps see it that make a set of such images. */
export interface Member {
  /** Digest of its pixels; no two members have the same. */
  readonly id: string;
  /** In the order of sources, cells and images; no two members have the same. */
  readonly place: number;
  readonly class: string;
  /** By people: nothing drops it then. */
  readonly isKept: boolean;
  /** Absent when it was not scored. */
  readonly score?: number;
  /** That people chose. */
  readonly split?: SplitName;
}

/** What stays of near-duplicates, and what is counted first: kept by people, then of the highest score, then the first. */
export function bestFirst(a: Member, b: Member): number {
  return Number(b.isKept) - Number(a.isKept) || scoreOf(b) - scoreOf(a) || a.place - b.place;
}

/** A score is a cosine: nothing is below. */
function scoreOf({ score }: Member): number {
  return score ?? -2;
}

/**
 * Chance that is the same whatever else is in the set: from 0 to below 1.
 * @param words what it is drawn for; each once
 */
export function chance(seed: number, ...words: readonly string[]): number {
  const digest = createHash('sha256')
    .update([seed, ...words].join('\n'))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
