/** @file The cache as a table, a row for each stage that is kept. */
import { type CacheStatus, stageTitles } from '../../protocol/cache.ts';
import { sized } from '../../protocol/texts/figures.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

const columns: readonly TableColumn[] = [
  { title: 'kept', align: 'start' },
  { title: 'files', align: 'end' },
  { title: 'size', align: 'end' },
];

export function cacheLines({ folder, stages, bytes, limit, held }: CacheStatus, style: Style): readonly string[] {
  if (stages.length === 0) return [`Nothing is kept in ${printable(folder)}.`];
  const rows = stages.map(({ stage, files, bytes: size }) => [stageTitles[stage], String(files), sized(size)]);
  const room = limit === undefined ? 'may grow' : `is kept within ${sized(limit)}`;
  return [
    ...tableLines(columns, rows, style),
    '',
    `${sized(bytes)} in ${printable(folder)}, which ${room}.`,
    `Runs, decisions and releases refer to ${sized(held)} of it, which stay.`,
  ];
}
