/** @file What `vlprompt plan` prints: what would be drawn, and what would be judged. */
import type { AxisPlan, EvaluationPlan, Plan, RecipePlan } from '../../language/plan/plan.ts';
import { modelName } from '../../protocol/model-name.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { printable } from './columns.ts';
import { gridWords } from './run-summary.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

export function planSummary({ recipes, evaluations }: Plan, style: Style): readonly string[] {
  if (recipes.length + evaluations.length === 0) return ['Nothing is drawn and nothing is judged.'];
  const drawn = recipes.length === 0 ? [] : tableLines(recipeColumns, recipes.map(recipeRow), style);
  const judged = evaluations.length === 0 ? [] : tableLines(evaluationColumns, evaluations.map(evaluationRow), style);
  const between = drawn.length > 0 && judged.length > 0 ? [''] : [];
  const statements = evaluations.flatMap((each) => each.statements.map(({ text }) => `  ${each.name}: ${text}`));
  const first = recipes.flatMap(sourceLines);
  return [...drawn, ...first.map(printable), ...between, ...judged, ...statements.map(printable)];
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
  const sources = on.map((source) =>
    source.kind === 'data' ? source.data.name : `${source.recipe.name} (${counted(imagesOf(source.recipe), 'image')})`,
  );
  return [
    printable(name),
    printable(modelName(model.spec)),
    String(classes.length),
    String(prompts),
    printable(sources.join(', ')),
  ];
}

function imagesOf({ cells }: RecipePlan): number {
  return cells.reduce((sum, cell) => sum + cell.images.length, 0);
}
