/** @file How many images a recipe asks for, found out before any of them is planned. */
import type { PromptDocument } from '../document.ts';
import type { Class, Recipe } from '../generated/ast.ts';
import { settingValues } from '../settings/values.ts';
import { type CellSettings, cellSettings } from './cell-settings.ts';
import { type Column, columnsOf, countColumns } from './columns.ts';
import { defaultModels } from './model-spec.ts';
import { rowClasses } from './recipe-plan.ts';
import { countVariants, isExpanded } from './variants.ts';

export interface RecipeSize {
  readonly rows: number;
  /** Of the axes that are written. */
  readonly columns: number;
  /** Columns that each of them becomes with `expand: all`, else 1; may be infinite. */
  readonly variants: number;
  /** Of each cell. */
  readonly images: number;
  /** All of these multiplied; cells that are skipped count. */
  readonly total: number;
}

/** @param most variants are counted only while rows and columns are within it. */
export function sizeOfRecipe(document: PromptDocument, recipe: Recipe, most: number): RecipeSize {
  const [images = 1] = settingValues(document, recipe, 'images', 'whole');
  const rows = rowClasses(document, recipe);
  const columns = countColumns(document, recipe);
  const isSmall = rows.length * columns * images <= most;
  const variants = isSmall && isExpanded(document, recipe) ? mostVariants(document, recipe, rows) : 1;
  return { rows: rows.length, columns, variants, images, total: rows.length * columns * variants * images };
}

/** What differs in no prompt is measured once. */
function mostVariants(document: PromptDocument, recipe: Recipe, rows: readonly (Class | undefined)[]): number {
  return wordings(document, recipe).reduce(
    (most, cell) => Math.max(most, ...rows.map((row) => countVariants(document, row, cell))),
    0,
  );
}

/** Cells of one row, one for each choice of prompts and constants. */
export function wordings(document: PromptDocument, recipe: Recipe): readonly CellSettings[] {
  const columns = new Map(columnsOf(document, recipe).map((column) => [wordsDecided(column), column]));
  return [...columns.values()].map(cellSettings(document, recipe, defaultModels.draws));
}

function wordsDecided(column: Column): string {
  const words = column.filter(({ sets }) => sets.kind !== 'setting');
  return JSON.stringify(words.map(({ value }) => value));
}
