/**
 * @file Asks judges what they make of words, a while after typing has paused: text embeddings are cached, so that a
 * changed word costs one. Nobody waits for it, and what fails is written down and not shown.
 */
import type { Plan } from '../../language/plan/plan.ts';
import type { Caller } from '../../protocol/connection/calls.ts';
import type { EngineCalls } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import type { MeaningReport } from '../../protocol/meaning.ts';
import type { MeaningBoard } from '../boards/meaning-board.ts';
import type { EnginePurpose } from '../engine/engine-host.ts';
import { type Paced, settled, systemTimer, type Timer } from '../paced.ts';
import { judgingsOf, type KeyedJudging } from './judgings.ts';

/** Longer than the pause after which the store is asked: a model is opened for this. */
const pauseInTyping = 1200;

export type MeaningEngine = Pick<Caller<EngineCalls>, 'meaning'>;

export interface MeaningOptions {
  readonly board: MeaningBoard;
  readonly engineOf: (uri: string, purpose: EnginePurpose) => Promise<MeaningEngine>;
  /** Asked each time: trusted, and wanted. */
  readonly isOn: () => boolean;
  readonly onError: (error: unknown) => void;
  readonly timer?: Timer;
}

/** One that is not answered yet. */
interface Question {
  readonly key: string;
  readonly cancel: AbortController;
  readonly answered: Promise<void>;
}

interface Followed {
  plan: Plan;
  /** What is shown was made of these. */
  shown: string;
  question?: Question;
  readonly ask: Paced;
}

export class MeaningFollower {
  readonly #options: MeaningOptions;
  readonly #files = new Map<string, Followed>();

  constructor(options: MeaningOptions) {
    this.#options = options;
  }

  /** Takes in what a file now says. */
  accept(uri: string, plan: Plan): void {
    const known = this.#files.get(uri);
    if (known) known.plan = plan;
    const file = known ?? this.#follow(uri, plan);
    file.ask();
  }

  /** Asks at once, such as when the setting or trust has changed. */
  async refresh(uri: string): Promise<void> {
    const file = this.#files.get(uri);
    if (file === undefined) return;
    if (!this.#options.isOn()) this.#show(uri, file, [], '');
    else await this.#ask(uri, file);
  }

  refreshAll(): void {
    for (const uri of this.#files.keys()) void this.refresh(uri);
  }

  forget(uri: string): void {
    const file = this.#files.get(uri);
    file?.ask.dispose();
    file?.question?.cancel.abort();
    this.#files.delete(uri);
  }

  dispose(): void {
    for (const uri of [...this.#files.keys()]) this.forget(uri);
  }

  #follow(uri: string, plan: Plan): Followed {
    const ask = settled(() => void this.refresh(uri), pauseInTyping, this.#options.timer ?? systemTimer);
    const file: Followed = { plan, shown: '', ask };
    this.#files.set(uri, file);
    return file;
  }

  async #ask(uri: string, file: Followed): Promise<void> {
    const judgings = judgingsOf(file.plan);
    const key = JSON.stringify(judgings.map((judging) => judging.key));
    if (key === file.shown) return;
    if (file.question?.key !== key) {
      file.question?.cancel.abort();
      const cancel = new AbortController();
      file.question = { key, cancel, answered: this.#answer(uri, file, { key, judgings, signal: cancel.signal }) };
    }
    await file.question.answered;
  }

  async #answer(
    uri: string,
    file: Followed,
    asked: { readonly key: string; readonly judgings: readonly KeyedJudging[]; readonly signal: AbortSignal },
  ): Promise<void> {
    const { key, judgings, signal } = asked;
    try {
      const reports = await this.#meanings(uri, judgings, signal);
      if (!signal.aborted) this.#show(uri, file, reports, key);
    } catch (error) {
      if (!Failure.is(error, 'cancelled')) this.#options.onError(error);
    } finally {
      if (file.question?.key === key) delete file.question;
    }
  }

  async #meanings(uri: string, judgings: readonly KeyedJudging[], signal: AbortSignal): Promise<MeaningReport[]> {
    if (judgings.length === 0) return [];
    const engine = await this.#options.engineOf(uri, 'question');
    const reports: MeaningReport[] = [];
    for (const { model, classes } of judgings) {
      reports.push(await engine.meaning({ judging: { model, classes } }, { signal }));
    }
    return reports;
  }

  #show(uri: string, file: Followed, reports: readonly MeaningReport[], key: string): void {
    file.shown = key;
    this.#options.board.set(uri, reports);
  }
}
