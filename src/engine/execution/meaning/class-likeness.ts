/** @file How alike classes are to a judge, by their words. Pure. */
import { cosine } from '../../arithmetic/directions.ts';

export interface Nearest {
  /** Index of a class. */
  readonly index: number;
  readonly cosine: number;
}

/**
 * The class that is most like one of them; undefined when it is alone.
 * @param weights one vector a class
 */
export function nearestTo(own: number, weights: readonly Float32Array[]): Nearest | undefined {
  let nearest: Nearest | undefined;
  for (const [index, other] of weights.entries()) {
    if (index === own) continue;
    const found = cosine(weights[own]!, other); // One of them, by contract.
    if (nearest === undefined || found > nearest.cosine) nearest = { index, cosine: found };
  }
  return nearest;
}
