/** @file A recipe → a grid of cells, each with its images. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Class, Recipe, Text } from '../generated/ast.ts';
import { type Chance, seededChance } from '../prompt/chance.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { drawPrompt } from '../prompt/resolve.ts';
import { classesOf } from '../scope/classes.ts';
import { lookupFor, wordingsOf } from '../scope/lookup.ts';
import { settingValues } from '../settings/values.ts';
import { placeOf } from '../tree/places.ts';
import { axesOf, type ColumnSettings, columnsOf, settingsOfColumn } from './axes.ts';
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
    cells: classes.flatMap((row, r) =>
      settings.map((each, c) => planCell(document, recipe, model.spec, { row, r, c, settings: each })),
    ),
    span: spanOf(document, placeOf(recipe)),
  };
}

/** One for each row; a single undefined when the prompt is about no class. */
export function rowClasses(document: PromptDocument, recipe: Recipe): readonly (Class | undefined)[] {
  const negative = settingValues(document, recipe, 'negative', 'prompt');
  const isAboutClasses = [...promptLines(document, recipe), ...negative].some((line) => readsClass(document, line));
  return isAboutClasses ? classesOf(document, settingValues(document, recipe, 'classes', 'names')) : [undefined];
}

interface Cell {
  readonly row: Class | undefined;
  readonly r: number;
  readonly c: number;
  readonly settings: ColumnSettings;
}

function planCell(document: PromptDocument, recipe: Recipe, spec: ModelSpec, cell: Cell): CellPlan {
  const [images = 1] = settingValues(document, recipe, 'images', 'whole');
  const { seed, ...settings } = cell.settings;
  const wanted = Array.from({ length: images }, (_, k) => {
    const words = drawWords(document, recipe, cell.row, seededChance(seed, k));
    return planImage(spec, { ...words, seed: seed + k }, settings);
  });
  return { row: cell.r, column: cell.c, settings, images: wanted };
}

type Words = Pick<ImagePlan, 'prompt' | 'negative' | 'source'>;

function planImage(
  spec: ModelSpec,
  image: Words & { readonly seed: number },
  settings: CellPlan['settings'],
): ImagePlan {
  const { prompt, negative, seed } = image;
  const key = keyOf({ version: PLAN_VERSION, model: { ...spec }, prompt, negative, seed, settings: { ...settings } });
  return { key, ...image };
}

/** The first caption stands for the class; the others are for judges. */
function drawWords(document: PromptDocument, recipe: Recipe, row: Class | undefined, chance: Chance): Words {
  const lines = promptLines(document, recipe);
  const line =
    lines[
      chance(
        'line',
        lines.map(() => 1),
      )
    ];
  const lookup = lookupFor(document, row && wordingsOf(row)[0]);
  const draw = (text: Text, place: string) => drawPrompt(promptOf(text).parts, lookup, chance, place).text;
  const [negative] = settingValues(document, recipe, 'negative', 'prompt');
  const [ofClass] = row ? settingValues(document, row, 'negative', 'prompt') : [];
  const negatives = [negative && draw(negative, 'negative'), ofClass && draw(ofClass, 'class negative')];
  return {
    prompt: line ? draw(line, 'prompt') : '',
    negative: negatives.filter((each) => each !== undefined && each !== '').join(', '),
    source: spanOf(document, placeOf(line ?? recipe)),
  };
}
