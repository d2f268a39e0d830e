import type { RgbImage } from './rgb-image.ts';

export interface MeanColour {
  /** From 0 to 1, as are the others. */
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** Of the levels as they are written: no gamma is taken off. Does not say how colours are spread over the picture. */
export function meanColour({ width, height, data }: RgbImage): MeanColour {
  let [red, green, blue] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 3) {
    red += data[at]!;
    green += data[at + 1]!;
    blue += data[at + 2]!;
  }
  const whole = 255 * width * height;
  return { red: red / whole, green: green / whole, blue: blue / whole };
}
