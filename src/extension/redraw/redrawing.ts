/** @file *Reject and Redraw* in VS Code: the words are asked for, and drawing is shown in the status bar. */
import { ProgressLocation, window } from 'vscode';
import type { Plan, RecipePlan } from '../../language/plan/plan.ts';
import type { Redraw } from '../../protocol/decisions.ts';
import { Failure } from '../../protocol/failure.ts';
import type { ImageRow } from '../../protocol/image-sets.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Plans } from '../language/plans.ts';
import type { RecipeFacts } from '../panels/grid/recipe-facts.ts';
import type { ImageTarget } from './image-target.ts';
import { type RedrawParts, type RejectedImage, rejectAndRedraw } from './reject-and-redraw.ts';

export interface RedrawingParts {
  readonly exchange: Exchange;
  readonly engineOf: EngineHost['engineOf'];
  readonly plans: Plans;
}

/** An image of a review, and how it is rejected there. */
export interface RowToRedraw extends Pick<ImageRow, 'key' | 'from'> {
  readonly reject: (redraw: Redraw) => Promise<unknown>;
}

export type RedrawRows = (uri: string, rows: readonly RowToRedraw[]) => Promise<boolean>;

export class Redrawing {
  readonly #parts: RedrawingParts;

  constructor(parts: RedrawingParts) {
    this.#parts = parts;
  }

  /** @returns whether anything was rejected @throws Failure as `rejectAndRedraw` */
  images(uri: string, images: readonly RejectedImage[]): Promise<boolean> {
    return rejectAndRedraw(uri, images, this.#redraws());
  }

  /**
   * Of a recipe that a grid shows.
   * @param facts that show the decision
   * @throws Failure as `rejectAndRedraw`
   */
  async image(
    { key, ...id }: ImageTarget,
    recipe: RecipePlan | undefined,
    facts: Pick<RecipeFacts, 'redraw'>,
  ): Promise<void> {
    if (recipe) await this.images(id.uri, [{ recipe, key, reject: (redraw) => facts.redraw(id, key, redraw) }]);
  }

  /** Of a review of a prompt file. Real images are passed over: nobody can draw them. */
  readonly rows: RedrawRows = async (uri, rows) => {
    const plan = this.#parts.plans.latest(uri)?.plan ?? (await this.#parts.plans.ofFile(uri)).plan;
    const drawn = rows.flatMap(({ key, from, reject }): RejectedImage[] => {
      const recipe = recipeNamed(plan, from);
      return key === undefined || !recipe ? [] : [{ recipe, key, reject }];
    });
    if (drawn.length > 0) return this.images(uri, drawn);
    throw new Failure('plan-invalid', 'Only drawn images can be drawn again; a real one can be rejected alone.');
  };

  #redraws(): RedrawParts {
    const { exchange, engineOf } = this.#parts;
    return {
      redrawsOf: async (uri) => (await engineOf(uri, 'question')).lookupRedraws({}),
      reseed: (params) => exchange.reseed(params),
      draw: async (uri, recipe) => {
        const engine = await engineOf(uri, 'run');
        const title = `Drawing ${recipe.name}`;
        await window.withProgress({ location: ProgressLocation.Window, title }, () => engine.draw({ recipe }));
      },
      askForWords,
    };
  }
}

async function askForWords(prompt: string): Promise<string | undefined> {
  const words = await window.showInputBox({
    title: 'Reject and Redraw',
    value: prompt,
    // At the end, where words are added; nothing is lost by typing.
    valueSelection: [prompt.length, prompt.length],
    prompt: 'Another is drawn with a new seed. Leave the words as they are, or amend them.',
    validateInput: (written) => (written.trim() === '' ? 'It needs words to draw.' : undefined),
  });
  return words?.trim();
}

/** Of the file itself, or one that a curation takes from elsewhere. */
function recipeNamed({ recipes, curations = [] }: Plan, name: string): RecipePlan | undefined {
  const taken = curations.flatMap(({ from }) => from.flatMap((each) => (each.kind === 'recipe' ? each.recipe : [])));
  return [...recipes, ...taken].find((recipe) => recipe.name === name);
}
