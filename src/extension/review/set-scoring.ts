/** @file Scoring the drawn images of a review by the judge of its recipes. */
import { Emitter } from 'vscode-jsonrpc';
import type { RecipePlan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import type { Scoring } from '../../protocol/webviews/grid.ts';
import type { SetEngine } from './set-engine.ts';

export class SetScoring {
  readonly #engine: () => Promise<SetEngine>;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #progress: { readonly done: number; readonly total: number } | undefined;

  constructor(engine: () => Promise<SetEngine>) {
    this.#engine = engine;
  }

  /** @param isScored whether every image is known to have a score */
  of(recipes: readonly RecipePlan[], isScored: boolean): Scoring {
    if (this.#progress) return { kind: 'scoring', ...this.#progress };
    if (recipes.some(({ judging }) => judging === undefined)) return { kind: 'impossible', sentence: noJudge };
    return isScored ? { kind: 'scored' } : { kind: 'possible' };
  }

  /**
   * Does nothing while it is at work already.
   * @returns whether scores are there now
   * @throws Failure as the engine's `score`
   */
  async score(recipes: readonly RecipePlan[]): Promise<boolean> {
    if (this.#progress) return false;
    if (recipes.some(({ judging }) => judging === undefined)) throw new Failure('plan-invalid', noJudge);
    try {
      this.#tell({ done: 0, total: 0 });
      const engine = await this.#engine();
      for (const recipe of recipes) await engine.score({ recipe }, { onProgress: (progress) => this.#tell(progress) });
      return true;
    } finally {
      this.#tell(undefined);
    }
  }

  #tell(progress: { readonly done: number; readonly total: number } | undefined): void {
    this.#progress = progress && { done: progress.done, total: progress.total };
    this.#changed.fire();
  }
}

const noJudge = 'These images have no judge: declare a model to judge with, such as model judge = "starter/clip".';
