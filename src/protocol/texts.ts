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

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `912 B`, `89 MB`, `13.9 GB`: powers of ten, as hubs and disks count. @param bytes not negative */
export function sized(bytes: number): string {
  // The bound is what would be rounded to a thousand.
  const fitting = byteUnits.findIndex((_, power) => bytes < 999.5 * 1000 ** power);
  const power = fitting < 0 ? byteUnits.length - 1 : fitting;
  const amount = bytes / 1000 ** power;
  const isExact = power >= 3 || (power > 0 && amount < 9.95);
  return `${isExact ? amount.toFixed(1) : Math.round(amount)} ${byteUnits[power]}`;
}

/** An estimate in steps of 10 s from a minute to ten: `40 s`, `1 min 40 s`, `12 min`. @param seconds not negative */
export function roughly(seconds: number): string {
  if (seconds <= 60 || seconds > 590) return duration(seconds);
  const tens = Math.ceil(seconds / 10);
  const [minutes, rest] = [Math.floor(tens / 6), (tens % 6) * 10];
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}
