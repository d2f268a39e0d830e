/** @file What `vlprompt plan` prints: what would be drawn, judged and curated. */
import type {
  AxisPlan,
  CuratePlan,
  EvaluationPlan,
  EvaluationSource,
  Plan,
  RecipePlan,
} from '../../language/plan/plan.ts';
import { modelName } from '../../protocol/model-name.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { printable } from './columns.ts';
import { gridWords } from './run-summary.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

export function planSummary({ recipes, evaluations, curations = [] }: Plan, style: Style): readonly string[] {
  const table = <T>(columns: readonly TableColumn[], row: (of: T) => readonly string[], all: readonly T[]) =>
    all.length === 0 ? [] : tableLines(columns, all.map(row), style);
  const statements = evaluations.flatMap((each) => each.statements.map(({ text }) => `  ${each.name}: ${text}`));
  const rules = curations.flatMap((each) => each.rules.map(({ text }) => `  ${each.name}: ${text}`));
  const blocks = [
    [...table(recipeColumns, recipeRow, recipes), ...recipes.flatMap(sourceLines).map(printable)],
    [...table(evaluationColumns, evaluationRow, evaluations), ...statements.map(printable)],
    [...table(curationColumns, curationRow, curations), ...rules.map(printable)],
  ].filter((lines) => lines.length > 0);
  if (blocks.length === 0) return ['Nothing is drawn and nothing is judged.'];
  return blocks.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

const recipeColumns: readonly TableColumn[] = [
  { title: 'recipe', align: 'start' },
  { title: 'model', align: 'start' },
  { title: 'grid', align: 'start' },
  { title: 'axes', align: 'start' },
  { title: 'images', align: 'end' },
  { title: 'prompts', align: 'end' },
];

function recipeRow(recipe: RecipePlan): readonly string[] {
  const images = recipe.cells.flatMap((cell) => cell.images);
  return [
    printable(recipe.name),
    printable(modelName(recipe.model.spec)),
    gridWords(recipe),
    printable(recipe.axes.map(axisWords).join(', ')),
    String(images.length),
    String(new Set(images.map(({ prompt }) => prompt)).size),
  ];
}

function sourceLines({ name, sources = [] }: RecipePlan): readonly string[] {
  return sources.map((source) => {
    const images = source.cells.reduce((sum, cell) => sum + cell.images.length, 0);
    return `  ${name}: first ${counted(images, 'image')} of ${source.name}, to begin with`;
  });
}

function axisWords({ name, values }: AxisPlan): string {
  return `${name} × ${values.length}`;
}

const evaluationColumns: readonly TableColumn[] = [
  { title: 'evaluate', align: 'start' },
  { title: 'model', align: 'start' },
  { title: 'classes', align: 'end' },
  { title: 'prompts', align: 'end' },
  { title: 'on', align: 'start' },
];

function evaluationRow({ name, model, classes, on }: EvaluationPlan): readonly string[] {
  const prompts = classes.reduce((sum, each) => sum + each.prompts.length, 0);
  return [
    printable(name),
    printable(modelName(model.spec)),
    String(classes.length),
    String(prompts),
    printable(on.map(sourceWords).join(', ')),
  ];
}

const curationColumns: readonly TableColumn[] = [
  { title: 'curate', align: 'start' },
  { title: 'model', align: 'start' },
  { title: 'classes', align: 'end' },
  { title: 'from', align: 'start' },
  { title: 'dedupe', align: 'end' },
  { title: 'per class', align: 'end' },
  { title: 'split', align: 'start' },
  { title: 'held out', align: 'start' },
];

function curationRow({
  name,
  judging,
  from,
  dedupe,
  balance,
  split = [],
  holdouts = [],
}: CuratePlan): readonly string[] {
  return [
    printable(name),
    printable(modelName(judging.model.spec)),
    String(judging.classes.length),
    printable(from.map(sourceWords).join(', ')),
    dedupe === undefined ? '' : String(dedupe),
    balance === undefined ? '' : String(balance),
    split.map((each) => `${each.name} ${Number((100 * each.share).toPrecision(6))}%`).join(', '),
    printable(holdouts.map((data) => data.name).join(', ')),
  ];
}

function sourceWords(source: EvaluationSource): string {
  if (source.kind === 'data') return source.data.name;
  return `${source.recipe.name} (${counted(imagesOf(source.recipe), 'image')})`;
}

function imagesOf({ cells }: RecipePlan): number {
  return cells.reduce((sum, cell) => sum + cell.images.length, 0);
}
