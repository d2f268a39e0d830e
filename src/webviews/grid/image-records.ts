/**
 * @file What tiles show, fetched for what is in view and kept for a while. One question is on its way at a time: what
 * was scrolled past meanwhile is not asked for.
 */
import type { Caller } from '../../protocol/connection/calls.ts';
import type { GridCalls, GridImage, GridSnapshot } from '../../protocol/webviews/grid.ts';
import { recipeKey } from './grid-memory.ts';

/** A few screens full. */
const most = 4000;
/** In one question. */
const batch = 400;

interface Kept {
  readonly plan: number;
  /** Its letter in the snapshot that it was asked for. */
  readonly letter: string;
  readonly image: GridImage;
}

export class ImageRecords {
  readonly #ask: Caller<GridCalls>['images'];
  readonly #onDidChange: () => void;
  #records = new Map<number, Kept>();
  #recipe = '';
  #plan = -1;
  #states = '';
  #wanted: readonly number[] = [];
  #isAsking = false;

  /** @param onDidChange after records came in */
  constructor(ask: Caller<GridCalls>['images'], onDidChange: () => void) {
    this.#ask = ask;
    this.#onDidChange = onDidChange;
  }

  /** Records of another plan of the same recipe are shown until theirs are here, so that nothing flickers. */
  show({ id, plan, states }: Pick<GridSnapshot, 'id' | 'plan' | 'states'>): void {
    const recipe = recipeKey(id);
    if (recipe !== this.#recipe) this.#records = new Map();
    this.#recipe = recipe;
    this.#plan = plan;
    this.#states = states;
    void this.#fetch();
  }

  get(index: number): GridImage | undefined {
    return this.#records.get(index)?.image;
  }

  /** What is in view. */
  want(indices: readonly number[]): void {
    this.#wanted = indices;
    void this.#fetch();
  }

  /** A record of the plan at hand, asked for if need be. */
  async of(index: number): Promise<GridImage | undefined> {
    if (this.#isStale(index)) await this.#learn([index]);
    return this.get(index);
  }

  /** Records of the plan at hand, those that are there. */
  async all(indices: readonly number[]): Promise<readonly GridImage[]> {
    const stale = indices.filter((index) => this.#isStale(index));
    const fetched = stale.length === 0 ? [] : await this.#learn(stale);
    const found = new Map(fetched.map((image) => [image.index, image]));
    return indices.flatMap((index) => found.get(index) ?? this.get(index) ?? []);
  }

  async #fetch(): Promise<void> {
    if (this.#isAsking) return;
    const indices = this.#wanted.filter((index) => this.#isStale(index)).slice(0, batch);
    if (indices.length === 0) return;
    this.#isAsking = true;
    const images = await this.#learn(indices).catch(() => []);
    this.#isAsking = false;
    // Of another plan: the next snapshot, which is on its way, asks anew.
    if (images.length === 0) return;
    this.#onDidChange();
    void this.#fetch();
  }

  #isStale(index: number): boolean {
    const record = this.#records.get(index);
    return record?.plan !== this.#plan || record.letter !== this.#letterOf(index);
  }

  #letterOf(index: number): string {
    return this.#states[index] ?? '';
  }

  /** Asks, and keeps the answer where it still holds. */
  async #learn(indices: readonly number[]): Promise<readonly GridImage[]> {
    const plan = this.#plan;
    const letters = new Map(indices.map((index) => [index, this.#letterOf(index)]));
    const images = await this.#ask({ plan, indices });
    if (plan === this.#plan) this.#keep(images, letters);
    return images;
  }

  #keep(images: readonly GridImage[], letters: ReadonlyMap<number, string>): void {
    for (const image of images) {
      this.#records.delete(image.index);
      this.#records.set(image.index, { plan: this.#plan, letter: letters.get(image.index) ?? '', image });
    }
    const tooMany = this.#records.size - most;
    for (const index of [...this.#records.keys()].slice(0, Math.max(0, tooMany))) this.#records.delete(index);
  }
}
