/** @file Days and times of day where the reader is. */

/** `2026-11-22`. */
export function dayText(at: Date): string {
  return [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
}

/** `12:03`. */
export function timeText(at: Date): string {
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `2026-11-22 12:03`. @param iso ISO 8601 */
export function momentText(iso: string): string {
  const at = new Date(iso);
  return `${dayText(at)} ${timeText(at)}`;
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
