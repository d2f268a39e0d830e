/**
 * @file Groups of images that are nearly the same: a perceptual hash proposes pairs, the embedding confirms them, and a
 * group holds only images that are all alike, each with each (complete link), so that no chain of small differences ties
 * all images together.
 */
import type { Measuring } from './in-turns.ts';
import { type NearPair, nearPairs, type PairSearch } from './near-pairs.ts';

export interface DuplicateGroup {
  /** Indices, ascending; two at least. The first is the one that the others repeat. */
  readonly members: readonly number[];
  /** The lowest cosine within the group; null without embeddings. */
  readonly cosine: number | null;
}

export interface DuplicateSearch extends PairSearch {
  /** Images in a group at most. */
  readonly most?: number;
}

const MOST = 50;

/** Pairs of an image, the likest: of thousands that are all the same, all pairs would be millions. */
const KEPT = 100;

/**
 * The groups in order of their first image.
 *
 * Does not find what was mirrored, turned or cropped: its hash is another. Same motif, other picture (two seeds of one
 * prompt) is no duplicate to the hash, mostly.
 * @param search pairs that a person said are none are never in one group
 */
export function* nearDuplicates(search: DuplicateSearch): Measuring<readonly DuplicateGroup[]> {
  const most = search.most ?? MOST;
  const pairs: NearPair[] = [];
  yield* nearPairs(search, (some) => pairs.push(...some.sort(likestFirst).slice(0, Math.max(KEPT, most))));
  const groups = new CompleteLink(pairs, most).groups();
  return groups.sort((a, b) => a.members[0]! - b.members[0]!);
}

function likestFirst(a: NearPair, b: NearPair): number {
  return (b.cosine ?? 1) - (a.cosine ?? 1) || a.bits - b.bits || a.first - b.first || a.second - b.second;
}

/** Joins the likest first, as long as all of one group are alike to all of the other. */
class CompleteLink {
  readonly #pairs: readonly NearPair[];
  readonly #most: number;
  /** Of each image that is in a pair: those it is alike to. */
  readonly #alike = new Map<number, Map<number, NearPair>>();
  readonly #groupOf = new Map<number, number[]>();

  constructor(pairs: readonly NearPair[], most: number) {
    this.#pairs = pairs.toSorted(likestFirst);
    this.#most = most;
    for (const pair of pairs) {
      this.#note(pair.first, pair.second, pair);
      this.#note(pair.second, pair.first, pair);
    }
  }

  groups(): DuplicateGroup[] {
    for (const { first, second } of this.#pairs) this.#join(this.#groupOf.get(first)!, this.#groupOf.get(second)!);
    const groups = [...new Set(this.#groupOf.values())].filter((members) => members.length > 1);
    return groups.map((members) => ({ members: members.sort((a, b) => a - b), cosine: this.#lowest(members) }));
  }

  #note(from: number, to: number, pair: NearPair): void {
    this.#groupOf.set(from, [from]);
    const alike = this.#alike.get(from) ?? new Map<number, NearPair>();
    this.#alike.set(from, alike.set(to, pair));
  }

  #join(group: number[], other: number[]): void {
    if (group === other || group.length + other.length > this.#most) return;
    if (!group.every((a) => other.every((b) => this.#alike.get(a)?.has(b)))) return;
    group.push(...other);
    for (const member of other) this.#groupOf.set(member, group);
  }

  #lowest(members: readonly number[]): number | null {
    let lowest: number | null = null;
    for (const [i, a] of members.entries()) {
      for (const b of members.slice(i + 1)) {
        const cosine = this.#alike.get(a)?.get(b)?.cosine ?? null;
        if (cosine !== null && (lowest === null || cosine < lowest)) lowest = cosine;
      }
    }
    return lowest;
  }
}
