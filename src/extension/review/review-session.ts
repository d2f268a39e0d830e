/** @file A review in its tab: what its file asks for, the images that come of it, and what comes of its decisions. */

import { type Disposable, Emitter } from 'vscode-jsonrpc';
import type { PlanResult } from '../../protocol/language.ts';
import type { DecidedPlaces, ReviewDecision, ReviewSnapshot, ReviewView } from '../../protocol/webviews/review.ts';
import { type Paced, settled, type Timer } from '../paced.ts';
import { anyOf, type Subscribe, type Watched } from '../panels/watch-snapshots.ts';
import type { Conditions } from './review-conditions.ts';
import type { ReviewEdit } from './review-edit.ts';
import type { ReviewFile } from './review-file.ts';
import { snapshotOf } from './review-snapshot.ts';
import { ReviewSteps, type ReviewStepsParts } from './review-steps.ts';
import { type ReviewSubject, subjectOf } from './review-subject.ts';
import { chosenBy, ReviewedSet } from './reviewed-set.ts';
import type { SetEngine } from './set-engine.ts';
import { SetScoring } from './set-scoring.ts';
import type { ShownList } from './shown-list.ts';

export interface ReviewedDocument {
  /** Absent when there is a problem. */
  readonly file: ReviewFile | undefined;
  /** Why it cannot be shown, in one sentence. */
  readonly problem: string | undefined;
  /** Of the file itself, without folders. */
  readonly name: string;
  readonly show: (view: ReviewView) => void;
  readonly onDidChange: Subscribe;
}

export interface ReviewPreferences {
  readonly isBlind: boolean;
  readonly reasons: readonly string[];
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

export interface ReviewSessionParts {
  readonly document: ReviewedDocument;
  /** Address of a prompt file that the review names. */
  readonly promptOf: (prompt: string) => string;
  readonly plans: {
    readonly latest: (uri: string) => PlanResult | undefined;
    readonly ofFile: (uri: string) => Promise<PlanResult>;
  };
  /** Tells of the address of a prompt file that has another plan. */
  readonly onDidPlan: (listener: (uri: string) => void) => Disposable;
  /** How many images of a recipe are drawn, as far as is known. */
  readonly drawnOf: (uri: string, recipe: string) => number;
  readonly onDidDraw: Subscribe;
  readonly engineOf: (uri: string, purpose: 'run' | 'question') => Promise<SetEngine>;
  readonly conditions: Conditions;
  readonly reviewerOf: (uri: string) => Promise<string>;
  readonly preferences: () => ReviewPreferences;
  /** Reviewer, settings, trust. */
  readonly onDidChangePreferences: Subscribe;
  readonly isTrusted: () => boolean;
  readonly canRedraw: () => boolean;
  /** Makes something that was done known to VS Code. */
  readonly edit: (edit: ReviewEdit) => void;
  readonly passOn: ReviewStepsParts['passOn'];
  readonly onError: (error: unknown) => void;
  readonly timer?: Timer;
}

/** Milliseconds after the last change of a plan, or the last image, before images are looked for anew. */
const pause = 250;

export class ReviewSession {
  readonly set: ReviewedSet;
  readonly scoring: SetScoring;
  readonly #parts: ReviewSessionParts;
  readonly #steps: ReviewSteps;
  readonly #changed = new Emitter<void>();
  readonly #subscriptions: readonly Disposable[];
  readonly #later: Paced;
  #subject: ReviewSubject | undefined;
  #isUnreadable = false;
  #isDeclared = true;
  #reviewer = '';
  #shown = '';
  #drawn = '';
  #lacksScores = false;
  #pointed: ReviewSnapshot['pointed'];

  constructor(parts: ReviewSessionParts) {
    this.#parts = parts;
    const { document, conditions, onError, timer } = parts;
    const engine = () => parts.engineOf(this.promptUri, 'question');
    const readCondition = (text: string) => conditions.read({ uri: this.promptUri, text });
    this.set = new ReviewedSet({ engine, readCondition, onError });
    this.scoring = new SetScoring(() => parts.engineOf(this.promptUri, 'run'));
    this.#steps = new ReviewSteps({
      live: () => this.set.live,
      accept: ({ letters }) => this.set.accept(letters),
      edit: parts.edit,
      passOn: parts.passOn,
      point: (number) => this.#point(number),
    });
    this.#later = settled(() => void this.refresh(), pause, ...(timer ? [timer] : []));
    const tell = anyOf(this.set.onDidChange, this.scoring.onDidChange);
    const now = anyOf(document.onDidChange, parts.onDidChangePreferences);
    this.#subscriptions = [
      tell(() => this.#changed.fire()),
      now(() => void this.refresh()),
      parts.onDidDraw(() => this.#later()),
      parts.onDidPlan((uri) => uri === this.promptUri && this.#later()),
      this.#later,
      this.set,
      this.#changed,
    ];
  }

  /** Empty when the file cannot be read. */
  get promptUri(): string {
    const { document, promptOf } = this.#parts;
    return document.file ? promptOf(document.file.prompt) : '';
  }

  get subject(): ReviewSubject | undefined {
    return this.#subject;
  }

  get watched(): Watched<ReviewSnapshot> {
    return { snapshot: () => this.#snapshot(), onDidChange: this.#changed.event };
  }

  /** The list as the page knows it; undefined when another one holds by now. */
  listOf(revision: number): ShownList | undefined {
    const { list } = this.set;
    return list?.revision === revision ? list : undefined;
  }

  /** Takes in what the prompt file says of the images; what is asked of it may be in an editor already. */
  async readPlan(): Promise<void> {
    const { plans, document } = this.#parts;
    if (!document.file) return;
    const uri = this.promptUri;
    const result = plans.latest(uri) ?? (await plans.ofFile(uri).catch(() => undefined));
    this.#isUnreadable = result === undefined;
    const subject = result && subjectOf(document.file.of, result.plan);
    this.#isDeclared = subject !== undefined;
    // A recipe with an error is looked at as it last was.
    if (subject) this.#subject = subject;
  }

  /** Takes in what file, plan, settings and drawing are by now. Never rejects. @param again also images */
  async refresh(again = false): Promise<void> {
    const { document, isTrusted, reviewerOf, onError } = this.#parts;
    try {
      if (document.file && isTrusted()) {
        await this.readPlan();
        this.#reviewer = await reviewerOf(this.promptUri);
        await this.#showImages(again);
      }
    } catch (error) {
      onError(error);
    }
    this.#changed.fire();
  }

  /** Null when another list holds by now. @throws Failure as the engine's `decideInSet` */
  async decide({ revision, places, change }: ReviewDecision): Promise<DecidedPlaces | null> {
    const of = this.#imagesOf(revision, places);
    const images = places === 'all' ? this.set.list?.count : places.length;
    return of && this.#steps.decide(of, change, images ?? 0);
  }

  /** How many images a decision would change; null when another list holds by now. */
  async count({ revision, places, change }: ReviewDecision): Promise<number | null> {
    const of = this.#imagesOf(revision, places);
    return of && this.#steps.count(of, change);
  }

  /** Images that are no duplicates of each other stand in no group any more. */
  async tellApart(revision: number, places: readonly number[]): Promise<void> {
    const numbers = this.listOf(revision)?.numbersAt(places) ?? [];
    if (numbers.length < 2) return;
    await this.set.live?.askByNumber((engine, set) => engine.tellApart({ set, numbers }));
    await this.relist();
  }

  /** Makes the same list of what is there by now. Never rejects. */
  async relist(): Promise<void> {
    this.#shown = '';
    await this.refresh();
  }

  change(change: Partial<ReviewView>): void {
    const before = this.#parts.document.file?.view;
    if (!before) return;
    const view = { ...before, ...change };
    if (JSON.stringify(view) === JSON.stringify(before)) return;
    const show = (shown: ReviewView) => async () => this.#parts.document.show(shown);
    this.#parts.document.show(view);
    this.#parts.edit({ label: 'Change View', undo: show(before), redo: show(view) });
  }

  /** @throws Failure as the engine's `score` */
  async score(): Promise<void> {
    if (!(await this.scoring.score(this.#subject?.recipes ?? []))) return;
    this.#lacksScores = false;
    await this.refresh(true);
  }

  /** Told by facets: some images of the list have no score. */
  lackScores(): void {
    if (this.#lacksScores) return;
    this.#lacksScores = true;
    this.#changed.fire();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #showImages(again: boolean): Promise<void> {
    const { document, preferences, drawnOf } = this.#parts;
    const [subject, view] = [this.#subject, document.file?.view];
    if (!subject || !view) return;
    const isBlind = this.#isBlind(preferences());
    const drawn = subject.recipes.map(({ name }) => drawnOf(this.promptUri, name)).join();
    const shown = JSON.stringify([subject.stamp, chosenBy(view), this.#reviewer, isBlind]);
    const isAgain = again || (drawn !== this.#drawn && this.set.list !== undefined);
    if (shown === this.#shown && !isAgain && this.set.failure === undefined) return;
    [this.#shown, this.#drawn] = [shown, drawn];
    await this.set.show({ subject, view, reviewer: this.#reviewer, isBlind }, isAgain);
  }

  #imagesOf(revision: number, places: ReviewDecision['places']) {
    const list = this.listOf(revision);
    if (!list) return null;
    return places === 'all' ? { list: list.list } : { numbers: list.numbersAt(places) };
  }

  /** What is undone may be wanted again, and is then listed anew. */
  #point(number: number): void {
    this.#pointed = { number, serial: (this.#pointed?.serial ?? 0) + 1 };
    if (this.set.list?.placeOf(number) === null) void this.relist();
    this.#changed.fire();
  }

  #isBlind({ isBlind }: ReviewPreferences): boolean {
    return isBlind || this.#subject?.isBlind === true;
  }

  #snapshot(): ReviewSnapshot {
    const { document, isTrusted, plans, preferences, canRedraw } = this.#parts;
    const { isBlind: _, ...preferred } = preferences();
    const [subject, uri] = [this.#subject, this.promptUri];
    return snapshotOf({
      document,
      promptUri: uri,
      plan: uri === '' ? undefined : plans.latest(uri),
      isTrusted: isTrusted(),
      isUnreadable: this.#isUnreadable,
      isDeclared: this.#isDeclared,
      subject,
      set: this.set,
      reviewer: this.#reviewer,
      isBlind: this.#isBlind(preferences()),
      ...preferred,
      scoring: this.scoring.of(subject?.recipes ?? [], !this.#lacksScores && hasScores(this.set)),
      canRedraw: canRedraw(),
      pointed: this.#pointed,
    });
  }
}

function hasScores({ opened }: ReviewedSet): boolean {
  return opened?.fields.includes('score') ?? false;
}
