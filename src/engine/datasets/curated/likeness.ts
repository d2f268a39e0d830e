/**
 * @file Which images of a set are nearly the same. Perceptual hashes propose pairs, and only images that are in one are
 * embedded, by the curation's own judge, to confirm it.
 */
import type { CuratePlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { inTurns, type Measuring } from '../../metrics/sets/in-turns.ts';
import { type DuplicateGroup, nearDuplicates } from '../../metrics/sets/near-duplicates.ts';
import { type NearPair, nearPairs, type PairSearch, USUAL_COSINE } from '../../metrics/sets/near-pairs.ts';
import { pointSet } from '../../metrics/sets/point-set.ts';
import type { PictureFacts } from '../../store/pictures/picture-facts.ts';
import type { CurationTools } from '../samples/curation-tools.ts';

/** An image to compare. */
export interface Likeable {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of that file. */
  readonly hash: string;
  /** An image without is like no other. */
  readonly facts?: PictureFacts;
}

/** Images are named by their places in the list that was compared. */
export interface Likeness {
  /** Groups that are all alike, each with each, among these images. */
  groups(among: readonly number[], signal: AbortSignal): Told<readonly DuplicateGroup[]>;
  /** Calls `take` with each pair among these images, the lower place first. */
  pairs(among: readonly number[], signal: AbortSignal, take: (pair: NearPair) => void): Told<void>;
}

type Told<Result> = AsyncGenerator<EvaluateProgress, Result>;

/**
 * @param apart pairs that somebody told apart: digests of pixels
 * @throws Failure of models and store, `cancelled`
 */
export async function* likenessOf(
  images: readonly Likeable[],
  { name, judging, dedupe }: Pick<CuratePlan, 'name' | 'judging' | 'dedupe'>,
  apart: readonly (readonly [string, string])[],
  tools: Pick<CurationTools, 'embed'>,
  signal: AbortSignal,
): Told<Likeness> {
  const proposed = yield* proposedImages(images, name, signal);
  const embedded =
    proposed.length === 0
      ? new Map<string, never>()
      : yield* tools.embed(
          judging.model,
          name,
          proposed.flatMap((place) => images[place] ?? []),
          signal,
        );
  const candidates = new Map<number, Candidate>();
  for (const place of proposed) {
    const { file, facts } = images[place] ?? {};
    const found = embedded.get(file ?? '');
    if (facts && found && 'embedding' in found) candidates.set(place, { ...facts, embedding: found.embedding });
  }
  return new ConfirmedLikeness(candidates, { name, cosine: dedupe ?? USUAL_COSINE, apart });
}

/** Places of the images whose hashes are near another's. */
async function* proposedImages(
  images: readonly Likeable[],
  name: string,
  signal: AbortSignal,
): Told<readonly number[]> {
  const places = images.flatMap(({ facts }, place) => (facts === undefined ? [] : place));
  const near = new Set<number>();
  const hashes = places.map((place) => images[place]?.facts?.perceptualHash ?? '');
  const note = (pairs: readonly NearPair[]) => {
    for (const { first, second } of pairs) near.add(places[first] ?? first).add(places[second] ?? second);
  };
  yield* told(nearPairs({ hashes }, note), name, signal);
  return [...near].sort((a, b) => a - b);
}

interface Candidate extends Pick<PictureFacts, 'pixels' | 'perceptualHash'> {
  readonly embedding: Float32Array;
}

interface Confirming {
  /** Of the set, for progress. */
  readonly name: string;
  /** At least. */
  readonly cosine: number;
  readonly apart: readonly (readonly [string, string])[];
}

class ConfirmedLikeness implements Likeness {
  readonly #candidates: ReadonlyMap<number, Candidate>;
  readonly #confirming: Confirming;

  constructor(candidates: ReadonlyMap<number, Candidate>, confirming: Confirming) {
    this.#candidates = candidates;
    this.#confirming = confirming;
  }

  async *groups(among: readonly number[], signal: AbortSignal): Told<readonly DuplicateGroup[]> {
    const places = this.#placesIn(among);
    const groups = yield* told(nearDuplicates(this.#search(places)), this.#confirming.name, signal);
    return groups.map(({ members, cosine }) => ({ members: members.map((at) => places[at] ?? at), cosine }));
  }

  async *pairs(among: readonly number[], signal: AbortSignal, take: (pair: NearPair) => void): Told<void> {
    const places = this.#placesIn(among);
    const takeAll = (pairs: readonly NearPair[]) => {
      for (const { first, second, ...pair } of pairs) {
        take({ first: places[first] ?? first, second: places[second] ?? second, ...pair });
      }
    };
    yield* told(nearPairs(this.#search(places), takeAll), this.#confirming.name, signal);
  }

  #placesIn(among: readonly number[]): readonly number[] {
    return among.filter((place) => this.#candidates.has(place)).sort((a, b) => a - b);
  }

  #search(places: readonly number[]): PairSearch {
    const candidates = places.flatMap((place) => this.#candidates.get(place) ?? []);
    const { cosine, apart } = this.#confirming;
    return {
      hashes: candidates.map(({ perceptualHash }) => perceptualHash),
      points: pointSet(candidates.map(({ embedding }) => embedding)),
      cosine,
      apart: apartAmong(candidates, apart),
    };
  }
}

/** As indices; the same pixels may be there more than once. */
function apartAmong(
  candidates: readonly Candidate[],
  apart: Confirming['apart'],
): readonly (readonly [number, number])[] {
  if (apart.length === 0) return [];
  const indices = new Map<string, number[]>();
  for (const [index, { pixels }] of candidates.entries()) indices.set(pixels, [...(indices.get(pixels) ?? []), index]);
  return apart.flatMap(([one, other]) =>
    (indices.get(one) ?? []).flatMap((a) => (indices.get(other) ?? []).map((b) => [a, b] as const)),
  );
}

async function* told<Result>(work: Measuring<Result>, source: string, signal: AbortSignal): Told<Result> {
  const turns = inTurns(work, signal);
  for (;;) {
    const { done, value } = await turns.next();
    if (done) return value;
    yield { stage: 'judging', source, ...value };
  }
}
