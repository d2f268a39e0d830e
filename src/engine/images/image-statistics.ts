/** @file What can be said of a picture from its pixels alone. */
import { type GreyImage, greyOf } from './grey-image.ts';
import { resizeImage } from './resize.ts';
import type { RgbImage } from './rgb-image.ts';

export interface ImageStatistics {
  readonly width: number;
  readonly height: number;
  /** Mean lightness (BT.601), from 0 (black) to 1 (white). */
  readonly brightness: number;
  /** Twice the standard deviation of lightness: from 0 (flat) to 1 (half black, half white). */
  readonly contrast: number;
  /** Standard deviation of edges at 64 pixels or fewer, in levels of 8 bits; the higher, the sharper. */
  readonly sharpness: number;
  /** Brightness of the pixel that 99 % are no brighter than, from 0 to 1. */
  readonly brightest: number;
  /** Brightness of the pixel that 5 % are no brighter than, from 0 to 1. */
  readonly darkest: number;
  /** Bits: entropy of the levels of the three channels side by side, from 1.58 (flat) to 9.58 (noise). */
  readonly entropy: number;
  /** Standard deviation of the 256 counts of lightness at 64 pixels or fewer: high where few levels are used. */
  readonly levelSpread: number;
  /** All channels are the same everywhere. */
  readonly isGrey: boolean;
}

/** Edges are looked for at this size at most, so that pictures of different sizes compare. */
const EDGE_SIZE = 64;

/**
 * As CleanVision (cleanlab/cleanvision, image_property.py) computes them; brightness of pixels to 0.003.
 *
 * Says nothing of what is seen: a night scene is dark, a white background bright, and fine noise is sharp.
 */
export function imageStatistics(image: RgbImage): ImageStatistics {
  const grey = greyOf(image);
  const { mean, deviation } = momentsOf(grey.data);
  const small = greyOf(shrunk(image));
  const [darkest, brightest] = brightnessPercentiles(image, [0.05, 0.99]);
  return {
    width: image.width,
    height: image.height,
    brightness: mean / 255,
    contrast: Math.min(1, (2 * deviation) / 255),
    sharpness: momentsOf(edgesOf(small)).deviation,
    brightest: brightest!,
    darkest: darkest!,
    ...levelsOf(image),
    levelSpread: momentsOf(levelCounts(small.data)).deviation,
  };
}

function shrunk(image: RgbImage): RgbImage {
  const ratio = Math.max(image.width, image.height) / EDGE_SIZE;
  if (ratio <= 1) return image;
  const size = (edge: number) => Math.max(1, Math.floor(edge / ratio));
  return resizeImage(image, { width: size(image.width), height: size(image.height) }, 'bicubic');
}

/** Of the population. */
function momentsOf(values: Uint8Array | Uint32Array): { readonly mean: number; readonly deviation: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!;
    squares += values[i]! * values[i]!;
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / values.length - mean * mean)) };
}

/** Pillow's FIND_EDGES: eight times a pixel less its neighbours, clamped; those at the border stay as they are. */
function edgesOf({ width, height, data }: GreyImage): Uint8Array {
  const edges = data.slice();
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      let sum = 9 * data[at]!;
      for (let row = at - width; row <= at + width; row += width) sum -= data[row - 1]! + data[row]! + data[row + 1]!;
      edges[at] = Math.max(0, Math.min(255, sum));
    }
  }
  return edges;
}

const LEVELS = 256;

function levelCounts(data: Uint8Array): Uint32Array {
  const counts = new Uint32Array(LEVELS);
  for (let i = 0; i < data.length; i++) counts[data[i]!]!++;
  return counts;
}

/** As Pillow's `entropy()` has it: the three channels' histograms side by side. */
function levelsOf({ data }: RgbImage): Pick<ImageStatistics, 'entropy' | 'isGrey'> {
  const counts = new Uint32Array(3 * LEVELS);
  let isGrey = true;
  for (let at = 0; at < data.length; at += 3) {
    const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
    counts[red]!++;
    counts[LEVELS + green]!++;
    counts[2 * LEVELS + blue]!++;
    isGrey &&= red === green && green === blue;
  }
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / data.length) * Math.log2(count / data.length);
  return { entropy, isGrey };
}

const BRIGHTEST = 255 ** 2;

/** Of √(0.241 R² + 0.691 G² + 0.068 B²) / 255 by counting whole squares; between two pixels in proportion, as numpy. */
function brightnessPercentiles({ data }: RgbImage, shares: readonly number[]): readonly number[] {
  const counts = new Uint32Array(BRIGHTEST + 1);
  for (let at = 0; at < data.length; at += 3) {
    const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
    counts[Math.round(0.241 * red * red + 0.691 * green * green + 0.068 * blue * blue)]!++;
  }
  return shares.map((share) => {
    const place = share * (data.length / 3 - 1);
    const below = brightnessAt(counts, Math.floor(place));
    return below + (place - Math.floor(place)) * (brightnessAt(counts, Math.ceil(place)) - below);
  });
}

/** Of the pixel with this place in order. */
function brightnessAt(counts: Uint32Array, place: number): number {
  let square = 0;
  for (let passed = counts[0]!; passed <= place; passed += counts[square]!) square++;
  return Math.sqrt(square) / 255;
}
