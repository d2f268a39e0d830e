/** @file Every recipe that was seen in an editor, what is drawn of it, and the runs that draw. */
import type { RecipePlan } from '../../language/plan/plan.ts';
import type { Caller } from '../../protocol/connection/calls.ts';
import type { DrawProgress, EngineCalls } from '../../protocol/engine.ts';
import type { RunId } from '../../protocol/runs.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { EnginePurpose } from '../engine/engine-host.ts';
import { Board } from './board.ts';
import {
  haveSameImages,
  type RecipeState,
  recipeState,
  withDrawn,
  withLookup,
  withProgress,
  withRecipe,
  withRunBroken,
  withRunStarted,
} from './recipe-state.ts';

/** What the board needs of an engine. */
export type DrawingEngine = Pick<Caller<EngineCalls>, 'lookup' | 'draw'>;

/** What to draw in place of the whole recipe as it now stands. */
export interface DrawRequest {
  /** A part of it, or the recipe as it once was. */
  readonly recipe?: RecipePlan;
  /** The interrupted run that this one goes on with. */
  readonly resumes?: RunId;
}

export class RecipeBoard extends Board<RecipeState> {
  readonly #engineOf: (uri: string, purpose: EnginePurpose) => Promise<DrawingEngine>;

  /** @param engineOf the engine of a file's workspace, started if need be. */
  constructor(engineOf: (uri: string, purpose: EnginePurpose) => Promise<DrawingEngine>) {
    super();
    this.#engineOf = engineOf;
  }

  /** The recipe as it now stands in the editor. Says whether the store should be asked again. */
  show(id: DeclarationId, recipe: RecipePlan): boolean {
    const before = this.state(id);
    this.set(id, before ? withRecipe(before, recipe) : recipeState(recipe));
    return !before?.isKnown || !haveSameImages(before.recipe, recipe);
  }

  /**
   * Asks the store which images are there.
   * @throws Failure as the engine's `lookup`
   */
  async lookup(id: DeclarationId): Promise<void> {
    const asked = this.state(id)?.recipe;
    if (!asked) return;
    const engine = await this.#engineOf(id.uri, 'question');
    const drawn = await engine.lookup({ recipe: asked });
    this.update(id, (state) => withLookup(state, drawn, asked));
  }

  /**
   * Draws what is missing of the recipe as it was shown last, or of what is handed in for it.
   * @throws Failure as the engine's `draw`, but not `cancelled`; the state keeps its sentence
   */
  async draw(id: DeclarationId, { recipe: asked, resumes }: DrawRequest = {}): Promise<void> {
    const work = async ({ recipe }: RecipeState, signal: AbortSignal) => {
      const engine = await this.#engineOf(id.uri, 'run');
      const onProgress = (progress: DrawProgress) => this.update(id, (state) => withProgress(state, progress));
      const request = { recipe: asked ?? recipe, ...(resumes !== undefined && { resumes }) };
      const drawn = await engine.draw(request, { signal, onProgress });
      return (state: RecipeState) => withDrawn(state, drawn);
    };
    await this.run(id, { started: (state) => withRunStarted(state, asked), work, broken: withRunBroken });
  }
}
