/** @file How numbers are written for people: the same on a terminal, in the editor and in reports. */

/** `91.2%`; `–` where nothing was measured. As statements write it, without a space. @param share from 0 to 1 */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)}%`;
}

/** `0.274`; `–` where nothing was measured. */
export function cosine(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

/** `1 image`, `40 images`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
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
