/**
 * @file The list that is reviewed: its images, what was decided of each, and the one that is looked at. What is decided
 * shows at once, and is taken back when it could not be kept.
 */
import type { Caller } from '../../../protocol/connection/calls.ts';
import type { DecisionChange, ImageDecision } from '../../../protocol/decisions.ts';
import type { DecidedPlaces, ReviewCalls, ReviewImage } from '../../../protocol/webviews/review.ts';
import { DecidedLetters } from './decided-letters.ts';
import { decodeWindow } from './decode-window.ts';
import { DecodedPictures } from './decoded-pictures.ts';
import { ListedImages } from './listed-images.ts';

type Calls = Pick<Caller<ReviewCalls>, 'images' | 'standing' | 'watchDecisions' | 'place' | 'decide' | 'count'>;

/** Places in the list, or all of it. */
export type Places = readonly number[] | 'all';

export class ReviewedList {
  readonly #calls: Calls;
  readonly #onDidChange: () => void;
  readonly #letters = new DecidedLetters();
  readonly #images: ListedImages;
  readonly #pictures = new DecodedPictures();
  #revision = -1;
  #current = 0;
  /** When the current image came. */
  #since = 0;
  #watching = new AbortController();

  /** @param onDidChange after anything came in that is shown */
  constructor(calls: Calls, onDidChange: () => void) {
    this.#calls = calls;
    this.#onDidChange = onDidChange;
    this.#images = new ListedImages(calls.images, () => this.#came());
  }

  /** Of the list that is shown; -1 before there is one. */
  get revision(): number {
    return this.#revision;
  }

  get count(): number {
    return this.#letters.length;
  }

  get counts() {
    return this.#letters.counts;
  }

  /** Place of the image that is looked at. */
  get current(): number {
    return this.#current;
  }

  /** Whole milliseconds that the current image has been looked at. */
  get looked(): number {
    return Math.round(performance.now() - this.#since);
  }

  at(place: number): ReviewImage | undefined {
    return this.#images.at(place);
  }

  decisionOf(place: number): ImageDecision {
    return this.#letters.of(place);
  }

  /** Decoded already, where there was time. */
  pictureOf(url: string): HTMLImageElement | undefined {
    return this.#pictures.of(url);
  }

  nextUndecided(place: number): number | undefined {
    return this.#letters.nextUndecided(place);
  }

  /**
   * Another list. The image with the number is looked at where it is in it, else what stands at the fallback.
   * Resolves to whether this list is the one that is shown now.
   */
  async begin(revision: number, number: number | undefined, fallback: () => number): Promise<boolean> {
    this.#watching.abort();
    const watching = new AbortController();
    this.#watching = watching;
    // From before the letters are read: what is decided in between would be missed.
    const early: DecidedPlaces[] = [];
    void this.#watch(revision, watching.signal, (decided) => early.push(decided));
    const [letters, place] = await Promise.all([
      this.#calls.standing({ revision }),
      number === undefined ? null : this.#calls.place({ revision, number }),
    ]);
    if (letters === null || watching.signal.aborted) return false;
    this.#revision = revision;
    this.#letters.begin(letters);
    this.#images.begin(revision, letters.length);
    this.#current = this.#within(place ?? fallback());
    this.#since = performance.now();
    for (const decided of early) await this.#learn(decided, true);
    return revision === this.#revision;
  }

  end(): void {
    this.#watching.abort();
  }

  goTo(place: number): void {
    const to = this.#within(place);
    if (to !== this.#current) this.#since = performance.now();
    this.#current = to;
    this.#decode();
  }

  /** Says what is in view; both ends included. */
  look(first: number, last: number): void {
    this.#images.look(first, last);
    this.#decode();
  }

  /** Place of an image of this list; null when it is not in it. */
  placeOf(number: number): Promise<number | null> {
    return this.#calls.place({ revision: this.#revision, number });
  }

  /** How many it would change; null when another list holds by now. */
  wouldChange(places: Places, change: DecisionChange): Promise<number | null> {
    return this.#calls.count({ revision: this.#revision, places, change });
  }

  /** Shown at once. Resolves when the host's word holds again. */
  async decide(places: Places, change: DecisionChange): Promise<void> {
    const revision = this.#revision;
    const each = places === 'all' ? allPlaces(this.count) : places;
    const settles = [this.#letters.press(each, change), this.#images.press(places, change)];
    this.#onDidChange();
    try {
      const decided = await this.#calls.decide({ revision, places, change });
      if (revision !== this.#revision) return;
      if (decided) await this.#learn(decided, false);
      await this.#images.renew(places === 'all' ? undefined : places);
    } catch {
      // People were told by the host; what it knows is shown again.
    } finally {
      for (const settle of settles) settle();
      this.#onDidChange();
    }
  }

  /** Facts of images are others now, such as their scores. */
  renew(): void {
    void this.#images.renew();
  }

  /** @param keep what comes before the list is shown */
  async #watch(revision: number, signal: AbortSignal, keep: (decided: DecidedPlaces) => void): Promise<void> {
    const onProgress = (decided: DecidedPlaces) => {
      if (signal.aborted) return;
      if (revision === this.#revision) void this.#learn(decided, true);
      else keep(decided);
    };
    await this.#calls.watchDecisions({ revision }, { signal, onProgress }).catch(() => {});
  }

  async #learn({ letters }: DecidedPlaces, isNews: boolean): Promise<void> {
    if (letters === null) await this.#readAll();
    for (const [place, letter] of letters ?? []) this.#letters.learn(place, letter);
    if (isNews) await this.#images.renew(letters?.map(([place]) => place));
    this.#onDidChange();
  }

  async #readAll(): Promise<void> {
    const revision = this.#revision;
    const letters = await this.#calls.standing({ revision });
    if (letters !== null && revision === this.#revision) this.#letters.take(letters);
  }

  #came(): void {
    this.#decode();
    this.#onDidChange();
  }

  #decode(): void {
    const places = decodeWindow(this.#current, this.count, this.#letters.nextUndecided(this.#current));
    this.#pictures.hold(places.flatMap((place) => this.#images.at(place)?.url ?? []));
  }

  #within(place: number): number {
    return Math.max(0, Math.min(place, this.count - 1));
  }
}

function allPlaces(count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => place);
}
