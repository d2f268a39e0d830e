/** @file The images of a review: opened in the engine, chosen and sorted as the view says, and kept up to date. */
import { type Disposable, Emitter } from 'vscode-jsonrpc';
import type { Condition } from '../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../protocol/evaluation.ts';
import { Failure } from '../../protocol/failure.ts';
import type { OpenedSet } from '../../protocol/image-sets.ts';
import type { ConditionResult } from '../../protocol/language.ts';
import type { DecidedPlaces, ReviewSnapshot, ReviewView } from '../../protocol/webviews/review.ts';
import { listingWords } from './listing-words.ts';
import { LiveSet } from './live-set.ts';
import type { ReviewSubject } from './review-subject.ts';
import type { SetEngine } from './set-engine.ts';
import { ShownList } from './shown-list.ts';

export interface ReviewedSetParts {
  readonly engine: () => Promise<SetEngine>;
  /** In the context of the prompt file. */
  readonly readCondition: (text: string) => Promise<ConditionResult>;
  /** A question that failed is nobody's request. */
  readonly onError: (error: unknown) => void;
}

export interface WantedImages {
  readonly subject: ReviewSubject;
  readonly view: ReviewView;
  readonly reviewer: string;
  readonly isBlind: boolean;
}

type Change = DecidedPlaces['letters'];

/** What of a view says which images are listed, and in which order: the mode does not. */
export function chosenBy({ show, where, order }: ReviewView): string {
  return JSON.stringify([show, where, order]);
}

export class ReviewedSet {
  readonly #parts: ReviewedSetParts;
  readonly #changed = new Emitter<void>();
  readonly #decided = new Emitter<Change>();
  /** Fires when another list holds, or more is known of the one that is being made. */
  readonly onDidChange = this.#changed.event;
  /** Fires with places and letters of the list that holds. */
  readonly onDidDecide = this.#decided.event;
  #live: { readonly key: string; readonly set: LiveSet; readonly listening: Disposable } | undefined;
  #opened: OpenedSet | undefined;
  #list: ShownList | undefined;
  #problem: Extract<ConditionResult, { kind: 'problem' }> | undefined;
  #failure: unknown;
  #listing: ReviewSnapshot['listing'];
  #revision = 0;
  #controller = new AbortController();

  constructor(parts: ReviewedSetParts) {
    this.#parts = parts;
  }

  get opened(): OpenedSet | undefined {
    return this.#opened;
  }

  get list(): ShownList | undefined {
    return this.#list;
  }

  get whereProblem(): Extract<ConditionResult, { kind: 'problem' }> | undefined {
    return this.#problem;
  }

  /** Why no list could be made; undefined when one was. */
  get failure(): unknown {
    return this.#failure;
  }

  get listing(): ReviewSnapshot['listing'] {
    return this.#listing;
  }

  /** Undefined until somebody has asked for images. */
  get live(): LiveSet | undefined {
    return this.#live?.set;
  }

  /**
   * Makes the list of what is wanted, unless something else is wanted meanwhile. Never rejects.
   * @param again whether images may have come, or been scored, since the set was opened
   */
  async show(wanted: WantedImages, again: boolean): Promise<void> {
    this.#controller.abort();
    const controller = new AbortController();
    this.#controller = controller;
    try {
      const list = await this.#listOf(wanted, again, controller.signal);
      if (controller.signal.aborted) return;
      this.#failure = undefined;
      this.#take(list);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#failure = error;
      this.#tell(undefined);
      if (!Failure.is(error, 'cancelled')) this.#parts.onError(error);
    }
  }

  /** Takes in what was decided by a call of this review; of the list that holds, what it means for that. */
  async accept(letters: Change): Promise<Change> {
    const [list, live] = [this.#list, this.#live?.set];
    if (!list || !live) return null;
    if (letters === null) {
      const all = await live.askOfList((engine, set) => engine.lettersOf({ set, list: list.list }));
      list.acceptAll(all ?? '');
      this.#decided.fire(null);
      return null;
    }
    const places = list.accept(letters);
    if (places.length > 0) this.#decided.fire(places);
    return places;
  }

  dispose(): void {
    this.#controller.abort();
    this.#close();
    this.#changed.dispose();
    this.#decided.dispose();
  }

  async #listOf(wanted: WantedImages, again: boolean, signal: AbortSignal): Promise<ShownList> {
    const { view } = wanted;
    const live = this.#liveOf(wanted);
    const [where, opened] = await Promise.all([this.#conditionOf(view.where), again ? live.reopen() : live.open()]);
    if (signal.aborted) throw new Failure('cancelled', 'Another list is asked for.');
    const onProgress = (progress: EvaluateProgress) => {
      if (!signal.aborted) this.#tell(listingWords(view.order, progress));
    };
    const asked = { show: view.show, order: view.order, ...(where && { where }) };
    const [made, numbers] = await live.ask(async (engine, set) => {
      const list = await engine.listSet({ set, ...asked }, { signal, onProgress });
      return [list, await engine.numbersOf({ set, list: list.list })] as const;
    });
    this.#opened = opened;
    const list = new ShownList(made, numbers, view, this.#revision + 1);
    const isSame = this.#list !== undefined && chosenBy(this.#list.view) === chosenBy(view) && this.#list.isAs(list);
    return isSame ? new ShownList(made, numbers, view, this.#revision) : list;
  }

  #liveOf({ subject, reviewer, isBlind }: WantedImages): LiveSet {
    const { stamp, source, policy } = subject;
    const request = { stamp, source, reviewer, ...(policy && { policy }), ...(isBlind && { isBlind }) };
    const key = JSON.stringify([stamp, reviewer, policy, isBlind]);
    if (this.#live?.key === key) return this.#live.set;
    this.#close();
    const { engine, onError } = this.#parts;
    const onProgress = (progress: EvaluateProgress) => this.#tell(listingWords({ by: 'plan' }, progress));
    const set = new LiveSet({ engine, request, onProgress, onError });
    const listening = set.onDidDecide(({ letters }) => void this.accept(letters).catch(onError));
    this.#live = { key, set, listening };
    return set;
  }

  /** One that is wrong is as if it were empty. */
  async #conditionOf(text: string): Promise<Condition | undefined> {
    const read = await this.#parts.readCondition(text);
    this.#problem = read.kind === 'problem' ? read : undefined;
    return read.kind === 'condition' ? read.condition : undefined;
  }

  #take(list: ShownList): void {
    const isOther = list.revision !== this.#revision;
    this.#list = list;
    this.#revision = list.revision;
    this.#tell(undefined);
    // Whoever watches a list that stays knows it by letters that may be others by now.
    if (!isOther) this.#decided.fire(null);
  }

  #tell(listing: ReviewSnapshot['listing']): void {
    this.#listing = listing;
    this.#changed.fire();
  }

  #close(): void {
    this.#live?.listening.dispose();
    this.#live?.set.close();
    this.#live = undefined;
  }
}
