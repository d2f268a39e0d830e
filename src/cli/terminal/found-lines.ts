/** @file What `vlprompt curate find` prints. */
import type { ImageRow } from '../../protocol/image-sets.ts';
import type { CoverageHoleFiles } from '../../protocol/set-measures.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

const columns: readonly TableColumn[] = [
  { title: 'group', align: 'end' },
  { title: 'value', align: 'end' },
  { title: 'class', align: 'start' },
  { title: 'decision', align: 'start' },
  { title: 'what it is', align: 'start' },
  { title: 'file', align: 'start' },
];

/** In their order. @param showPath how a file is shown to people */
export function foundLines(
  rows: readonly ImageRow[],
  showPath: (file: string) => string,
  style: Style,
): readonly string[] {
  if (rows.length === 0) return [];
  return tableLines(
    columns,
    rows.map(({ group, rank, class: name, label, own, file }) => [
      group === undefined ? '' : String(group.number + 1),
      rank === undefined ? '' : rank.value.toFixed(3),
      printable(label ?? name ?? ''),
      own.state === 'undecided' ? '' : own.state,
      printable(rank?.words ?? ''),
      printable(showPath(file)),
    ]),
    style,
  );
}

/** Real images, hole by hole. */
export function holeFileLines(
  holes: readonly CoverageHoleFiles[],
  showPath: (file: string) => string,
): readonly string[] {
  return holes.flatMap(({ file, class: name, files }) => [
    `${files.length} like ${printable(showPath(file))} (${printable(name)})`,
    ...files.filter((each) => each !== file).map((each) => `  ${printable(showPath(each))}`),
  ]);
}
