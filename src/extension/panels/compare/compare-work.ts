/** @file One comparison that is kept up: the file in the editor against what it is compared with. Knows no VS Code. */
import { Emitter } from 'vscode-jsonrpc';
import type { Plan } from '../../../language/plan/plan.ts';
import type { CompareEffort, CompareSide, Comparison } from '../../../protocol/comparison.ts';
import type { Caller } from '../../../protocol/connection/calls.ts';
import type { EngineCalls } from '../../../protocol/engine.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { RunSummary } from '../../../protocol/runs.ts';
import { sideOfPlan } from '../../../protocol/side-of-plan.ts';
import type { CompareTarget } from '../../../protocol/webviews/compare.ts';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import type { EnginePurpose } from '../../engine/engine-host.ts';
import { sentenceOf } from '../../failures.ts';

export interface CompareWorkParts {
  readonly id: DeclarationId;
  readonly target: CompareTarget;
  /** Of the text in the editor. */
  readonly planNow: () => Promise<Plan>;
  /** @throws Failure `git-unavailable`, `git-ref-missing` */
  readonly planAt: (ref: string) => Promise<Plan>;
  /** Images were drawn, or judged. */
  readonly onDidWork: () => void;
  readonly engine: (purpose: EnginePurpose) => Promise<Pick<Caller<EngineCalls>, 'compare' | 'listRuns'>>;
}

export class CompareWork {
  readonly #parts: CompareWorkParts;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #target: CompareTarget;
  #running: { readonly effort: CompareEffort; readonly stop: AbortController } | undefined;
  /** Something changed while it was at work. */
  #isDue = false;
  #isDisposed = false;
  comparison: Comparison | undefined;
  revision = 0;
  progress: EvaluateProgress | undefined;
  /** Of the last attempt, in one sentence. */
  failure: string | undefined;

  constructor(parts: CompareWorkParts) {
    this.#parts = parts;
    this.#target = parts.target;
  }

  get target(): CompareTarget {
    return this.#target;
  }

  get isLooking(): boolean {
    return this.#running !== undefined;
  }

  /** On something that takes its time. */
  get isAtWork(): boolean {
    return this.#running !== undefined && this.#running.effort !== 'cached';
  }

  /** Compares with something else from now on; what was at work for the other is stopped. */
  async aim(target: CompareTarget, effort: CompareEffort): Promise<void> {
    this.#target = target;
    this.#running?.stop.abort();
    await this.compare(effort);
  }

  /** What is known has changed: looks again, without opening a model. Waits for a run that is at work. */
  async refresh(): Promise<void> {
    if (this.isAtWork) this.#isDue = true;
    else await this.compare('cached');
  }

  /** The last call wins. Never rejects; what failed is kept in words. */
  async compare(effort: CompareEffort): Promise<void> {
    this.#running?.stop.abort();
    const stop = new AbortController();
    const running = { effort, stop };
    this.#running = running;
    this.progress = undefined;
    this.#changed.fire();
    try {
      const found = await this.#ask(effort, stop.signal);
      if (this.#running === running) this.#take(found);
    } catch (error) {
      if (this.#running === running && !Failure.is(error, 'cancelled')) this.failure = sentenceOf(error);
    }
    if (this.#running === running) this.#end();
  }

  cancel(): void {
    this.#running?.stop.abort();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.cancel();
    this.#changed.dispose();
  }

  #take(comparison: Comparison): void {
    this.comparison = comparison;
    this.revision++;
    this.failure = undefined;
  }

  #end(): void {
    if (this.isAtWork) this.#parts.onDidWork();
    this.#running = undefined;
    this.progress = undefined;
    if (this.#isDisposed) return;
    this.#changed.fire();
    if (!this.#isDue) return;
    this.#isDue = false;
    void this.compare('cached');
  }

  async #ask(effort: CompareEffort, signal: AbortSignal): Promise<Comparison> {
    const engine = await this.#parts.engine(effort === 'cached' ? 'question' : 'run');
    const now = await this.#parts.planNow();
    const after = sideOfPlan(now, this.#parts.id, 'now');
    if (!after) throw notDeclared(this.#parts.id.name, 'the file as it stands');
    const before = await this.#before(now, () => engine.listRuns({}));
    const onProgress = (progress: EvaluateProgress) => this.#show(progress, signal);
    return engine.compare({ before, after, effort }, { signal, onProgress });
  }

  #show(progress: EvaluateProgress, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.progress = progress;
    this.#changed.fire();
  }

  async #before(now: Plan, runs: () => Promise<readonly RunSummary[]>): Promise<CompareSide> {
    const target = this.#target;
    const { name } = this.#parts.id;
    if (target.kind === 'run') return { kind: 'run', run: target.run };
    if (target.kind === 'baseline') {
      const run = (await runs()).find((each) => each.isBaseline && each.name === name && each.file === now.file);
      if (run) return { kind: 'run', run: run.id };
      throw new Failure('run-missing', `${name} has no baseline: pin one, or compare with something else.`);
    }
    const side = sideOfPlan(await this.#parts.planAt(target.ref), { name }, target.ref);
    if (side) return side;
    throw notDeclared(name, `\`${target.ref}\``);
  }
}

function notDeclared(name: string, where: string): Failure {
  return new Failure('plan-invalid', `${name} is not in ${where}, or has errors there: compare with something else.`);
}
