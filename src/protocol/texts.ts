/** @file Numbers as people read them, the same in lenses, status bar and webviews. */

/** `84.3 %`; a thin space would be right, but fonts differ. @param share from 0 to 1 */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `1 image`, `40 images`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * What a run does before it draws: `Loading unet (3.2 GB)`.
 * @param model what is loaded, where no part is named
 */
export function preparing(
  { stage, part }: { readonly stage: 'loading' | 'warming-up'; readonly part?: string },
  model: string,
): string {
  if (stage === 'warming-up') return 'Warming up';
  return `Loading ${part ?? model}`;
}

/** `9 s`, `2 min`, `1 h 5 min`: never more exact than an estimate can be. @param seconds not negative */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
