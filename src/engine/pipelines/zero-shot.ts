/**
 * @file Telling classes apart by words (Radford et al. 2021, section 3.1): a class is the mean of its prompts'
 * normalised embeddings, a picture belongs to the class at the smallest angle. Pure.
 */

/**
 * One unit vector a class: each prompt's embedding normalised, then averaged, then normalised again.
 * @param classes of each class one embedding a prompt; none may be without
 */
export function zeroShotClassifier(classes: readonly (readonly Float32Array[])[]): Float32Array[] {
  return classes.map((prompts) => unit(mean(prompts.map(unit))));
}

/**
 * Cosine of every picture with every class: [images, classes].
 * @param images embeddings, not necessarily normalised
 * @param classes unit vectors
 */
export function cosines(images: readonly Float32Array[], classes: readonly Float32Array[]): Float32Array[] {
  return images.map((image) => {
    const direction = unit(image);
    return Float32Array.from(classes, (weights) => dot(direction, weights));
  });
}

/**
 * Probabilities of the classes for every picture: softmax of `logitScale` · cosine, [images, classes].
 * @param images embeddings, not necessarily normalised
 * @param classes as from `zeroShotClassifier`
 */
export function classify(
  images: readonly Float32Array[],
  classes: readonly Float32Array[],
  logitScale: number,
): Float32Array[] {
  return cosines(images, classes).map((row) => softmax(row, logitScale));
}

/** The greatest is taken off first, so that no exponential overflows. */
function softmax(values: Float32Array, scale: number): Float32Array {
  const greatest = values.reduce((most, value) => Math.max(most, value * scale), Number.NEGATIVE_INFINITY);
  const exponentials = Array.from(values, (value) => Math.exp(value * scale - greatest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return Float32Array.from(exponentials, (value) => value / sum);
}

/** Of length 1; the zero vector stays what it is. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

function mean(vectors: readonly Float32Array[]): Float32Array {
  const sums = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (const [i, value] of vector.entries()) sums[i] = sums[i]! + value;
  }
  return Float32Array.from(sums, (sum) => sum / vectors.length);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
