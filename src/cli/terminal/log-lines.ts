/** @file Lines of the log of decisions, for people. */
import type { LoggedDecision } from '../../protocol/curation.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { changeWords } from './change-words.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

const columns: readonly TableColumn[] = [
  { title: 'when', align: 'start' },
  { title: 'who', align: 'start' },
  { title: 'what', align: 'start' },
  { title: 'before', align: 'start' },
  { title: 'image', align: 'start' },
];

/** @param showPath how a file is shown to people */
export function logLines(
  lines: readonly LoggedDecision[],
  showPath: (file: string) => string,
  style: Style,
): readonly string[] {
  if (lines.length === 0) return ['Nobody decided anything about these images.'];
  const rows = lines.map((line) => [
    printable(line.ts.replace('T', ' ').replace(/\.\d+Z$/, '')),
    printable(line.by),
    printable(whatOf(line)),
    printable(line.kind === 'act' ? beforeOf(line.before) : ''),
    printable(line.kind === 'act' ? showPath(line.file) : ''),
  ]);
  return tableLines(columns, rows, style);
}

function whatOf(line: LoggedDecision): string {
  const taken = line.isUndone ? ', taken back' : '';
  if (line.kind !== 'act') {
    const step = `a step of ${counted(line.images, 'image')}`;
    return line.kind === 'undo' ? `took back ${step}${taken}` : `did ${step} again${taken}`;
  }
  const { change } = line;
  const why = change.why === undefined ? '' : `: ${change.why.join(', ')}`;
  const note = change.note === undefined ? '' : ` “${change.note}”`;
  return `${changeWords(change)}${why}${note}${taken}`;
}

/** Only what was said; nothing where nobody had said anything. */
function beforeOf({
  state,
  isFlagged,
  label,
  rating,
  tags = [],
  split,
}: Extract<LoggedDecision, { kind: 'act' }>['before']): string {
  const said = [
    state === 'undecided' ? undefined : state,
    isFlagged ? 'marked' : undefined,
    label,
    rating === undefined ? undefined : `${rating} of 5`,
    ...tags,
    split,
  ];
  return said.filter((word) => word !== undefined).join(', ');
}
