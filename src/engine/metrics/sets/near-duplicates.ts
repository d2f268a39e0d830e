/**
 * @file Groups of images that are nearly the same: a perceptual hash proposes pairs, the embedding confirms them, and a
 * group holds only images that are all alike, each with each (complete link), so that no chain of small differences ties
 * all images together.
 */
import type { Measuring } from './in-turns.ts';
import { dotProduct, type PointSet, rowOf, unitPoints } from './point-set.ts';

export interface DuplicateGroup {
  /** Indices, ascending; two at least. The first is the one that the others repeat. */
  readonly members: readonly number[];
  /** The lowest cosine within the group; null without embeddings. */
  readonly cosine: number | null;
}

export interface DuplicateSearch {
  /** Of each image 16 hexadecimal digits, as from `perceptualHash`. */
  readonly hashes: readonly string[];
  /** Of each image; without, hashes alone decide. */
  readonly points?: PointSet;
  /** Bits that may differ, of 64. */
  readonly bits?: number;
  /** At least. What is enough depends on the judge. */
  readonly cosine?: number;
  /** Pairs that a person said are none: they are never in one group. */
  readonly apart?: readonly (readonly [number, number])[];
  /** Images in a group at most. */
  readonly most?: number;
}

const BITS = 8;
/** As in clip-retrieval's deduplication; of embeddings of CLIP. */
const COSINE = 0.94;
const MOST = 50;

/**
 * The groups in order of their first image. Compares each hash with each.
 *
 * Does not find what was mirrored, turned or cropped: its hash is another. Same motif, other picture (two seeds of one
 * prompt) is no duplicate to the hash, mostly.
 */
export function* nearDuplicates(search: DuplicateSearch): Measuring<readonly DuplicateGroup[]> {
  const pairs = yield* confirmedPairs(search);
  const groups = new CompleteLink(pairs, search.most ?? MOST).groups();
  return groups.sort((a, b) => a.members[0]! - b.members[0]!);
}

interface Pair {
  readonly first: number;
  readonly second: number;
  readonly bits: number;
  readonly cosine: number | null;
}

/** Hashes between two reports. */
const TURN = 64;

/** Pairs of an image, the likest: of thousands that are all the same, all pairs would be millions. */
const KEPT = 100;

function* confirmedPairs(search: DuplicateSearch): Measuring<readonly Pair[]> {
  const n = search.hashes.length;
  const points = search.points && unitPoints(search.points);
  if (points && points.count !== n) throw new RangeError('Each image needs a hash and an embedding.');
  const words = wordsOf(search.hashes);
  const told = new Set((search.apart ?? []).map(([a, b]) => Math.min(a, b) * n + Math.max(a, b)));
  const pairs: Pair[] = [];
  for (let first = 0; first < n; first++) {
    const likest = pairsWith(first, { ...search, words, points, told }).sort(likestFirst);
    pairs.push(...likest.slice(0, Math.max(KEPT, search.most ?? MOST)));
    if (first % TURN === TURN - 1) yield { done: first + 1, total: n };
  }
  return pairs;
}

interface Candidates extends Pick<DuplicateSearch, 'bits' | 'cosine'> {
  readonly words: Int32Array;
  /** Of unit length. */
  readonly points: PointSet | undefined;
  /** first · n + second. */
  readonly told: ReadonlySet<number>;
}

/** Those with an image that comes after. */
function pairsWith(
  first: number,
  { words, points, told, bits: most = BITS, cosine: least = COSINE }: Candidates,
): Pair[] {
  const n = words.length / 2;
  const pairs: Pair[] = [];
  for (let second = first + 1; second < n; second++) {
    const bits = differing(words, first, second);
    if (bits > most || told.has(first * n + second)) continue;
    const cosine = points ? dotProduct(rowOf(points, first), rowOf(points, second)) : null;
    if (cosine === null || cosine >= least) pairs.push({ first, second, bits, cosine });
  }
  return pairs;
}

function likestFirst(a: Pair, b: Pair): number {
  return (b.cosine ?? 1) - (a.cosine ?? 1) || a.bits - b.bits || a.first - b.first || a.second - b.second;
}

/** Two words of 32 bits for each hash. */
function wordsOf(hashes: readonly string[]): Int32Array {
  return Int32Array.from({ length: hashes.length * 2 }, (_, at) => {
    const hash = hashes[at >> 1]!;
    if (!/^[0-9a-f]{16}$/.test(hash)) throw new RangeError(`"${hash}" is no hash of 16 hexadecimal digits.`);
    return Number.parseInt(at % 2 === 0 ? hash.slice(0, 8) : hash.slice(8), 16);
  });
}

function differing(words: Int32Array, first: number, second: number): number {
  return (
    ones(words[2 * first]! ^ words[2 * second]!) + ones(words[2 * first + 1]! ^ words[2 * second + 1]!) // Indices of hashes.
  );
}

/** Of a word of 32 bits, counted side by side. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Joins the likest first, as long as all of one group are alike to all of the other. */
class CompleteLink {
  readonly #pairs: readonly Pair[];
  readonly #most: number;
  /** Of each image that is in a pair: those it is alike to. */
  readonly #alike = new Map<number, Map<number, Pair>>();
  readonly #groupOf = new Map<number, number[]>();

  constructor(pairs: readonly Pair[], most: number) {
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

  #note(from: number, to: number, pair: Pair): void {
    this.#groupOf.set(from, [from]);
    const alike = this.#alike.get(from) ?? new Map<number, Pair>();
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
