/** @file Colours of a heat map: from dark blue (least) over green to yellow (most), in order of lightness too. */

/** Red, green, blue of 0, ¼, ½, ¾ and 1; after matplotlib's viridis (CC0). */
const stops = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
] as const;

/** @param value from 0 to 1; what lies beyond is taken for the end */
export function heatColour(value: number): readonly [red: number, green: number, blue: number] {
  const at = Math.max(0, Math.min(1, value)) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(at));
  const [from, to, share] = [stops[index] ?? stops[0], stops[index + 1] ?? stops[4], at - index];
  const mix = (a: number, b: number) => Math.round(a + (b - a) * share);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

/** RGBA of a map, four bytes a part, row by row. */
export function heatPixels(values: readonly number[]): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  for (const [index, value] of values.entries()) pixels.set([...heatColour(value), 255], index * 4);
  return pixels;
}

/** The same as a CSS gradient, for the legend. */
export const heatGradient = `linear-gradient(to right, ${stops.map((stop) => `rgb(${stop.join(' ')})`).join(', ')})`;
