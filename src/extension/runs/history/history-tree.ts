/** @file The runs that were, as a tree: by the day they were started, or by the file they are of. */
import type { RunSummary } from '../../../protocol/runs.ts';
import { dayText } from '../moment-text.ts';
import type { FolderRuns } from '../run-library.ts';

export interface RunRow {
  readonly kind: 'run';
  readonly folder: string;
  readonly run: RunSummary;
}

export interface RunGroup {
  readonly kind: 'group';
  readonly label: string;
  readonly rows: readonly RunRow[];
}

export type HistoryNode = RunGroup | RunRow;

export interface HistoryOptions {
  readonly by: 'day' | 'file';
  /** Of this file alone. */
  readonly only?: { readonly folder: string; readonly file: string };
  readonly now: Date;
}

/** Groups and the rows in them the newest first; files in alphabetical order. */
export function historyTree(
  folders: readonly Pick<FolderRuns, 'folder' | 'runs'>[],
  { by, only, now }: HistoryOptions,
): readonly RunGroup[] {
  const rows = folders.flatMap(({ folder, runs = [] }) => runs.map((run): RunRow => ({ kind: 'run', folder, run })));
  const shown = rows
    .filter(({ folder, run }) => !only || (folder === only.folder && run.file === only.file))
    .toSorted((a, b) => compare(b.run.started, a.run.started));
  if (by === 'day') return grouped(shown, ({ run }) => dayLabel(new Date(run.started), now));
  return grouped(shown, ({ run }) => run.file).toSorted((a, b) => compare(a.label, b.label));
}

function grouped(rows: readonly RunRow[], labelOf: (row: RunRow) => string): readonly RunGroup[] {
  const groups = new Map<string, RunRow[]>();
  for (const row of rows) {
    const label = labelOf(row);
    groups.set(label, [...(groups.get(label) ?? []), row]);
  }
  return [...groups].map(([label, members]) => ({ kind: 'group', label, rows: members }));
}

function dayLabel(day: Date, now: Date): string {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (dayText(day) === dayText(now)) return 'Today';
  return dayText(day) === dayText(yesterday) ? 'Yesterday' : dayText(day);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
