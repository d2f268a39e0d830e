/**
 * @file Images of the list as they come into view: asked for in pieces, a few pieces at a time, those that are in view
 * now first; what was scrolled past meanwhile is not asked for. What was pressed since shows on them at once.
 */
import type { DecisionChange } from '../../../protocol/decisions.ts';
import type { ListedPart, ReviewImage } from '../../../protocol/webviews/review.ts';
import { rowAfter } from './row-after.ts';

/** Images asked for at once. */
export const piece = 64;
/** Pieces that are remembered: some screens full of the smallest cells. */
const most = 80;
/** Questions that are on their way at once. */
const atOnce = 3;

type Ask = (part: ListedPart) => Promise<readonly ReviewImage[] | null>;

interface Pressed {
  readonly has: (place: number) => boolean;
  readonly change: DecisionChange;
}

interface Piece {
  readonly images: ReadonlyMap<number, ReviewImage>;
  readonly isStale: boolean;
}

export class ListedImages {
  readonly #ask: Ask;
  readonly #onDidCome: () => void;
  /** By number of the piece; the one that came last is at the end. */
  readonly #pieces = new Map<number, Piece>();
  /** By number of the piece: the question that was asked last. */
  readonly #asking = new Map<number, number>();
  #serial = 0;
  readonly #pressed = new Set<Pressed>();
  #wanted: readonly number[] = [];
  #revision = -1;
  #count = 0;

  constructor(ask: Ask, onDidCome: () => void) {
    this.#ask = ask;
    this.#onDidCome = onDidCome;
  }

  /** Forgets what another list said. */
  begin(revision: number, count: number): void {
    this.#revision = revision;
    this.#count = count;
    this.#pieces.clear();
    this.#asking.clear();
    this.#pressed.clear();
    this.#wanted = [];
  }

  at(place: number): ReviewImage | undefined {
    const row = this.#pieces.get(Math.floor(place / piece))?.images.get(place);
    if (row === undefined || this.#pressed.size === 0) return row;
    return [...this.#pressed].reduce((now, { has, change }) => (has(place) ? rowAfter(now, change) : now), row);
  }

  /** Says what is in view; asks for what is missing of it. Both ends included. */
  look(first: number, last: number): void {
    const [from, to] = [Math.max(0, first), Math.min(last, this.#count - 1)];
    const numbers: number[] = [];
    for (let number = Math.floor(from / piece); number * piece <= to; number++) numbers.push(number);
    this.#wanted = numbers;
    this.#fetch();
  }

  /** Shows at once. Returns what ends that, once it is known what became of it. */
  press(places: readonly number[] | 'all', change: DecisionChange): () => void {
    const set = places === 'all' ? undefined : new Set(places);
    const pressed: Pressed = { has: (place) => set?.has(place) ?? true, change };
    this.#pressed.add(pressed);
    return () => this.#pressed.delete(pressed);
  }

  /** What was known of some does not hold any more; it is shown until what holds has come. Absent: of all. */
  async renew(places?: readonly number[]): Promise<void> {
    const numbers = new Set(places?.map((place) => Math.floor(place / piece)) ?? this.#pieces.keys());
    for (const number of numbers) {
      const known = this.#pieces.get(number);
      if (known) this.#pieces.set(number, { ...known, isStale: true });
    }
    const inView = this.#wanted.filter((number) => numbers.has(number));
    await Promise.all(inView.map((number) => this.#learn(number)));
  }

  #fetch(): void {
    for (const number of this.#wanted) {
      if (this.#asking.size >= atOnce) return;
      if (!this.#asking.has(number) && (this.#pieces.get(number)?.isStale ?? true)) void this.#learn(number);
    }
  }

  async #learn(number: number): Promise<void> {
    const [revision, serial] = [this.#revision, ++this.#serial];
    this.#asking.set(number, serial);
    const images = await this.#ask({ revision, from: number * piece, count: piece }).catch(() => null);
    // Asked for once more since, or of another list.
    if (revision !== this.#revision || this.#asking.get(number) !== serial) return;
    this.#asking.delete(number);
    // Of another list: its snapshot is on its way.
    if (images === null) return;
    this.#keep(number, images);
    this.#onDidCome();
    this.#fetch();
  }

  #keep(number: number, images: readonly ReviewImage[]): void {
    this.#pieces.delete(number);
    this.#pieces.set(number, { images: new Map(images.map((image) => [image.place, image])), isStale: false });
    for (const old of [...this.#pieces.keys()].slice(0, -most))
      if (!this.#wanted.includes(old)) this.#pieces.delete(old);
  }
}
