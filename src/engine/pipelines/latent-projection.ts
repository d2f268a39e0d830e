/**
 * @file Latents → colours by one small matrix, where an autoencoder would be too slow to show every step. Latent spaces
 * differ, so the matrix is fitted, by least squares, to the pictures the autoencoder itself has made: each latent
 * against the mean colour of the square of pixels it stands for. Where a latent space is one that many models share, its
 * known colours serve until then.
 */
import type { RgbImage } from '../images/rgb-image.ts';
import { type LatentSpace, latentColours } from './latent-colours.ts';

export interface LatentGrid {
  /** [channels, height, width] */
  readonly data: ArrayLike<number>;
  readonly channels: number;
  readonly width: number;
  readonly height: number;
}

const MOST_PICTURES = 8;

export class LatentProjection {
  /** Channels and a constant. */
  readonly #terms: number;
  /** Σ tᵀt and Σ tᵀc over all latents seen, t their terms and c their colours. */
  readonly #products: Float64Array;
  readonly #colours: Float64Array;
  /** [terms, 3]; undefined until a picture was learned from, or the colours were known. */
  #matrix: Float64Array | undefined;

  #pictures = 0;

  constructor(channels: number, space?: LatentSpace) {
    this.#terms = channels + 1;
    this.#matrix = space && levelsOf(latentColours[space]);
    this.#products = new Float64Array(this.#terms ** 2);
    this.#colours = new Float64Array(this.#terms * 3);
  }

  get ready(): boolean {
    return this.#matrix !== undefined;
  }

  /** From the first few pictures; more would cost time and change nothing that one sees. */
  learn(latents: LatentGrid, image: RgbImage): void {
    if (this.#pictures === MOST_PICTURES) return;
    this.#pictures++;
    const terms = this.#terms;
    for (let y = 0; y < latents.height; y++) {
      for (let x = 0; x < latents.width; x++) {
        const values = termsAt(latents, x, y);
        const colour = meanColour(image, latents, x, y);
        for (let i = 0; i < terms; i++) {
          for (let j = 0; j < terms; j++) add(this.#products, i * terms + j, values[i]! * values[j]!);
          for (let c = 0; c < 3; c++) add(this.#colours, i * 3 + c, values[i]! * colour[c]!);
        }
      }
    }
    this.#matrix = solve(this.#products, this.#colours, terms);
  }

  /** A picture of one pixel a latent; grey before anything was learned. */
  project(latents: LatentGrid): RgbImage {
    const data = new Uint8ClampedArray(latents.width * latents.height * 3).fill(128);
    const matrix = this.#matrix;
    for (let at = 0; matrix !== undefined && at < data.length; at += 3) {
      const pixel = at / 3;
      const values = termsAt(latents, pixel % latents.width, Math.floor(pixel / latents.width));
      for (let c = 0; c < 3; c++) data[at + c] = values.reduce((sum, value, i) => sum + value * matrix[i * 3 + c]!, 0);
    }
    return { width: latents.width, height: latents.height, data: new Uint8Array(data.buffer) };
  }
}

/** −1 … 1 → 0 … 255. */
function levelsOf(colours: readonly (readonly number[])[]): Float64Array {
  const last = colours.length - 1;
  return Float64Array.from(colours.flatMap((row, i) => row.map((value) => (value + (i === last ? 1 : 0)) * 127.5)));
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = sums[at]! + value;
}

function termsAt(latents: LatentGrid, x: number, y: number): number[] {
  const plane = latents.width * latents.height;
  const values = Array.from({ length: latents.channels }, (_, c) => latents.data[c * plane + y * latents.width + x]!);
  return [...values, 1];
}

function meanColour(image: RgbImage, latents: LatentGrid, x: number, y: number): readonly number[] {
  const side = image.width / latents.width;
  const sums = [0, 0, 0];
  for (let row = y * side; row < (y + 1) * side; row++) {
    for (let column = x * side; column < (x + 1) * side; column++) {
      for (let c = 0; c < 3; c++) sums[c] = sums[c]! + image.data[(row * image.width + column) * 3 + c]!;
    }
  }
  return sums.map((sum) => sum / side ** 2);
}

/** A little is added to the diagonal, so that a flat picture does not make the equations singular. */
const RIDGE = 1e-3;

/** Gauss–Jordan elimination of (products + ridge) · matrix = colours; [size, 3]. */
function solve(products: Float64Array, colours: Float64Array, size: number): Float64Array {
  const left = products.slice();
  const right = colours.slice();
  for (let i = 0; i < size; i++) add(left, i * size + i, RIDGE);
  for (let pivot = 0; pivot < size; pivot++) {
    const scale = left[pivot * size + pivot]!;
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue;
      const factor = left[row * size + pivot]! / scale;
      for (let i = 0; i < size; i++) add(left, row * size + i, -factor * left[pivot * size + i]!);
      for (let c = 0; c < 3; c++) add(right, row * 3 + c, -factor * right[pivot * 3 + c]!);
    }
  }
  return right.map((value, i) => value / left[Math.floor(i / 3) * (size + 1)]!);
}
