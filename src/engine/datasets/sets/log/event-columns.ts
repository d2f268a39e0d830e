/**
 * @file Events of decisions as columns: what folding asks of them and no more. Most events of a log say one of a few
 * things, so what they say stands in a pool.
 */
import type { ActEvent, DecisionEvent } from '../../decisions/decision-event.ts';
import { DigestTable, digestWords } from '../columns/digest-table.ts';
import { IntList } from '../columns/int-list.ts';
import { TextPool } from '../columns/text-pool.ts';

/** An event, in numbers of the pool and of the digests. */
export interface LoggedEvent {
  readonly id: string;
  /** The reviewer; of the pool. */
  readonly by: number;
  /** The file's digest; −1 of an undo. */
  readonly image: number;
  /** −1 where it is not named. */
  readonly pixels: number;
  /** Of the pool; 0: none. */
  readonly batch: number;
  /** What was said, JSON; of an undo what it takes back. Of the pool. */
  readonly said: number;
}

export const eventColumns = ['by', 'image', 'pixels', 'batch', 'said'] as const;

export class EventColumns {
  readonly ids: string[] = [];
  readonly by = new IntList();
  readonly image = new IntList();
  readonly pixels = new IntList();
  readonly batch = new IntList();
  readonly said = new IntList();
  readonly digests: DigestTable;
  readonly pool: TextPool;

  constructor(digests = new DigestTable(), pool = new TextPool()) {
    this.digests = digests;
    this.pool = pool;
  }

  get count(): number {
    return this.ids.length;
  }

  event(index: number): LoggedEvent {
    return {
      id: this.ids[index]!,
      by: this.by.at(index),
      image: this.image.at(index),
      pixels: this.pixels.at(index),
      batch: this.batch.at(index),
      said: this.said.at(index),
    };
  }

  isUndo(index: number): boolean {
    return this.image.at(index) < 0;
  }

  add(event: DecisionEvent): void {
    const undo = event.op === 'undo';
    this.push({
      id: event.id,
      by: this.pool.add(event.by),
      image: undo ? -1 : this.digests.add(event.image),
      pixels: undo || event.pixels === undefined ? -1 : this.digests.add(event.pixels),
      batch: undo ? 0 : this.pool.add(event.batch),
      said: this.pool.add(undo ? event.of : JSON.stringify(saidIn(event))),
    });
  }

  push(event: LoggedEvent): void {
    this.ids.push(event.id);
    this.by.push(event.by);
    this.image.push(event.image);
    this.pixels.push(event.pixels);
    this.batch.push(event.batch);
    this.said.push(event.said);
  }

  /** All of another's, in their order. */
  addAll(other: EventColumns): void {
    const words = digestWords(other.digests.bytes);
    const digest = mapping(other.digests.count, (number) => this.digests.addAt(words, number));
    const text = mapping(other.pool.size, (number) => this.pool.add(other.pool.text(number)));
    for (let index = 0; index < other.count; index++) {
      const { id, by, image, pixels, batch, said } = other.event(index);
      this.push({
        id,
        by: text(by),
        image: image < 0 ? -1 : digest(image),
        pixels: pixels < 0 ? -1 : digest(pixels),
        batch: text(batch),
        said: text(said),
      });
    }
  }
}

/** What folding asks of an act; who, when and how fast stands elsewhere or nowhere. */
function saidIn(event: ActEvent): object {
  const { op, why, note, redraw } = event;
  const to = 'to' in event ? event.to : undefined;
  const from = 'from' in event ? event.from : undefined;
  return { op, to, from, why, note, redraw };
}

function mapping(count: number, make: (number: number) => number): (number: number) => number {
  const known = new Int32Array(count);
  for (let number = 0; number < count; number++) known[number] = make(number);
  return (number) => known[number]!;
}
