/** @file Ways of looking at an image and the nearest real one at once. */

export type Difference = 'none' | 'beside' | 'over' | 'blink';

const ways: readonly Difference[] = ['none', 'beside', 'over', 'blink'];

export function nextDifference(way: Difference): Difference {
  return ways[(ways.indexOf(way) + 1) % ways.length] ?? 'none';
}

export const differenceWords: { readonly [D in Difference]: string } = {
  none: 'The image alone',
  beside: 'Beside the nearest real image',
  over: 'Difference from the nearest real image: black where alike',
  blink: 'In turn with the nearest real image',
};
