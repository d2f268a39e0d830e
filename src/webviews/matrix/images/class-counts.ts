/** Of the images of a class, how many there are and how many were judged as it. */
export interface ClassCount {
  /** Index into the report's classes. */
  readonly class: number;
  readonly count: number;
  readonly right: number;
}

/** The class with most images first. */
export function countByClass(
  images: readonly { readonly actual: number; readonly predicted: number }[],
): readonly ClassCount[] {
  const counts = new Map<number, ClassCount>();
  for (const { actual, predicted } of images) {
    const { count, right } = counts.get(actual) ?? { count: 0, right: 0 };
    counts.set(actual, { class: actual, count: count + 1, right: right + Number(actual === predicted) });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.class - b.class);
}
