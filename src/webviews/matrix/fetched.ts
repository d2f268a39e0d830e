import type { AnalysisState } from '../../protocol/webviews/matrix.ts';

/** The result of an analysis: asked for when there is another one, and forgotten when there is none. */
export class Fetched<Result> {
  readonly #fetch: () => Promise<Result | null>;
  readonly #onChange: () => void;
  #revision: number | undefined;
  result: Result | undefined;

  constructor(fetch: () => Promise<Result | null>, onChange: () => void) {
    this.#fetch = fetch;
    this.#onChange = onChange;
  }

  /** @param state as the newest snapshot has it */
  async follow(state: AnalysisState): Promise<void> {
    const revision = state.kind === 'done' ? state.revision : undefined;
    if (revision === this.#revision) return;
    this.#revision = revision;
    this.result = undefined;
    if (revision === undefined) return;
    const result = await this.#fetch();
    if (this.#revision !== revision) return;
    this.result = result ?? undefined;
    this.#onChange();
  }
}
