/** @file How long drawing what is missing will take, from what drawing took before. */
import type { DrawnRecipe } from '../../../protocol/engine.ts';
import type { Pace } from '../../runs/measured-pace.ts';
import { imageWork } from '../time-left.ts';
import type { WantedImage } from './recipe-images.ts';

export type Estimated = Pick<DrawnRecipe, 'estimate'>;

/** Empty when nothing is missing, and when nothing of the model was measured. */
export function estimateOf(missing: readonly WantedImage[], pace: Pace | undefined): Estimated {
  if (missing.length === 0 || pace === undefined) return {};
  return {
    estimate: { seconds: missing.reduce((sum, image) => sum + imageWork(image) * pace.secondsAt(image.settings), 0) },
  };
}

/** Of a recipe with those before it; empty when it is not known of each that misses something. */
export function sumOfEstimates(parts: readonly DrawnRecipe[]): Estimated {
  const missing = parts.filter(({ done, total }) => done < total);
  if (missing.length === 0 || missing.some(({ estimate }) => estimate === undefined)) return {};
  return { estimate: { seconds: missing.reduce((sum, { estimate }) => sum + (estimate?.seconds ?? 0), 0) } };
}
