/**
 * @file Telling classes apart by words (Radford et al. 2021, section 3.1): a class is the mean of its prompts'
 * normalised embeddings, a picture belongs to the class at the smallest angle. Pure.
 */
import { dot, unit } from '../arithmetic/directions.ts';

/**
 * One unit vector a class: each prompt's embedding normalised, then averaged, then normalised again.
 * @param classes of each class one embedding a prompt; none may be without
 */
export function zeroShotClassifier(classes: readonly (readonly Float32Array[])[]): Float32Array[] {
  return classes.map((prompts) => unit(meanDirection(prompts)));
}

/**
 * `logitScale` · cosine of every picture with every class: [images.length × classes.length], a row a picture.
 * @param images embeddings, not necessarily normalised
 * @param classes unit vectors, as from `zeroShotClassifier`
 */
export function logitTable(
  images: readonly Float32Array[],
  classes: readonly Float32Array[],
  logitScale: number,
): Float32Array {
  const table = new Float32Array(images.length * classes.length);
  let at = 0;
  for (const image of images) {
    const length = Math.sqrt(dot(image, image));
    const factor = length === 0 ? 0 : logitScale / length;
    for (const weights of classes) table[at++] = factor * dot(image, weights);
  }
  return table;
}

/** Probabilities; the greatest is taken off first, so that no exponential overflows. */
export function softmax(logits: Float32Array): Float64Array {
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logits.length; i++) if (logits[i]! > greatest) greatest = logits[i]!;
  const shares = new Float64Array(logits.length);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += shares[i] = Math.exp(logits[i]! - greatest);
  for (let i = 0; i < shares.length; i++) shares[i] = shares[i]! / sum;
  return shares;
}

function meanDirection(vectors: readonly Float32Array[]): Float32Array {
  const sums = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    const direction = unit(vector);
    for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! + direction[i]!;
  }
  return Float32Array.from(sums, (sum) => sum / vectors.length);
}
