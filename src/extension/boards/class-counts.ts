/** @file What is known of classes over all recipes of a file: their images, and what was decided about them. */
import type { RecipePlan } from '../../language/plan/plan.ts';
import { type DecidedImage, type RecipeDecisions, undecided } from '../../protocol/decisions.ts';
import { countReasons, type ReasonCount } from './reason-counts.ts';
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
  /** Absent where nobody gave one. */
  readonly reasons?: readonly ReasonCount[];
}

export interface DecidedRecipe {
  readonly recipe: RecipePlan;
  readonly decisions: RecipeDecisions;
}

/** By class; classes about whose images nothing was decided are left out. */
export function countDecisionsOfClasses(decided: readonly DecidedRecipe[]): ReadonlyMap<string, DecisionCount> {
  const ofClasses = new Map<string, Map<string, DecidedImage>>();
  for (const { recipe, decisions } of decided) {
    for (const { key, class: name, cell, index } of imagesOfClasses(recipe)) {
      const image = decisions.cells[cell]?.[index] ?? undecided;
      if (image.state === 'undecided') continue;
      const images = ofClasses.get(name) ?? new Map<string, DecidedImage>();
      ofClasses.set(name, images);
      if (!images.has(key)) images.set(key, image);
    }
  }
  return new Map([...ofClasses].map(([name, images]) => [name, countDecisions([...images.values()])]));
}

/** Each image once. */
export function countDecisions(images: readonly DecidedImage[]): DecisionCount {
  const reasons = countReasons(images);
  return {
    kept: images.filter(({ state }) => state === 'kept').length,
    rejected: images.filter(({ state }) => state === 'rejected').length,
    ...(reasons.length > 0 && { reasons }),
  };
}

function imagesOfClasses({ rows, cells }: RecipePlan) {
  return cells.flatMap(({ row, images }, cell) => {
    const name = rows[row]?.class;
    return name === undefined ? [] : images.map(({ key }, index) => ({ key, class: name, cell, index }));
  });
}
