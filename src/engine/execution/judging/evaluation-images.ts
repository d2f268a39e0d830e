/** @file The images that an evaluation is made on, real or drawn, each with the class it is of. */
import type { DataPlan, EvaluationPlan, EvaluationSource, RecipePlan } from '../../../language/plan/plan.ts';
import type { DrawnRecipe } from '../../../protocol/engine.ts';
import type { JudgedImage } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { listLabelledFolder, type Skipped } from '../../datasets/labelled-folder.ts';
import { readingOfData } from '../../datasets/reading/reading-of-data.ts';
import { digestOf } from '../../files/digest.ts';
import { isPlain, readData } from '../data/read-data.ts';
import { lookUpRecipe } from '../drawing/draw-recipe.ts';
import type { Workshop } from '../workshop.ts';
import { plainPrompt } from './own-prompts.ts';

export interface ImageToJudge {
  /** Absolute path. */
  readonly file: string;
  /** Index of its class. */
  readonly actual: number;
  /** Hex SHA-256 of the file, where it is known without reading it. */
  readonly hash?: string;
  /** Of other files: text that is another one once the file has changed. */
  readonly stamp?: string;
  readonly origin?: NonNullable<JudgedImage['origin']>;
  /** Of drawn images: their prompt as a judge reads it. */
  readonly words?: string;
}

export interface SourceImages {
  readonly name: string;
  readonly kind: EvaluationSource['kind'];
  readonly images: readonly ImageToJudge[];
  readonly skipped: readonly Skipped[];
  /** Labels of the recipe's columns; empty for data and for a recipe without axes. */
  readonly columns: readonly string[];
  /** Changes whenever an image does. */
  readonly fingerprint: string;
}

/** @throws Failure `data-missing`, `data-empty`, `path-outside-workspace`, `file-unreadable` */
export async function dataImages(
  workshop: Workshop,
  source: EvaluationSource & { kind: 'data' },
  classes: readonly string[],
  signal: AbortSignal,
): Promise<SourceImages> {
  const { data } = source;
  const { workspace } = workshop.settings;
  if (!isPlain(await readingOfData(data, workspace, classes))) return readImages(workshop, data, classes, signal);
  const { images, skipped } = await listLabelledFolder(data, workspace, classes);
  const lines = images.map(({ file, actual, size, modified }) => `${actual} ${size} ${modified} ${file}`);
  const fingerprint = digestOf(lines.join('\n'));
  return { name: data.name, kind: 'data', images, skipped, columns: [], fingerprint };
}

/** Of a data set that is not laid out in folders. */
async function readImages(
  workshop: Workshop,
  data: DataPlan,
  classes: readonly string[],
  signal: AbortSignal,
): Promise<SourceImages> {
  const { images: read, skipped } = await resultOf(readData(workshop, data, signal, classes));
  const images = read.flatMap(({ file, hash, label }) => {
    const actual = label === null ? -1 : classes.indexOf(label);
    return actual === -1 ? [] : [{ file, hash, actual }];
  });
  if (images.length === 0) {
    const text = `No image of the data set \`${data.name}\` has the label of a class: it needs ${classes.slice(0, 8).join(', ')}.`;
    throw new Failure('data-empty', text);
  }
  const strangers = read.length - images.length;
  const left = `${counted(strangers, 'image')} of no class here, or without a label, were left out.`;
  const fingerprint = digestOf(images.map(({ actual, hash, file }) => `${actual} ${hash} ${file}`).join('\n'));
  return {
    name: data.name,
    kind: 'data',
    images,
    skipped: [...skipped, ...(strangers === 0 ? [] : [{ file: data.path, reason: left }])],
    columns: [],
    fingerprint,
  };
}

async function resultOf<Result>(work: AsyncGenerator<unknown, Result>): Promise<Result> {
  for (;;) {
    const next = await work.next();
    if (next.done) return next.value;
  }
}

/** @param drawn of the same recipe; what is not done is skipped, with its reason */
export function recipeImages(recipe: RecipePlan, drawn: DrawnRecipe, classes: readonly string[]): SourceImages {
  const images: ImageToJudge[] = [];
  const skipped = [...unjudgedRows(recipe, classes)];
  for (const [c, cell] of recipe.cells.entries()) {
    const actual = classes.indexOf(recipe.rows[cell.row]?.class ?? '');
    if (actual === -1) continue;
    for (const [i, plan] of cell.images.entries()) {
      const { prompt, seed, source } = plan;
      const image = drawn.cells[c]?.[i];
      const { file, hash } = image ?? {};
      if (file === undefined || hash === undefined) skipped.push({ file: prompt, reason: image?.reason ?? notDrawn });
      else {
        const origin = { source, prompt, seed, column: cell.column };
        images.push({ file, hash, actual, origin, words: plainPrompt(plan) });
      }
    }
  }
  const fingerprint = digestOf(images.map(({ actual, hash, file }) => `${actual} ${hash} ${file}`).join('\n'));
  const columns = recipe.axes.length === 0 ? [] : recipe.columns.map((column) => column.label);
  return { name: recipe.name, kind: 'recipe', images, skipped, columns, fingerprint };
}

const notDrawn = 'It was not drawn; draw the recipe again.';

function unjudgedRows(recipe: RecipePlan, classes: readonly string[]): readonly Skipped[] {
  const rows = recipe.rows.filter((row) => row.class === undefined || !classes.includes(row.class));
  return rows.map(({ label }) => ({
    file: recipe.name,
    reason: `The row \`${label === '' ? recipe.name : label}\` is of no class of this evaluation and was left out.`,
  }));
}

/** What is there now, without drawing; undefined when an image of a recipe is missing. */
export async function presentImages(
  workshop: Workshop,
  evaluation: EvaluationPlan,
): Promise<readonly SourceImages[] | undefined> {
  const sources = await imagesThere(workshop, evaluation);
  return sources.every(({ isWhole }) => isWhole) ? sources : undefined;
}

/** What is looked up is not cancelled. */
const never = new AbortController().signal;

/**
 * What is there now, without drawing; what is not is skipped.
 * @throws Failure of data, and as `lookUpRecipe`
 */
export async function imagesThere(
  workshop: Workshop,
  evaluation: EvaluationPlan,
): Promise<readonly (SourceImages & { readonly isWhole: boolean })[]> {
  const classes = evaluation.classes.map(({ name }) => name);
  const sources: (SourceImages & { readonly isWhole: boolean })[] = [];
  for (const source of evaluation.on) {
    if (source.kind === 'data') {
      sources.push({ ...(await dataImages(workshop, source, classes, never)), isWhole: true });
    } else {
      const drawn = await lookUpRecipe(workshop, source.recipe);
      sources.push({ ...recipeImages(source.recipe, drawn, classes), isWhole: drawn.done >= drawn.total });
    }
  }
  return sources;
}
