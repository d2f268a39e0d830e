/**
 * @file A set of images that is open in the engine. An engine that ended, was started anew or has forgotten the set is
 * told of it again without a word.
 */
import { Emitter } from 'vscode-jsonrpc';
import type { EvaluateProgress } from '../../protocol/evaluation.ts';
import { Failure } from '../../protocol/failure.ts';
import type { OpenedSet, OpenSetRequest, SetChange, SetId } from '../../protocol/image-sets.ts';
import { isLost, type SetEngine } from './set-engine.ts';

export interface LiveSetParts {
  readonly engine: () => Promise<SetEngine>;
  readonly request: OpenSetRequest & Required<Pick<OpenSetRequest, 'source'>>;
  readonly onProgress: (progress: EvaluateProgress) => void;
  /** A question that failed is nobody's request. */
  readonly onError: (error: unknown) => void;
}

interface Open extends OpenedSet {
  readonly engine: SetEngine;
  readonly watching: AbortController;
}

export class LiveSet {
  readonly #parts: LiveSetParts;
  readonly #decided = new Emitter<SetChange>();
  /** Fires with what was decided elsewhere. */
  readonly onDidDecide = this.#decided.event;
  #open: Promise<Open> | undefined;

  constructor(parts: LiveSetParts) {
    this.#parts = parts;
  }

  /** @throws Failure as the engine's `openSet` */
  open(): Promise<OpenedSet> {
    return this.#opened();
  }

  /** Takes in what was drawn or scored since. */
  reopen(): Promise<OpenedSet> {
    this.close();
    return this.#opened();
  }

  /**
   * Asks about the set as a whole, once more where it was lost.
   * @throws Failure as the call
   */
  async ask<T>(call: (engine: SetEngine, set: SetId) => Promise<T>): Promise<T> {
    const open = await this.#opened();
    try {
      return await call(open.engine, open.set);
    } catch (error) {
      if (!isLost(error)) throw error;
      await this.#lose(open);
      const { engine, set } = await this.#opened();
      return call(engine, set);
    }
  }

  /**
   * As `ask`, for a call that names images by number: those stay as long as no others were drawn.
   * @throws Failure as the call, and `set-unknown` when others were
   */
  async askByNumber<T>(call: (engine: SetEngine, set: SetId) => Promise<T>): Promise<T> {
    const { count, missing } = await this.#opened();
    return this.ask(async (engine, set) => {
      const now = await this.#opened();
      if (now.count !== count || now.missing !== missing) throw othersDrawn();
      return call(engine, set);
    });
  }

  /** Asks about a list of the set that is open now; undefined when the engine does not know it any more. */
  async askOfList<T>(call: (engine: SetEngine, set: SetId) => Promise<T>): Promise<T | undefined> {
    const open = await this.#opened();
    try {
      return await call(open.engine, open.set);
    } catch (error) {
      if (!isLost(error)) throw error;
      await this.#lose(open);
      return undefined;
    }
  }

  close(): void {
    const open = this.#open;
    this.#open = undefined;
    void open
      ?.then(({ engine, set, watching }) => {
        watching.abort();
        return engine.closeSet({ set });
      }, ignore)
      .catch(ignore);
  }

  /** Unless somebody has opened it again meanwhile. */
  async #lose(lost: Open): Promise<void> {
    if ((await this.#open?.catch(ignore)) !== lost) return;
    this.#open = undefined;
    lost.watching.abort();
  }

  #opened(): Promise<Open> {
    const opening = this.#open ?? this.#openNow();
    this.#open = opening;
    // One that failed is tried again the next time.
    opening.catch(() => {
      if (this.#open === opening) this.#open = undefined;
    });
    return opening;
  }

  async #openNow(): Promise<Open> {
    const engine = await this.#parts.engine();
    const opened = await this.#openBy(engine);
    const watching = new AbortController();
    this.#watch(engine, opened.set, watching.signal);
    return { ...opened, engine, watching };
  }

  /** The source is sent only to an engine that does not know the set by its stamp. */
  async #openBy(engine: SetEngine): Promise<OpenedSet> {
    const { request, onProgress } = this.#parts;
    const { source, ...asked } = request;
    try {
      return await engine.openSet(asked, { onProgress });
    } catch (error) {
      if (!Failure.is(error, 'set-unknown')) throw error;
      return engine.openSet({ ...asked, source }, { onProgress });
    }
  }

  /** Ends quietly with its engine: whoever asks next opens the set again. */
  #watch(engine: SetEngine, set: SetId, signal: AbortSignal): void {
    const onProgress = (change: SetChange) => {
      if (!signal.aborted) this.#decided.fire(change);
    };
    engine.watchSet({ set }, { signal, onProgress }).catch((error: unknown) => {
      if (!isLost(error) && !Failure.is(error, 'cancelled')) this.#parts.onError(error);
    });
  }
}

function ignore(): undefined {
  return undefined;
}

function othersDrawn(): Failure {
  return new Failure(
    'set-unknown',
    'The engine was started anew and found other images: look at the image again, and decide once more.',
  );
}
