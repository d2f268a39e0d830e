import { MersenneTwister } from '../random/mersenne-twister.ts';

/** Fixed, so that the same images are looked at each time. */
const SEED = 1934; // J. Neyman, On the Two Different Aspects of the Representative Method.

/**
 * Indices of a sample in which each stratum has its share, ascending; all when there are no more than wanted.
 * @param strata of each thing: the one that it is of
 */
export function stratifiedSample(strata: readonly number[], most: number): readonly number[] {
  const all = [...strata.keys()];
  if (all.length <= most) return all;
  const random = new MersenneTwister(SEED);
  const shuffled = all
    .map((index) => ({ index, chance: random.uniform53() }))
    .sort((a, b) => a.chance - b.chance || a.index - b.index);
  const sizes = counts(strata);
  const taken = new Map<number, number>();
  return shuffled
    .map(({ index }) => {
      const stratum = strata[index]!; // An index of it.
      const place = taken.get(stratum) ?? 0;
      taken.set(stratum, place + 1);
      return { index, share: (place + 0.5) / (sizes.get(stratum) ?? 1) };
    })
    .sort((a, b) => a.share - b.share || a.index - b.index)
    .slice(0, most)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}

function counts(strata: readonly number[]): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  for (const stratum of strata) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1);
  return sizes;
}
