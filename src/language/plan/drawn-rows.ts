/** @file Which rows of a recipe have a picture once its cells are skipped. */
import type { Class, Recipe } from '../generated/ast.ts';
import { remembered } from '../remembered.ts';
import { effectiveSkips } from '../settings/inherited.ts';
import { cellSettings } from './cell-settings.ts';
import { columnsOf, countColumns } from './columns.ts';
import { defaultModels } from './model-spec.ts';
import { planModel } from './models.ts';
import { rowClasses } from './recipe-plan.ts';
import { skipsOf } from './skips.ts';

/** Cells that are looked at. */
const MOST_CELLS = 10_000;

/** In the order of the rows; all of them where the grid is larger than can be drawn. */
export const drawnRows = remembered((document, recipe: Recipe): readonly (Class | undefined)[] => {
  const rows = rowClasses(document, recipe);
  const isPlain = effectiveSkips(document, recipe).length === 0;
  if (isPlain || rows.length * countColumns(document, recipe) > MOST_CELLS) return rows;
  const spec = planModel(document, recipe)?.spec ?? defaultModels.draws;
  const settingsOf = cellSettings(document, recipe, spec);
  const cells = columnsOf(document, recipe).map((column) => ({ column, set: settingsOf(column) }));
  const isSkipped = skipsOf(document, recipe);
  return rows.filter((row) => cells.some(({ column, set }) => !isSkipped(row, column, set)));
});
