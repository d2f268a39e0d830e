/** @file A recipe → a grid of cells, each with its images. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Class, Recipe } from '../generated/ast.ts';
import { remembered } from '../remembered.ts';
import { classesOf } from '../scope/classes.ts';
import { settingValues } from '../settings/values.ts';
import { placeOf } from '../tree/places.ts';
import { axesOf } from './axes.ts';
import { beginningsOf } from './beginnings.ts';
import { type CellSettings, cellSettings } from './cell-settings.ts';
import { axisPlan, type Column, columnPlan, columnsOf, shortened } from './columns.ts';
import { imageKeys } from './image-key.ts';
import { type ImageWords, type ResolvedWords, resolvedWordsOf, wordsOf } from './image-words.ts';
import { planModel } from './models.ts';
import type { AxisPlan, CellPlan, ColumnPlan, ImagePlan, ModelPlan, ModelSpec, RecipePlan } from './plan.ts';
import { promptLines, readsClass } from './prompt-lines.ts';
import { type ReadPrompts, readPrompts } from './readings.ts';
import { sourcesOf } from './recipe-sources.ts';
import { skipsOf } from './skips.ts';
import { isExpanded, VARIANT, type Variant, variantsOf } from './variants.ts';

/** Undefined when its model is not declared well; of a recipe without errors it never is. */
export function planRecipe(document: PromptDocument, recipe: Recipe): RecipePlan | undefined {
  const plan = planAlone(document, recipe);
  const sources = plan ? sourcesOf(document, recipe, plan, planAlone) : [];
  return plan && sources.length > 0 ? { ...plan, sources } : plan;
}

/** Without the recipes that it begins with; these ask for it too. */
const planAlone = remembered((document, recipe: Recipe): RecipePlan | undefined => {
  const model = planModel(document, recipe);
  if (model === undefined) return undefined;
  const rows = rowClasses(document, recipe);
  const grid = withoutEmptyColumns(gridOf(document, recipe, model.spec, rows));
  const draw = imagesOf(document, recipe, model);
  return {
    name: recipe.name ?? '',
    model,
    axes: grid.axes,
    rows: rows.map((row) => (row?.name === undefined ? { label: '' } : { class: row.name, label: row.name })),
    columns: grid.columns,
    cells: grid.cells.flatMap((cells, row) => cells.map((cell, column) => planCell(row, column, cell, draw(cell)))),
    span: spanOf(document, placeOf(recipe)),
  };
});

/** One for each row; a single undefined when the prompt is about no class. */
export const rowClasses = remembered((document, recipe: Recipe): readonly (Class | undefined)[] => {
  const negative = settingValues(document, recipe, 'negative', 'prompt');
  const isAboutClasses = [...promptLines(document, recipe), ...negative].some((line) => readsClass(document, line));
  return isAboutClasses ? classesOf(document, settingValues(document, recipe, 'classes', 'names')) : [undefined];
});

/** The words of the images of a cell of its plan, each piece with where it came from; by the number of the image. */
export function resolvedWordsAt(
  document: PromptDocument,
  recipe: Recipe,
  { row, column }: Pick<CellPlan, 'row' | 'column'>,
): ((k: number) => ResolvedWords) | undefined {
  const model = planModel(document, recipe);
  if (model === undefined) return undefined;
  const { cells } = withoutEmptyColumns(gridOf(document, recipe, model.spec, rowClasses(document, recipe)));
  const cell = cells[row]?.[column];
  return cell && resolvedWordsOf(document, cell.class, cell.set, cell.variant);
}

/**
 * The same for every cell, in the order of the plan: by the number of an image, undefined where a cell is skipped.
 * Cells that differ only in how they are drawn have the same function.
 */
export function resolvedWordsOfCells(
  document: PromptDocument,
  recipe: Recipe,
): readonly (((k: number) => ResolvedWords) | undefined)[] {
  const model = planModel(document, recipe);
  if (model === undefined) return [];
  const { cells } = withoutEmptyColumns(gridOf(document, recipe, model.spec, rowClasses(document, recipe)));
  const known = new Map<string, (k: number) => ResolvedWords>();
  return cells.flat().map((cell) => {
    if (cell.isSkipped) return undefined;
    const said = saidIn(cell);
    const wordsAt = known.get(said) ?? resolvedWordsOf(document, cell.class, cell.set, cell.variant);
    known.set(said, wordsAt);
    return wordsAt;
  });
}

interface Grid {
  readonly axes: readonly AxisPlan[];
  readonly columns: readonly ColumnPlan[];
  /** Row by row. */
  readonly cells: readonly (readonly Cell[])[];
}

interface Cell {
  readonly class: Class | undefined;
  readonly set: CellSettings;
  readonly isSkipped: boolean;
  /** Where variants are an axis. */
  readonly variant?: Variant;
}

function gridOf(document: PromptDocument, recipe: Recipe, spec: ModelSpec, rows: readonly (Class | undefined)[]): Grid {
  const axes = axesOf(document, recipe).map(axisPlan);
  const columns = columnsOf(document, recipe);
  const settings = columns.map(cellSettings(document, recipe, spec));
  const isSkipped = skipsOf(document, recipe);
  const cells = rows.map((row) =>
    columns.map((column, index) => {
      // There is one for each column.
      const set = settings[index] as CellSettings;
      return { class: row, set, isSkipped: isSkipped(row, column, set) };
    }),
  );
  return isExpanded(document, recipe)
    ? expandedGrid(document, axes, columns, cells)
    : { axes, columns: columns.map((column) => columnPlan(axes, valuesOf(column))), cells };
}

function valuesOf(column: Column): ColumnPlan['values'] {
  return column.map((choice) => choice.value);
}

/** Every column becomes as many as any of its cells has variants; cells with fewer are skipped in the rest. */
function expandedGrid(
  document: PromptDocument,
  axes: readonly AxisPlan[],
  columns: readonly Column[],
  cells: readonly (readonly Cell[])[],
): Grid {
  const variants = cells.map((row) =>
    row.map((cell) => (cell.isSkipped ? [] : variantsOf(document, cell.class, cell.set))),
  );
  const most = Math.max(0, ...variants.flat().map((each) => each.length));
  const indices = Array.from({ length: most }, (_, index) => index);
  const labels = indices.map((index) => labelOf(variants.flat(), index));
  return {
    axes: [...axes, { name: VARIANT, values: labels }],
    columns: columns.flatMap((column) =>
      labels.map((label) => expandedColumn(columnPlan(axes, valuesOf(column)), label)),
    ),
    cells: cells.map((row, r) =>
      row.flatMap((cell, c) => indices.map((index) => expandedCell(cell, variants[r]?.[c]?.[index]))),
    ),
  };
}

/** That of the first cell that has so many; a lone combination has nothing that tells it apart. */
function labelOf(variants: readonly (readonly Variant[])[], index: number): string {
  const words = variants.find((each) => each.length > index)?.[index]?.label ?? '';
  return words === '' ? `${index + 1}` : words;
}

function expandedColumn({ values, label }: ColumnPlan, words: string): ColumnPlan {
  return { values: [...values, words], label: [label, shortened(words)].filter((each) => each !== '').join(', ') };
}

function expandedCell(cell: Cell, variant: Variant | undefined): Cell {
  return variant ? { ...cell, variant } : { ...cell, isSkipped: true };
}

/** Columns that every row skips say nothing. */
function withoutEmptyColumns({ axes, columns, cells }: Grid): Grid {
  const isKept = columns.map(
    (_, column) => cells.length === 0 || cells.some((row) => row[column]?.isSkipped === false),
  );
  const kept = <T>(values: readonly T[]) => values.filter((_, column) => isKept[column]);
  return { axes, columns: kept(columns), cells: cells.map(kept) };
}

function planCell(row: number, column: number, { set, isSkipped }: Cell, images: readonly ImagePlan[]): CellPlan {
  const cell = { row, column, settings: set.settings, images };
  return isSkipped ? { ...cell, isSkipped } : cell;
}

/** Cells that differ only in how they are drawn, and not in what is said, share their words. */
function imagesOf(document: PromptDocument, recipe: Recipe, model: ModelPlan): (cell: Cell) => readonly ImagePlan[] {
  const [count = 1] = settingValues(document, recipe, 'images', 'whole');
  const beginningAt = beginningsOf(document, recipe, planAlone);
  const read = readPrompts();
  const known = new Map<string, readonly ImageWords[]>();
  return (cell) => {
    if (cell.isSkipped) return [];
    const said = saidIn(cell);
    const words = known.get(said) ?? drawnWords(document, cell, count);
    known.set(said, words);
    const { emphasis, settings, seed } = cell.set;
    const keyOf = imageKeys(model, emphasis, settings);
    // Plain prompts are the same picture in every dialect.
    const plainKeyOf = imageKeys(model, 'none', settings);
    return words.map((each, k) => {
      const image = { ...each, emphasis, ...beginningAt(cell.class?.name, k), seed: seed + k };
      const readings = readingsOf(read, image, cell.set);
      const isPlain = readings.reading === undefined && readings.negativeReading === undefined;
      return { key: (isPlain ? plainKeyOf : keyOf)(image), ...image, ...readings };
    });
  };
}

/** The same for cells whose images say the same. */
function saidIn({ class: row, variant, set }: Cell): string {
  return `${row?.name}\n${variant?.prompt.text}\n${set.words}`;
}

function drawnWords(document: PromptDocument, cell: Cell, count: number): readonly ImageWords[] {
  const wordsAt = wordsOf(document, cell.class, cell.set, cell.variant);
  return Array.from({ length: count }, (_, k) => wordsAt(k));
}

function readingsOf(
  read: ReadPrompts,
  { prompt, negative }: Pick<ImagePlan, 'prompt' | 'negative'>,
  { emphasis, settings }: CellSettings,
): Pick<ImagePlan, 'reading' | 'negativeReading'> {
  const reading = read(prompt, emphasis, settings.steps);
  const negativeReading = read(negative, emphasis, settings.steps);
  return { ...(reading && { reading }), ...(negativeReading && { negativeReading }) };
}
