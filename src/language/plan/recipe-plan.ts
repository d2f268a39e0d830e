/** @file A recipe → a grid of cells, each with its images. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Class, Recipe } from '../generated/ast.ts';
import { classesOf } from '../scope/classes.ts';
import { settingValues } from '../settings/values.ts';
import { placeOf } from '../tree/places.ts';
import { axesOf, type ColumnSettings, columnsOf, settingsOfColumn } from './axes.ts';
import { drawnWords, type ImageWords } from './image-words.ts';
import { keyOf } from './key.ts';
import { planModel } from './models.ts';
import { type CellPlan, type ImagePlan, type ModelSpec, PLAN_VERSION, type RecipePlan } from './plan.ts';
import { promptLines, readsClass } from './prompt-lines.ts';

/** Undefined when its model is not declared well; of a recipe without errors it never is. */
export function planRecipe(document: PromptDocument, recipe: Recipe): RecipePlan | undefined {
  const model = planModel(document, recipe);
  if (model === undefined) return undefined;
  const axes = axesOf(document, recipe);
  const columns = columnsOf(axes);
  const classes = rowClasses(document, recipe);
  const settings = columns.map((column) => settingsOfColumn(document, recipe, model.spec, axes, column));
  return {
    name: recipe.name ?? '',
    model,
    axes,
    rows: classes.map((row) => (row?.name === undefined ? { label: '' } : { class: row.name, label: row.name })),
    columns,
    cells: classes.flatMap((row, index) => planRow(document, recipe, model.spec, { class: row, index, settings })),
    span: spanOf(document, placeOf(recipe)),
  };
}

/** One for each row; a single undefined when the prompt is about no class. */
export function rowClasses(document: PromptDocument, recipe: Recipe): readonly (Class | undefined)[] {
  const negative = settingValues(document, recipe, 'negative', 'prompt');
  const isAboutClasses = [...promptLines(document, recipe), ...negative].some((line) => readsClass(document, line));
  return isAboutClasses ? classesOf(document, settingValues(document, recipe, 'classes', 'names')) : [undefined];
}

/** The cells of one row, column by column. */
function planRow(document: PromptDocument, recipe: Recipe, spec: ModelSpec, row: Row): CellPlan[] {
  const [images = 1] = settingValues(document, recipe, 'images', 'whole');
  const wordsOf = drawnWords(document, recipe, row.class, images);
  return row.settings.map(({ seed, ...settings }, column) => ({
    row: row.index,
    column,
    settings,
    images: wordsOf(seed).map((words, k) => planImage(spec, { ...words, seed: seed + k }, settings)),
  }));
}

interface Row {
  readonly class: Class | undefined;
  readonly index: number;
  /** Of each column. */
  readonly settings: readonly ColumnSettings[];
}

function planImage(
  spec: ModelSpec,
  image: ImageWords & { readonly seed: number },
  settings: CellPlan['settings'],
): ImagePlan {
  const { prompt, negative, emphasis, seed } = image;
  const key = keyOf({
    version: PLAN_VERSION,
    model: { ...spec },
    prompt,
    negative,
    emphasis,
    seed,
    settings: { ...settings },
  });
  return { key, ...image };
}
