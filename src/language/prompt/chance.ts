/**
 * @file Which option a choice point takes: edit-stable sampling.
 *
 * Every option of every choice point has a random number of its own, hashed from the seed, the image, the choice
 * point's place and the option's position. Among options of weight w the one with the least −ln(u) / w is taken, which
 * happens with probability w / Σw (the least of independent exponential variables). So rewording an option changes no
 * choice at all, adding one takes over only the images that it wins, and no other choice point notices.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Raised when the same seed would choose differently; part of no key, since keys hold the resolved prompt. */
const SCHEME = 'vlprompt/choice/1';

/** Index of the taken option. @param place the choice point's identity; @param weights at least one above zero. */
export type Chance = (place: string, weights: readonly number[]) => number;

/** @param image index of the image in its cell. */
export function seededChance(seed: number, image: number): Chance {
  return (place, weights) => {
    let taken = 0;
    let least = Number.POSITIVE_INFINITY;
    weights.forEach((weight, option) => {
      const time =
        weight > 0 ? -Math.log(uniform(`${SCHEME}\n${seed}\n${image}\n${place}\n${option}`)) / weight : least;
      if (time < least) [taken, least] = [option, time];
    });
    return taken;
  };
}

/** Uniform in (0, 1), of 53 bits. */
function uniform(name: string): number {
  const view = new DataView(sha256(utf8ToBytes(name)).buffer);
  const high = view.getUint32(0) >>> 5;
  const low = view.getUint32(4) >>> 6;
  return (high * 2 ** 26 + low + 0.5) / 2 ** 53;
}
