/** @file What `vlprompt run` prints when it is done. */
import type { RecipePlan } from '../../language/plan/plan.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { elapsed } from '../../protocol/texts/times.ts';
import { countsOf, type RecipeRun, reasonsOf } from '../recipe-run.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

const tableColumns: readonly TableColumn[] = [
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
  const notes = new Set(runs.flatMap(({ drawn }) => drawn.notes ?? []));
  return [...tableLines(tableColumns, runs.map(rowOf), style), ...failures, ...noteLines([...notes], style)];
}

/** What was done otherwise than asked. */
export function noteLines(notes: readonly string[], style: Style): readonly string[] {
  return notes.map((note) => `  ${style.yellow('!')} ${printable(note)}`);
}

function rowOf(run: RecipeRun): readonly string[] {
  const { recipe, drawn: result } = run;
  const { images, drawn, reused, failed } = countsOf(run);
  return [
    printable(recipe.name),
    gridWords(recipe),
    String(images),
    String(drawn),
    String(reused),
    failed === 0 ? '' : String(failed),
    // Of an interrupted run nobody knows.
    result.milliseconds === 0 ? '' : elapsed(result.milliseconds),
    drawn === 0 || result.milliseconds === 0 ? '' : elapsed(result.milliseconds / drawn),
  ];
}

export function gridWords({ rows, columns, cells }: RecipePlan): string {
  const size = `${counted(rows.length, 'row')} × ${counted(columns.length, 'column')}`;
  const skipped = cells.filter((cell) => cell.isSkipped).length;
  return skipped === 0 ? size : `${size}, ${counted(skipped, 'cell')} left out`;
}
