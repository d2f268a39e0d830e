import { logitTable, softmax } from '../../../src/engine/pipelines/zero-shot.ts';

/** Probabilities of the classes for every picture. */
export function classify(
  images: readonly Float32Array[],
  classes: readonly Float32Array[],
  logitScale: number,
): Float32Array[] {
  const table = logitTable(images, classes, logitScale);
  const row = (i: number) => table.subarray(i * classes.length, (i + 1) * classes.length);
  return images.map((_, i) => Float32Array.from(softmax(row(i))));
}
