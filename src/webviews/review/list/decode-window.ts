/** @file Which images are decoded before they are looked at. */

/** On either side. */
export const ahead = 5;

/**
 * The nearest first, so that those that will be looked at soonest are asked for first.
 * @param next where a decision leads
 */
export function decodeWindow(current: number, count: number, next: number | undefined): readonly number[] {
  const places = [current, ...(next === undefined ? [] : [next])];
  for (let step = 1; step <= ahead; step++) places.push(current + step, current - step);
  return [...new Set(places)].filter((place) => place >= 0 && place < count);
}
