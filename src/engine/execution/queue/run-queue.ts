/**
 * @file One run at a time, in the order they came or were put into: two at once would only halve each other's speed.
 * What nobody asked for as a run, such as an analysis, stands in line too, but is not shown.
 */
import { Failure } from '../../../protocol/failure.ts';
import type { QueueChange, QueueEntry, QueueSnapshot, RunSubject } from '../../../protocol/runs.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';

/** How far a run has come. */
export type QueueProgress = Pick<QueueEntry, 'done' | 'total' | 'secondsLeft'>;

interface Standing {
  readonly entry: number;
  readonly subject: RunSubject | undefined;
  readonly cancel: AbortController;
  /** Lets it begin. */
  readonly call: () => void;
  progress: QueueProgress;
}

/** A place in the queue, from joining to leaving. */
export interface QueuePlace {
  /** Of whoever asked for the run, and of the queue: either may cancel it. */
  readonly signal: AbortSignal;
  /** Whether others are before it, or the queue is paused. */
  readonly isWaiting: boolean;
  /** Resolves when it is its turn. @throws Failure `cancelled` */
  turn(): Promise<void>;
  tell(progress: QueueProgress): void;
  /** Must be called, also without a turn; gives the place to the next. */
  leave(): void;
}

export class RunQueue {
  #current: Standing | undefined;
  #waiting: Standing[] = [];
  #isPaused = false;
  #entries = 0;
  readonly #listeners = new Set<() => void>();

  get isPaused(): boolean {
    return this.#isPaused;
  }

  get snapshot(): QueueSnapshot {
    const running = this.#current === undefined ? [] : shown(this.#current, 'running');
    return {
      isPaused: this.#isPaused,
      entries: [...running, ...this.#waiting.flatMap((one) => shown(one, 'waiting'))],
    };
  }

  /** Called after every change. @returns what ends that */
  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param subject what is shown; without one it stands in line unseen */
  join(signal: AbortSignal, subject?: RunSubject, progress: QueueProgress = { done: 0, total: 0 }): QueuePlace {
    const cancel = new AbortController();
    const both = AbortSignal.any([signal, cancel.signal]);
    const called = callable();
    this.#entries += 1;
    const standing: Standing = { entry: this.#entries, subject, cancel, call: called.call, progress };
    this.#waiting.push(standing);
    this.#goOn();
    const isWaiting = () => this.#waiting.includes(standing);
    return {
      signal: both,
      get isWaiting() {
        return isWaiting();
      },
      turn: () => called.unlessAborted(both),
      tell: (told) => {
        standing.progress = told;
        this.#changed();
      },
      leave: () => this.#leave(standing),
    };
  }

  /**
   * Stands in line unseen.
   * @returns what gives the place to the next; must be called once
   * @throws Failure `cancelled`, also while waiting
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    throwIfCancelled(signal);
    const place = this.join(signal);
    try {
      await place.turn();
    } catch (error) {
      place.leave();
      throw error;
    }
    return () => place.leave();
  }

  /** Entries that are not there any more are passed over: the queue goes on while people look at it. */
  change(change: QueueChange): void {
    this.#changes[change.kind](change as never); // The table has the change's own kind under its kind.
    this.#goOn();
  }

  /** Resolves at once while the queue is not paused. @throws Failure `cancelled` */
  async untilResumed(signal: AbortSignal): Promise<void> {
    while (this.#isPaused) {
      const resumed = callable();
      const stop = this.onDidChange(resumed.call);
      try {
        await resumed.unlessAborted(signal);
      } finally {
        stop();
      }
    }
    throwIfCancelled(signal);
  }

  readonly #changes: { readonly [K in QueueChange['kind']]: (change: QueueChange & { kind: K }) => void } = {
    pause: () => {
      this.#isPaused = true;
    },
    resume: () => {
      this.#isPaused = false;
    },
    move: ({ entry, to }) => {
      const moved = this.#waiting.find((one) => one.entry === entry && one.subject !== undefined);
      if (moved === undefined) return;
      const others = this.#waiting.filter((one) => one !== moved);
      const next = others.filter(({ subject }) => subject !== undefined)[to];
      const place = next === undefined ? others.length : others.indexOf(next);
      this.#waiting = [...others.slice(0, place), moved, ...others.slice(place)];
    },
    cancel: ({ entry }) => {
      const all = [...(this.#current ? [this.#current] : []), ...this.#waiting];
      all.find((one) => one.entry === entry)?.cancel.abort();
    },
    'cancel-all': () => {
      for (const { subject, cancel } of [...this.#waiting]) if (subject !== undefined) cancel.abort();
      if (this.#current?.subject !== undefined) this.#current.cancel.abort();
    },
  };

  #leave(standing: Standing): void {
    if (this.#current === standing) this.#current = undefined;
    this.#waiting = this.#waiting.filter((one) => one !== standing);
    this.#goOn();
  }

  /** The place goes over without being free in between, so that nobody overtakes. */
  #goOn(): void {
    if (this.#current === undefined && !this.#isPaused) {
      this.#current = this.#waiting.shift();
      this.#current?.call();
    }
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function shown({ entry, subject, progress }: Standing, state: QueueEntry['state']): readonly QueueEntry[] {
  return subject === undefined ? [] : [{ ...subject, entry, state, ...progress }];
}

interface Callable {
  readonly call: () => void;
  /** Resolves once called. @throws Failure `cancelled` */
  readonly unlessAborted: (signal: AbortSignal) => Promise<void>;
}

function callable(): Callable {
  let call = () => {};
  const called = new Promise<void>((resolve) => {
    call = resolve;
  });
  const unlessAborted = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const giveUp = () => reject(new Failure('cancelled', 'Cancelled.'));
      if (signal.aborted) return giveUp();
      signal.addEventListener('abort', giveUp, { once: true });
      void called.then(() => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      });
    });
  return { call, unlessAborted };
}
