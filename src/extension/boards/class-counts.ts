/** @file What is known of classes over all recipes of a file: their images, and what was decided about them. */
import type { RecipePlan } from '../../language/plan/plan.ts';
import type { ImageDecision, RecipeDecisions } from '../../protocol/decisions.ts';
import type { RecipeState } from './recipe-state.ts';

/** Of images that differ: what two recipes share counts once. */
export interface ImageCount {
  readonly done: number;
  readonly total: number;
}

/** By class. */
export function countImagesOfClasses(states: readonly RecipeState[]): ReadonlyMap<string, ImageCount> {
  const counts = new Map<string, { done: number; total: number }>();
  const seen = new Set<string>();
  for (const { recipe, images } of states) {
    for (const { key, class: name } of imagesOfClasses(recipe)) {
      const count = counts.get(name) ?? { done: 0, total: 0 };
      counts.set(name, count);
      if (seen.has(name + key)) continue;
      seen.add(name + key);
      count.total++;
      if (images.get(key)?.state === 'done') count.done++;
    }
  }
  return counts;
}

export interface DecisionCount {
  readonly kept: number;
  readonly rejected: number;
}

export interface DecidedRecipe {
  readonly recipe: RecipePlan;
  readonly decisions: RecipeDecisions;
}

/** By class; classes about whose images nothing was decided are left out. */
export function countDecisionsOfClasses(decided: readonly DecidedRecipe[]): ReadonlyMap<string, DecisionCount> {
  const counts = new Map<string, { kept: number; rejected: number }>();
  const seen = new Set<string>();
  for (const { recipe, decisions } of decided) {
    for (const { key, class: name, cell, index } of imagesOfClasses(recipe)) {
      const state: ImageDecision['state'] = decisions.cells[cell]?.[index]?.state ?? 'undecided';
      if (state === 'undecided' || seen.has(name + key)) continue;
      seen.add(name + key);
      const count = counts.get(name) ?? { kept: 0, rejected: 0 };
      counts.set(name, count);
      count[state]++;
    }
  }
  return counts;
}

function imagesOfClasses({ rows, cells }: RecipePlan) {
  return cells.flatMap(({ row, images }, cell) => {
    const name = rows[row]?.class;
    return name === undefined ? [] : images.map(({ key }, index) => ({ key, class: name, cell, index }));
  });
}
