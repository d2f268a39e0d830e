/** @file What was decided about the images of recipes that were seen in editors. */
import { Emitter } from 'vscode-jsonrpc';
import type { RecipePlan } from '../../language/plan/plan.ts';
import type { DecidedImage, RecipeDecisions } from '../../protocol/decisions.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { keyOf } from './board.ts';
import { countDecisions, countDecisionsOfClasses, type DecidedRecipe, type DecisionCount } from './class-counts.ts';

interface Decided extends DecidedRecipe {
  readonly uri: string;
}

export class DecisionBoard {
  readonly #decided = new Map<string, Decided>();
  readonly #changed = new Emitter<DeclarationId>();
  /** Fires after decisions about a recipe's images have become known. */
  readonly onDidChange = this.#changed.event;

  /** @param recipe that the decisions were asked for */
  set(id: DeclarationId, recipe: RecipePlan, decisions: RecipeDecisions): void {
    this.#decided.set(keyOf(id), { uri: id.uri, recipe, decisions });
    this.#changed.fire(id);
  }

  /** What was decided about a recipe's images; undefined while nobody has looked. */
  decided(id: DeclarationId): DecidedRecipe | undefined {
    return this.#decided.get(keyOf(id));
  }

  /** The plan's keys of a recipe's images that were kept or rejected, as far as is known. */
  decidedOf(id: DeclarationId): ReadonlySet<string> {
    const { recipe, decisions } = this.#decided.get(keyOf(id)) ?? { recipe: { cells: [] }, decisions: { cells: [] } };
    const keys = recipe.cells.flatMap(({ images }, cell) =>
      images.flatMap(({ key }, image) => {
        const state = decisions.cells[cell]?.[image]?.state ?? 'undecided';
        return state === 'undecided' ? [] : [key];
      }),
    );
    return new Set(keys);
  }

  /** Of a recipe; undefined where nothing was decided, as far as is known. */
  countOf(id: DeclarationId): DecisionCount | undefined {
    const { recipe, decisions } = this.#decided.get(keyOf(id)) ?? {};
    const images = new Map<string, DecidedImage>();
    for (const [cell, { images: planned }] of (recipe?.cells ?? []).entries()) {
      for (const [place, { key }] of planned.entries()) {
        const image = decisions?.cells[cell]?.[place];
        if (image && image.state !== 'undecided') images.set(key, image);
      }
    }
    return images.size === 0 ? undefined : countDecisions([...images.values()]);
  }

  /** By class, over all recipes of a file. */
  countsOf(uri: string): ReadonlyMap<string, DecisionCount> {
    return countDecisionsOfClasses([...this.#decided.values()].filter((decided) => decided.uri === uri));
  }
}
