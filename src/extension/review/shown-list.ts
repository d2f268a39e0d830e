/** @file The list of a review as its page knows it: which images stand where, and a letter of each. */
import type { ImageList } from '../../protocol/image-sets.ts';
import type { ReviewView } from '../../protocol/webviews/review.ts';

type Letters<Of> = readonly (readonly [of: Of, letter: string])[];

export class ShownList {
  /** What the engine knows it by. */
  readonly list: number;
  readonly notes: readonly string[];
  readonly view: ReviewView;
  readonly revision: number;
  readonly #numbers: Uint32Array;
  /** A byte an image. */
  #letters: Buffer;
  #places: ReadonlyMap<number, number> | undefined;

  /** @param numbers as `numbersOf` answers */
  constructor({ list, letters, notes }: ImageList, numbers: string, view: ReviewView, revision: number) {
    this.list = list;
    this.notes = notes;
    this.view = view;
    this.revision = revision;
    this.#letters = Buffer.from(letters, 'latin1');
    this.#numbers = numbersIn(numbers);
  }

  get count(): number {
    return this.#numbers.length;
  }

  get letters(): string {
    return this.#letters.toString('latin1');
  }

  /** Of places that are in the list. */
  numbersAt(places: readonly number[]): readonly number[] {
    return places.flatMap((place) => this.#numbers[place] ?? []);
  }

  placeOf(number: number): number | null {
    this.#places ??= new Map([...this.#numbers].map((each, place) => [each, place]));
    return this.#places.get(number) ?? null;
  }

  /** Whether it is of the same images in the same order. */
  isAs(other: ShownList): boolean {
    return other.count === this.count && this.#numbers.every((number, place) => number === other.#numbers[place]);
  }

  /** Takes letters in by number, and says those of images that stand in the list. */
  accept(letters: Letters<number>): Letters<number> {
    return letters.flatMap(([number, letter]) => {
      const place = this.placeOf(number);
      if (place === null) return [];
      this.#letters[place] = letter.charCodeAt(0);
      return [[place, letter] as const];
    });
  }

  /** Takes all letters in, in the order of the list. */
  acceptAll(letters: string): void {
    if (letters.length === this.count) this.#letters = Buffer.from(letters, 'latin1');
  }
}

/** Four bytes each, the least first, in base64. */
function numbersIn(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'base64');
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, index) => bytes.readUInt32LE(index * 4));
}
