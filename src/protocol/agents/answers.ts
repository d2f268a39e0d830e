/** @file What an assistant is told: short lines of plain text, every number with its n and its interval. */
import type { EvaluationPlan, Plan, RecipePlan } from '../../language/plan/plan.ts';
import type { DrawnRecipe } from '../engine.ts';
import type { EvaluationReport, SourceReport, StatementReport } from '../evaluation.ts';
import { modelName } from '../model-name.ts';
import { estimate } from '../texts/estimates.ts';
import { counted } from '../texts/figures.ts';
import { roughly } from '../texts/times.ts';

/** A problem of a file; line and column count from 1. */
export interface ToldProblem {
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
}

/** A model's context is dear: of what comes in hundreds, these many are told. */
const mostProblems = 50;
const mostFiles = 24;
const mostPairs = 8;

export function checkAnswer(file: string, problems: readonly ToldProblem[]): string {
  if (problems.length === 0) return `${file}: nothing is wrong.`;
  const told = problems.slice(0, mostProblems).map((each) => {
    return `${file}:${each.line}:${each.column} ${each.severity} [${each.code}] ${each.message}`;
  });
  return [`${file}: ${counted(problems.length, 'problem')}.`, ...told, ...andMore(problems.length - told.length)].join(
    '\n',
  );
}

/** @param lookups by recipe; those that could not be looked up are missing */
export function planAnswer(plan: Plan, lookups: ReadonlyMap<string, DrawnRecipe>): string {
  const lines = [
    ...plan.recipes.flatMap((recipe) => recipeLines(recipe, lookups.get(recipe.name))),
    ...plan.evaluations.flatMap(evaluationLines),
  ];
  return lines.length === 0 ? `${plan.file} draws nothing and judges nothing.` : lines.join('\n');
}

function recipeLines(recipe: RecipePlan, drawn: DrawnRecipe | undefined): readonly string[] {
  const { name, model, rows, columns, axes } = recipe;
  const images = recipe.cells.flatMap((cell) => cell.images);
  const prompts = [...new Set(images.map(({ prompt }) => prompt))];
  return [
    `recipe ${name}: ${counted(images.length, 'image')} (${rows.length} × ${columns.length} cells), drawn by ${modelName(model.spec)}`,
    ...(axes.length === 0
      ? []
      : [`  axes: ${axes.map((axis) => `${axis.name} [${axis.values.join(', ')}]`).join('; ')}`]),
    `  ${counted(prompts.length, 'prompt')}, such as ${JSON.stringify(prompts[0] ?? '')}`,
    ...(drawn === undefined ? [] : [`  ${costOf(drawn)}`]),
  ];
}

function costOf({ done, total, estimate }: DrawnRecipe): string {
  if (done === total) return 'all of it is drawn';
  const time = estimate === undefined ? 'never measured how long that takes' : `about ${roughly(estimate.seconds)}`;
  return `${total - done} of ${total} are missing (${time})`;
}

function evaluationLines({ name, model, classes, on, statements }: EvaluationPlan): readonly string[] {
  const prompts = classes.reduce((sum, each) => sum + each.prompts.length, 0);
  const sources = on.map((source) =>
    source.kind === 'data' ? `data ${source.data.name}` : `recipe ${source.recipe.name}`,
  );
  return [
    `evaluate ${name}: ${classes.length} classes in ${counted(prompts, 'prompt')}, judged by ${modelName(model.spec)} on ${sources.join(', ')}`,
    ...statements.map(({ text }) => `  ${text}`),
  ];
}

export function drawAnswer(recipe: RecipePlan, drawn: DrawnRecipe): string {
  const failed = drawn.cells.flat().filter(({ state }) => state === 'failed');
  const fresh = drawn.done - drawn.reused;
  const files = drawnFiles(recipe, drawn);
  const told = files.slice(0, mostFiles);
  return [
    `recipe ${recipe.name}: ${fresh} drawn, ${drawn.reused} from the cache, ${failed.length} failed, of ${drawn.total}.`,
    ...(drawn.notes ?? []),
    ...new Set(failed.flatMap(({ reason }) => reason ?? [])),
    ...told.map(({ label, prompt, seed, file }) => `${label}seed ${seed}, ${JSON.stringify(prompt)}: ${file}`),
    ...andMore(files.length - told.length),
  ].join('\n');
}

interface DrawnFile {
  readonly label: string;
  readonly prompt: string;
  readonly seed: number;
  /** Absolute path. */
  readonly file: string;
}

/** The first image of every cell, then the second, …: a few of them show the whole grid. */
export function drawnFiles(recipe: RecipePlan, drawn: DrawnRecipe): readonly DrawnFile[] {
  const images = recipe.cells.flatMap((cell, c) => {
    const labels = [recipe.rows[cell.row]?.label, recipe.columns[cell.column]?.label];
    const label = labels.flatMap((text) => (text === undefined || text === '' ? [] : `${text}, `)).join('');
    return cell.images.map(({ prompt, seed }, i) => ({ label, prompt, seed, i, file: drawn.cells[c]?.[i]?.file }));
  });
  return images
    .toSorted((a, b) => a.i - b.i)
    .flatMap(({ i: _, file, ...image }) => (file === undefined ? [] : [{ ...image, file }]));
}

const verdicts: { readonly [V in EvaluationReport['verdict']]: string } = {
  passed: 'every expect and check holds',
  failed: 'an expect does not hold',
  'needs-review': 'a check does not hold: a human should look',
};

export function evaluateAnswer({
  evaluation,
  classes,
  sources,
  statements,
  verdict,
  notes = [],
}: EvaluationReport): string {
  return [
    `evaluate ${evaluation}: ${verdicts[verdict]}.`,
    ...notes,
    ...sources.flatMap((source) => sourceLines(source, classes)),
    ...statements.map(statementLine),
  ].join('\n');
}

function sourceLines(source: SourceReport, classes: readonly string[]): readonly string[] {
  const kind = source.kind === 'data' ? 'real images' : 'drawn images';
  return [
    `on ${source.name} (${kind}): accuracy ${estimate(source.accuracy)}, balanced ${estimate(source.balancedAccuracy)}`,
    ...worstPairs(source.confusion)
      .slice(0, mostPairs)
      .map(
        ({ actual, predicted, count, of }) => `  ${classes[actual]} taken for ${classes[predicted]}: ${count} of ${of}`,
      ),
    ...(source.skipped.length === 0
      ? []
      : [`  ${counted(source.skipped.length, 'image')} left out: ${source.skipped[0]?.reason}`]),
  ];
}

function worstPairs(confusion: SourceReport['confusion']) {
  const pairs = confusion.flatMap((row, actual) => {
    const of = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => ({ actual, predicted, count, of }));
  });
  return pairs
    .filter(({ actual, predicted, count }) => actual !== predicted && count > 0)
    .toSorted((a, b) => b.count / b.of - a.count / a.of || b.count - a.count);
}

function statementLine({ text, held, source, measured, reason }: StatementReport): string {
  const mark = held ? 'holds' : 'FAILS';
  return `${mark}: ${text} — ${reason ?? `measured ${estimate(measured)}`}${source === '' ? '' : ` on ${source}`}`;
}

function andMore(count: number): readonly string[] {
  return count > 0 ? [`… and ${count} more.`] : [];
}
