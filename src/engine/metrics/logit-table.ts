/** What a judge says of images, a row of logits for each. */
export interface LogitTable {
  /** Columns. */
  readonly classes: number;
  /** [images, classes]: scaled cosines. */
  readonly logits: Float32Array;
  /** The class of each image: indices. */
  readonly actual: readonly number[];
}

/** Image `index`'s row; not a copy. */
export function logitsOf({ classes, logits }: Pick<LogitTable, 'classes' | 'logits'>, index: number): Float32Array {
  return logits.subarray(index * classes, (index + 1) * classes);
}
