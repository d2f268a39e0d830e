/** @file The part of a recipe that draws one class: the same images under the same keys, and no others. */
import type { CellPlan, ImageSource, RecipePlan } from './plan.ts';

/** The recipe with the rows of this class alone; undefined when it draws nothing of it. */
export function recipeOfClass(recipe: RecipePlan, className: string): RecipePlan | undefined {
  const kept = recipe.rows.flatMap((row, index) => (row.class === className ? [index] : []));
  const cells = recipe.cells.flatMap((cell) =>
    kept.includes(cell.row) ? [{ ...cell, row: kept.indexOf(cell.row) }] : [],
  );
  if (cells.every(({ images }) => images.length === 0)) return undefined;
  const rows = recipe.rows.filter(({ class: name }) => name === className);
  const { sources, ...rest } = recipe;
  const needed = sources === undefined ? [] : neededOf(sources, cells);
  return { ...rest, rows, cells, ...(needed.length > 0 && { sources: needed }) };
}

/** Of recipes in the order to draw them, what these cells begin with, be it by way of others. */
function neededOf(sources: readonly RecipePlan[], cells: readonly CellPlan[]): readonly RecipePlan[] {
  const keys = new Set(drawnKeys(cells));
  const needed: RecipePlan[] = [];
  for (const source of sources.toReversed()) {
    const part = source.cells.map((cell) => ({ ...cell, images: cell.images.filter(({ key }) => keys.has(key)) }));
    if (part.every(({ images }) => images.length === 0)) continue;
    for (const key of drawnKeys(part)) keys.add(key);
    needed.unshift({ ...source, cells: part });
  }
  return needed;
}

function drawnKeys(cells: readonly CellPlan[]): readonly string[] {
  const sources = cells.flatMap(({ images }) => images.flatMap(({ init, mask }) => [init, mask]));
  return sources.filter(isDrawn).map(({ key }) => key);
}

function isDrawn(source: ImageSource | undefined): source is Extract<ImageSource, { kind: 'drawn' }> {
  return source?.kind === 'drawn';
}
