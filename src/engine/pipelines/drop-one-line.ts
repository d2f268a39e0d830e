/**
 * @file A zero-shot classifier without one line of its prompts, and with that line alone. A class is the direction of
 * the sum of its prompts' unit vectors, so cosines with the rest are differences of what is known already. Pure.
 */
import { unit } from '../arithmetic/directions.ts';
import { logitTable } from './zero-shot.ts';

/** A prompt of a class, and the line that it came from. */
export interface LinePrompt {
  readonly line: number;
  /** Not necessarily normalised. */
  readonly embedding: Float32Array;
}

export interface LineAnswers {
  /** Of each image the class that it is taken for without the line; undefined where it is all that there is. */
  readonly without: Int32Array | undefined;
  /** The same by the line alone, and by all prompts of a class that the line has none of. */
  readonly alone: Int32Array;
}

export class DropOneLine {
  /** Of each image, by all lines. */
  readonly answers: Int32Array;
  readonly #images: readonly Float32Array[];
  readonly #classes: readonly (readonly LinePrompt[])[];
  readonly #sums: readonly Float32Array[];
  /** [images, classes]: products of each image's direction with each class's sum. */
  readonly #products: Float32Array;

  /**
   * @param images embeddings, not necessarily normalised
   * @param classes the prompts of each; none may be without
   */
  constructor(images: readonly Float32Array[], classes: readonly (readonly LinePrompt[])[]) {
    this.#images = images;
    this.#classes = classes;
    this.#sums = classes.map((prompts) => sumOf(prompts.map(({ embedding }) => embedding)));
    this.#products = logitTable(images, this.#sums, 1);
    this.answers = likeliest(this.#products, this.#sums.map(lengthOf));
  }

  measure(line: number): LineAnswers {
    const parts = this.#classes.map((prompts) => prompts.filter((prompt) => prompt.line === line));
    const sums = parts.map((prompts, c) =>
      sumOf(
        prompts.map(({ embedding }) => embedding),
        this.#sums[c]?.length,
      ),
    );
    const products = logitTable(this.#images, sums, 1);
    const isWhole = parts.map((prompts, c) => prompts.length === this.#classes[c]?.length);
    const isNone = parts.map((prompts) => prompts.length === 0);
    return {
      without: isWhole.every(Boolean) ? undefined : this.#without(sums, products, isWhole),
      alone: this.#alone(sums, products, isNone),
    };
  }

  /** A class that has no other line keeps it. */
  #without(sums: readonly Float32Array[], products: Float32Array, keeps: readonly boolean[]): Int32Array {
    const rests = this.#sums.map((sum, c) => (keeps[c] ? sum : difference(sum, sums[c]!))); // A sum a class.
    const left = this.#products.map((product, i) => (keeps[i % keeps.length] ? product : product - products[i]!));
    return likeliest(left, rests.map(lengthOf));
  }

  #alone(sums: readonly Float32Array[], products: Float32Array, isNone: readonly boolean[]): Int32Array {
    const lengths = sums.map((sum, c) => lengthOf(isNone[c] ? this.#sums[c]! : sum)); // A sum a class.
    return likeliest(
      products.map((product, i) => (isNone[i % isNone.length] ? this.#products[i]! : product)),
      lengths,
    );
  }
}

/** By the cosine; of equals the first. */
function likeliest(products: Float32Array, lengths: readonly number[]): Int32Array {
  const classes = lengths.length;
  const factors = Float64Array.from(lengths, (length) => (length === 0 ? 0 : 1 / length));
  return Int32Array.from({ length: products.length / classes }, (_, image) => {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) {
      const cosine = products[image * classes + c]! * factors[c]!;
      if (cosine > most) [best, most] = [c, cosine];
    }
    return best;
  });
}

function sumOf(vectors: readonly Float32Array[], dimensions = vectors[0]?.length ?? 0): Float32Array {
  const sum = new Float64Array(dimensions);
  for (const vector of vectors) {
    const direction = unit(vector);
    for (let i = 0; i < dimensions; i++) sum[i] = sum[i]! + direction[i]!;
  }
  return Float32Array.from(sum);
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value - b[i]!); // Of one length.
}

function lengthOf(vector: Float32Array): number {
  return Math.hypot(...vector);
}
