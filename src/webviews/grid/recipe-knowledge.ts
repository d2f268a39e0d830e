/** @file What the page has learnt of a recipe beyond its snapshot: facts, words found, one image's details, other seeds. */
import type { Caller } from '../../protocol/connection/calls.ts';
import type { Candidate, GridCalls, GridFacts, GridImage, ImageDetails } from '../../protocol/webviews/grid.ts';
import type { ImageRecords } from './image-records.ts';

export class RecipeKnowledge {
  readonly #calls: Caller<GridCalls>;
  readonly #records: ImageRecords;
  readonly #onDidChange: () => void;
  /** Absent until they were fetched. */
  facts: GridFacts | undefined;
  /** Images in whose prompt the words stand; absent when none are looked for. */
  found: ReadonlySet<number> | undefined;
  /** The current image. The one before stays until all of it is known. */
  record: GridImage | undefined;
  details: ImageDetails | undefined;
  #words = '';
  #current: number | undefined;
  readonly #candidates = new Map<string, readonly Candidate[]>();
  readonly #redrawing = new Set<string>();

  constructor(calls: Caller<GridCalls>, records: ImageRecords, onDidChange: () => void) {
    this.#calls = calls;
    this.#records = records;
    this.#onDidChange = onDidChange;
  }

  /** Another recipe is shown. */
  forget(): void {
    this.facts = undefined;
    this.found = undefined;
    this.record = undefined;
    this.details = undefined;
  }

  /** @param isCurrent whether the plan is still the one that is shown */
  async fetchFacts(plan: number, isCurrent: () => boolean): Promise<void> {
    const facts = await this.#calls.facts({ plan }).catch(() => null);
    if (!facts || !isCurrent()) return;
    this.facts = facts;
    this.#onDidChange();
  }

  async find(words: string, plan: number): Promise<void> {
    this.#words = words;
    const isAsked = words.trim() !== '';
    const found = isAsked ? await this.#calls.find({ plan, words }).catch(() => []) : undefined;
    if (this.#words !== words) return;
    this.found = found && new Set(found);
    this.#onDidChange();
  }

  /**
   * Learns of the image that is the current one now.
   * @param withDetails they are shown
   * @param isNews what was known of it does not hold any more
   * @returns whether the details are others now
   */
  async look(index: number, withDetails: boolean, isNews: boolean): Promise<boolean> {
    this.#current = index;
    const record = await this.#records.of(index).catch(() => undefined);
    if (!record || this.#current !== index) return false;
    this.record = record;
    this.#onDidChange();
    if (!withDetails || (this.details?.key === record.key && !isNews)) return false;
    const details = await this.#calls.details({ key: record.key }).catch(() => null);
    if (!details || this.#current !== index) return false;
    this.details = details;
    this.#onDidChange();
    return true;
  }

  /** Takes in what came for tiles. */
  renew(): void {
    const record = this.record && this.#records.get(this.record.index);
    if (record) this.record = record;
  }

  candidatesOf(key: string): readonly Candidate[] {
    return this.#candidates.get(key) ?? [];
  }

  isRedrawing(key: string): boolean {
    return this.#redrawing.has(key);
  }

  /** Has another drawn in place of the current image, unless that is at work. */
  async replace(): Promise<void> {
    const [current, key] = [this.#current, this.record?.key];
    if (current === undefined || key === undefined || this.#redrawing.has(key)) return;
    this.#redrawing.add(key);
    this.#onDidChange();
    await this.#calls.rejectAndRedraw({ key }).catch(() => null);
    this.#redrawing.delete(key);
    if (this.#current === current) await this.look(current, true, true);
    this.#onDidChange();
  }

  /** Draws an image with another seed, unless that is at work. */
  async redraw(key: string): Promise<void> {
    if (this.#redrawing.has(key)) return;
    this.#redrawing.add(key);
    this.#onDidChange();
    const candidate = await this.#calls.redraw({ key }).catch(() => null);
    this.#redrawing.delete(key);
    if (candidate) this.#candidates.set(key, [...this.candidatesOf(key), candidate]);
    this.#onDidChange();
  }
}
