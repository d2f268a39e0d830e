/** `confusion[actual][predicted]`: counts, square, in the order of the classes. */
export type ConfusionMatrix = readonly (readonly number[])[];

export interface ClassifiedImage {
  /** Index of a class. */
  readonly actual: number;
  /** Index of a class. */
  readonly predicted: number;
}

export function countConfusion(classes: number, images: readonly ClassifiedImage[]): ConfusionMatrix {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const { actual, predicted } of images) counts[actual]![predicted]! += 1; // Indices of classes, by contract.
  return counts;
}

/** How many images are of a class. */
export function actualCount(confusion: ConfusionMatrix, index: number): number {
  return sum(confusion[index] ?? []);
}

/** How many images were taken for a class. */
export function predictedCount(confusion: ConfusionMatrix, index: number): number {
  return sum(confusion.map((row) => row[index] ?? 0));
}

/** How many images of class `actual` were taken for `predicted`. */
export function cell(confusion: ConfusionMatrix, actual: number, predicted: number): number {
  return confusion[actual]?.[predicted] ?? 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
