/**
 * @file What stands of every image by every reviewer, folded of all events and kept up to date as more come: it says what
 * `foldDecisions` says of each reviewer's. One more event costs as much as the image has events; what changes the past
 * (an undo, an event that comes late, pixels of an image that were not known) costs more, and is as exact.
 */
import type { DecisionEvent, UndoEvent } from '../../decisions/decision-event.ts';
import { standingEvents } from '../../decisions/standing-events.ts';
import { IntList } from '../columns/int-list.ts';
import { EventColumns } from './event-columns.ts';
import { WordTable } from './word-table.ts';

/** What an update did. */
export interface IndexChange {
  /** Names of images whose words may be others; undefined: any may be. */
  readonly names: readonly number[] | undefined;
  /** Digests of files that events named, of which some may be new. */
  readonly images: readonly number[];
}

const everything: IndexChange = { names: undefined, images: [] };

interface Reviewer {
  lastId: string;
  /** What undos that stand took back. */
  undone: ReadonlySet<string>;
  readonly undos: UndoEvent[];
  /** By name of the image. */
  readonly slots: Map<number, number>;
}

export class DecisionIndex {
  #events = new EventColumns();
  readonly #table = new WordTable();
  readonly #textOf = (said: number) => this.#events.pool.text(said);
  readonly #reviewers = new Map<number, Reviewer>();
  /** Of a file's digest the digest that its image is known by: that of its pixels, where any event names them. */
  readonly #names = new IntList();
  /**
   * Of a slot: how many of its acts stand, its word, the event that decided last, its last event, the next slot of the same
   * image, its reviewer.
   */
  readonly #standing = new IntList();
  readonly #code = new IntList();
  readonly #decided = new IntList();
  readonly #last = new IntList();
  readonly #next = new IntList();
  readonly #by = new IntList();
  /** Of an image's name its first slot. */
  readonly #first = new IntList();
  /** Of an event: the one before it in its slot. */
  readonly #before = new IntList();

  get events(): EventColumns {
    return this.#events;
  }

  /** By code of `codeAt` and `codeOf`. */
  get words() {
    return this.#table.words;
  }

  /** Whether any event may say that another image is drawn in place of one. */
  get mentionsRedraws(): boolean {
    const { pool } = this.events;
    return Array.from({ length: pool.size }, (_, number) => pool.text(number)).some((text) =>
      text?.includes('"redraw"'),
    );
  }

  /**
   * What an image is known by; −1 of a digest that no event names.
   * @param words digests of files or of pixels, and which of them
   */
  nameAt(words: Uint32Array, number: number): number {
    const digest = this.events.digests.findAt(words, number);
    return digest < 0 ? -1 : this.nameOfDigest(digest);
  }

  /** Undefined where no event names them. @param hex of a file */
  pixelsOf(hex: string): string | undefined {
    const name = this.#names.at(this.events.digests.find(hex));
    return name < 0 ? undefined : this.events.digests.hex(name);
  }

  nameOfDigest(digest: number): number {
    const name = this.#names.at(digest);
    return name < 0 ? digest : name;
  }

  /**
   * The first word on an image, from which `nextWord` leads to the others, one of each reviewer who said anything that
   * stands; −1: there is none. @param name −1: of no image
   */
  firstWord(name: number): number {
    return this.#standingFrom(this.#first.at(name));
  }

  nextWord(word: number): number {
    return this.#standingFrom(this.#next.at(word));
  }

  /** Who said it; of the pool. */
  reviewerAt(word: number): number {
    return this.#by.at(word);
  }

  codeAt(word: number): number {
    return this.#code.at(word);
  }

  /** The event that decided last; empty: none did. */
  decidedAt(word: number): string {
    const event = this.#decided.at(word);
    return event < 0 ? '' : this.events.ids[event]!;
  }

  #standingFrom(slot: number): number {
    let standing = slot;
    while (standing >= 0 && this.#standing.at(standing) === 0) standing = this.#next.at(standing);
    return standing;
  }

  /** 0 where nothing was said. @param by of the pool */
  codeOf(by: number, name: number): number {
    const slot = this.#reviewers.get(by)?.slots.get(name);
    return slot === undefined ? 0 : this.#code.at(slot);
  }

  /** The last event of a reviewer, by id; undefined where there is none. @param reviewer by name */
  lastIdOf(reviewer: string): string | undefined {
    return this.#reviewers.get(this.events.pool.find(reviewer))?.lastId;
  }

  /**
   * Undefined where two lines of one id differ: which of them counts, only their text says.
   * @param added not to be changed any more by others
   */
  add(added: readonly EventColumns[]): IndexChange | undefined {
    const from = this.events.count;
    const [first = this.#events, ...rest] = from === 0 ? added : [this.#events, ...added];
    this.#events = first;
    for (const columns of rest) this.#events.addAll(columns);
    return from > 0 && this.#isLater(from) ? this.#addLater(from) : this.#foldAll();
  }

  /** Whether all events from one on are after what is there, and say of no image that it is another one. */
  #isLater(from: number): boolean {
    const last = new Map<number, string>();
    const fresh = new Map<number, number>();
    for (let index = from; index < this.events.count; index++) {
      const { by, id, image, pixels } = this.events.event(index);
      if (id <= (last.get(by) ?? this.#reviewers.get(by)?.lastId ?? '')) return false;
      last.set(by, id);
      if (image < 0) continue;
      const isKnown = this.#names.at(image) >= 0 || this.#first.at(image) >= 0;
      const known = fresh.get(image) ?? (isKnown ? this.nameOfDigest(image) : undefined);
      const name = pixels >= 0 ? pixels : (known ?? image);
      if (known !== undefined && known !== name) return false;
      fresh.set(image, name);
    }
    return true;
  }

  #addLater(from: number): IndexChange {
    const [names, images] = [new Set<number>(), new Set<number>()];
    for (let index = from; index < this.events.count; index++) {
      const { image, pixels } = this.events.event(index);
      if (image < 0) for (const slot of this.#undo(index)) names.add(this.#nameOfSlot(slot));
      else {
        if (pixels >= 0) this.#names.set(image, pixels);
        images.add(image);
        const slot = this.#link(index);
        if (this.#stands(index)) this.#apply(slot, index);
        names.add(this.#nameOfSlot(slot));
      }
    }
    return { names: [...names], images: [...images] };
  }

  #foldAll(): IndexChange | undefined {
    const order = this.#inOrder();
    if (order === undefined) return undefined;
    this.#forget();
    const { events } = this;
    for (let index = 0; index < events.count; index++) {
      if (events.pixels.at(index) >= 0) this.#names.set(events.image.at(index), events.pixels.at(index));
    }
    for (const index of order) if (events.isUndo(index)) this.#reviewerOf(index).undos.push(this.#undoEvent(index));
    for (const reviewer of this.#reviewers.values()) reviewer.undone = undoneBy(reviewer.undos);
    for (const index of order) {
      if (events.isUndo(index)) this.#reviewerOf(index).lastId = events.ids[index]!;
      else {
        const slot = this.#link(index);
        if (this.#stands(index)) this.#apply(slot, index);
      }
    }
    return everything;
  }

  /** Events of each reviewer by id, each once; undefined where two of one reviewer and id differ. */
  #inOrder(): (ArrayLike<number> & Iterable<number>) | undefined {
    const { ids, by } = this.events;
    if (this.#isRising()) return new Uint32Array(ids.length).map((_, index) => index);
    const order = [...ids.keys()];
    order.sort((a, b) => by.at(a) - by.at(b) || (ids[a]! < ids[b]! ? -1 : Number(ids[a]! > ids[b]!)) || a - b);
    const once: number[] = [];
    for (const index of order) {
      const other = once.at(-1);
      const isAgain = other !== undefined && ids[other] === ids[index] && by.at(other) === by.at(index);
      if (!isAgain) once.push(index);
      else if (!this.#isSame(other, index)) return undefined;
    }
    return once;
  }

  /** Whether events of each reviewer stand in the order of their ids. */
  #isRising(): boolean {
    const { ids, by } = this.events;
    const last = new Map<number, string>();
    let reviewer = -1;
    let before = '';
    for (let index = 0; index < ids.length; index++) {
      if (by.at(index) !== reviewer) {
        last.set(reviewer, before);
        reviewer = by.at(index);
        before = last.get(reviewer) ?? '';
      }
      if (ids[index]! <= before) return false;
      before = ids[index]!;
    }
    return true;
  }

  #isSame(a: number, b: number): boolean {
    const { image, pixels, batch, said } = this.events;
    return [image, pixels, batch, said].every((column) => column.at(a) === column.at(b));
  }

  #forget(): void {
    this.#reviewers.clear();
    const ofSlots = [this.#standing, this.#code, this.#decided, this.#last, this.#next, this.#by];
    for (const list of [...ofSlots, this.#names, this.#first, this.#before]) list.clear();
  }

  #reviewerOf(index: number): Reviewer {
    const by = this.events.by.at(index);
    const known = this.#reviewers.get(by);
    if (known !== undefined) return known;
    const fresh: Reviewer = { lastId: '', undone: new Set(), undos: [], slots: new Map() };
    this.#reviewers.set(by, fresh);
    return fresh;
  }

  /** Makes an act the last of its slot, and it the last event of its reviewer. */
  #link(index: number): number {
    const reviewer = this.#reviewerOf(index);
    const name = this.#nameOfEvent(index);
    const known = reviewer.slots.get(name);
    const slot = known ?? this.#newSlot(this.events.by.at(index), name);
    if (known === undefined) reviewer.slots.set(name, slot);
    reviewer.lastId = this.events.ids[index]!;
    this.#before.set(index, this.#last.at(slot));
    this.#last.set(slot, index);
    return slot;
  }

  #newSlot(by: number, name: number): number {
    const slot = this.#code.length;
    this.#standing.push(0);
    this.#code.push(0);
    this.#decided.push(-1);
    this.#last.push(-1);
    this.#by.push(by);
    this.#next.push(this.#first.at(name));
    this.#first.set(name, slot);
    return slot;
  }

  #nameOfSlot(slot: number): number {
    return this.#nameOfEvent(this.#last.at(slot));
  }

  #nameOfEvent(index: number): number {
    const pixels = this.events.pixels.at(index);
    return pixels >= 0 ? pixels : this.nameOfDigest(this.events.image.at(index));
  }

  #stands(index: number): boolean {
    const { undone } = this.#reviewerOf(index);
    if (undone.size === 0) return true;
    return !undone.has(this.events.ids[index]!) && !undone.has(this.#batchOf(index));
  }

  #batchOf(index: number): string {
    return this.events.pool.text(this.events.batch.at(index)) ?? '';
  }

  #apply(slot: number, index: number): void {
    const { code, decides } = this.#table.after(this.#code.at(slot), this.events.said.at(index), this.#textOf);
    this.#standing.set(slot, this.#standing.at(slot) + 1);
    this.#code.set(slot, code);
    if (decides) this.#decided.set(slot, index);
  }

  /** @returns the slots that it changes */
  #undo(index: number): ReadonlySet<number> {
    const reviewer = this.#reviewerOf(index);
    const before = reviewer.undone;
    reviewer.undos.push(this.#undoEvent(index));
    reviewer.lastId = this.events.ids[index]!;
    reviewer.undone = undoneBy(reviewer.undos);
    const changed = new Set([...difference(before, reviewer.undone), ...difference(reviewer.undone, before)]);
    const slots = this.#slotsOf(this.events.by.at(index), reviewer, changed);
    for (const slot of slots) this.#refold(slot);
    return slots;
  }

  /** Of acts that have one of these ids, or are of such a batch. */
  #slotsOf(by: number, { slots }: Reviewer, ids: ReadonlySet<string>): ReadonlySet<number> {
    const found = new Set<number>();
    const { events } = this;
    for (let index = 0; index < events.count; index++) {
      if (events.by.at(index) !== by || events.isUndo(index)) continue;
      if (!ids.has(events.ids[index]!) && !ids.has(this.#batchOf(index))) continue;
      const slot = slots.get(this.#nameOfEvent(index));
      if (slot !== undefined) found.add(slot);
    }
    return found;
  }

  #refold(slot: number): void {
    const acts: number[] = [];
    for (let index = this.#last.at(slot); index >= 0; index = this.#before.at(index)) acts.push(index);
    this.#standing.set(slot, 0);
    this.#code.set(slot, 0);
    this.#decided.set(slot, -1);
    for (const index of acts.reverse()) if (this.#stands(index)) this.#apply(slot, index);
  }

  #undoEvent(index: number): UndoEvent {
    const { id, said } = this.events.event(index);
    return { id, ts: '', by: '', op: 'undo', of: this.events.pool.text(said) ?? '' };
  }
}

/** Ids of acts, batches and undos that do not count. */
function undoneBy(undos: readonly DecisionEvent[]): ReadonlySet<string> {
  return new Set(standingEvents(undos).undos.map(({ of }) => of));
}

function difference(from: ReadonlySet<string>, without: ReadonlySet<string>): readonly string[] {
  return [...from].filter((each) => !without.has(each));
}
