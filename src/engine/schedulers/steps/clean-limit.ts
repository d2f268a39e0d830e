/**
 * @file Holding the estimate of the noise-free latents within bounds, in place: fixed ones, or those of dynamic
 * thresholding (Saharia et al. 2022, "Imagen", section 2.3; diffusers, `_threshold_sample`).
 */
export type CleanLimit =
  | { readonly kind: 'clip'; readonly range: number }
  /** To the quantile `ratio` of the magnitudes, which is 1 at least and `most` at most, and divided by it. */
  | { readonly kind: 'quantile'; readonly ratio: number; readonly most: number };

const { fround } = Math;

export function limitClean(limit: CleanLimit | undefined, clean: Float32Array): void {
  if (limit?.kind === 'clip') clamp(clean, limit.range, 1);
  if (limit?.kind === 'quantile') {
    const bound = Math.min(Math.max(quantile(clean.map(Math.abs), limit.ratio), 1), limit.most);
    clamp(clean, bound, bound);
  }
}

function clamp(values: Float32Array, bound: number, divisor: number): void {
  for (let i = 0; i < values.length; i++) values[i] = Math.max(-bound, Math.min(bound, values[i]!)) / divisor;
}

/** As `torch.quantile`: between the two nearest, in 32 bits. Sorts in place. */
function quantile(values: Float32Array, ratio: number): number {
  values.sort();
  const rank = fround(fround(ratio) * (values.length - 1));
  const below = values[Math.floor(rank)]!;
  return below + (values[Math.ceil(rank)]! - below) * (rank - Math.floor(rank));
}
