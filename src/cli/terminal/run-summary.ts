/** @file What `vlprompt run` prints when it is done. */
import { countsOf, type RecipeRun, reasonsOf } from '../recipe-run.ts';
import { printable } from './columns.ts';
import { count, duration } from './figures.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

const columns: readonly TableColumn[] = [
  { title: 'recipe', align: 'start' },
  { title: 'grid', align: 'start' },
  { title: 'images', align: 'end' },
  { title: 'drawn', align: 'end' },
  { title: 'reused', align: 'end' },
  { title: 'failed', align: 'end' },
  { title: 'time', align: 'end' },
  { title: 'per image', align: 'end' },
];

export function runSummary(runs: readonly RecipeRun[], style: Style): readonly string[] {
  const failures = runs.flatMap((run) => reasonsOf(run).map((reason) => `  ${style.red('✗')} ${printable(reason)}`));
  return [...tableLines(columns, runs.map(rowOf), style), ...failures];
}

function rowOf(run: RecipeRun): readonly string[] {
  const { recipe, drawn: result } = run;
  const { images, drawn, reused, failed } = countsOf(run);
  return [
    printable(recipe.name),
    `${count(recipe.rows.length, 'row')} × ${count(recipe.columns.length, 'column')}`,
    String(images),
    String(drawn),
    String(reused),
    failed === 0 ? '' : String(failed),
    duration(result.milliseconds),
    drawn === 0 ? '' : duration(result.milliseconds / drawn),
  ];
}
