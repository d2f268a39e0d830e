/**
 * @file Which options a choice point takes: edit-stable sampling.
 *
 * Every option of every choice point has a random number of its own: the choice point's name is hashed with the seed
 * and the image, the hash starts a generator, and the option at position n has the generator's n-th number. Of options
 * of weight w those with the least −ln(u) / w are taken, in that order. The least of independent exponential variables
 * is each with probability w / Σw, and what remains after it is a draw of the same kind without it (Efraimidis and
 * Spirakis, “Weighted random sampling with a reservoir”, 2006), so several are taken exactly as if one after the other.
 *
 * So rewording an option changes no choice at all, adding one takes over only the images that it wins, and no other
 * choice point notices. One hash for each choice point, and a few nanoseconds for each option.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Raised when the same seed would choose differently; part of no key, since keys hold the resolved prompt. */
const SCHEME = 'vlprompt/choice/2';

/**
 * Positions of the options taken, none twice, in the order taken; those of weight 0 never.
 * @param place the choice point's identity.
 * @param count of them; fewer when fewer can be taken.
 */
export type Chance = (place: string, weights: readonly number[], count: number) => readonly number[];

/** @param image index of the image in its cell. */
export function seededChance(seed: number, image: number): Chance {
  return (place, weights, count) => {
    const next = numbers(`${SCHEME}\n${seed}\n${image}\n${place}`);
    const time = (weight: number) => {
      const number = next();
      return weight > 0 ? -Math.log(number) / weight : Number.POSITIVE_INFINITY;
    };
    return count === 1 ? least(weights, time) : inOrder(weights.map(time)).slice(0, count);
  };
}

/** No chance at all: the first that can be taken, for what stands for a prompt where people read it. */
export const firstOptions: Chance = (_, weights, count) => possible(weights).slice(0, count);

/** As many options of the same weight. */
export function evenly(count: number): number[] {
  return new Array<number>(count).fill(1);
}

function possible(weights: readonly number[]): number[] {
  return [...weights.keys()].filter((option) => (weights[option] ?? 0) > 0);
}

/** Keeps no times: a list of words may be long, and is drawn from for every image. */
function least(weights: readonly number[], time: (weight: number) => number): number[] {
  let taken = -1;
  let shortest = Number.POSITIVE_INFINITY;
  for (const [option, weight] of weights.entries()) {
    const own = time(weight);
    if (own < shortest) [taken, shortest] = [option, own];
  }
  return taken < 0 ? [] : [taken];
}

function inOrder(times: readonly number[]): number[] {
  const options = [...times.keys()].filter((option) => times[option] !== Number.POSITIVE_INFINITY);
  return options.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
}

/** Uniform in (0, 1), of 53 bits each. */
function numbers(name: string): () => number {
  const next = generator(new DataView(sha256(utf8ToBytes(name)).buffer));
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6) + 0.5) / 2 ** 53;
}

/** 32 bits at a time: xoshiro128** (Blackman and Vigna, 2018), begun with the first 16 bytes. */
function generator(begin: DataView): () => number {
  let [a, b, c, d] = [begin.getInt32(0), begin.getInt32(4), begin.getInt32(8), begin.getInt32(12)];
  return () => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result;
  };
}

function rotated(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}
