/** @file A curation carried out, for people: what is in the set, class by class and split by split, and what leaks. */
import type { CuratedSet, Leak, LeftOut } from '../../protocol/curated-set.ts';
import type { SplitName } from '../../protocol/decisions.ts';
import { cosine, counted } from '../../protocol/texts/figures.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

/** Steps after rules and decisions; what those left out stands in the table of fates. */
const dropped: { readonly [L in LeftOut]?: string } = {
  duplicate: 'as near-duplicates',
  balance: 'as more than asked for',
  unsplit: 'as left over by the split',
  unlabelled: 'as of no class of the set',
};

const splits: readonly SplitName[] = ['train', 'val', 'test'];

const columns: readonly TableColumn[] = [
  { title: 'class', align: 'start' },
  { title: 'in the set', align: 'end' },
  { title: 'wanted', align: 'end' },
  { title: 'lacks', align: 'end' },
  ...splits.map((title) => ({ title, align: 'end' as const })),
];

export function curatedSetLines(set: CuratedSet, style: Style): readonly string[] {
  const left = set.leftOut.flatMap(({ because, images }) => {
    const why = dropped[because];
    return why === undefined ? [] : `${images} ${why}`;
  });
  return [
    `${style.bold(printable(set.name))} holds ${counted(set.images.length, 'image')}${left.length === 0 ? '' : `; left out: ${left.join(', ')}`}.`,
    '',
    ...tableLines(columns, rowsOf(set), style),
    ...set.notes.map((note) => `${style.yellow('!')} ${printable(note)}`),
  ];
}

function rowsOf({ classes, images }: CuratedSet): readonly (readonly string[])[] {
  const counts = new Map<string, number>();
  for (const { class: name, split } of images) {
    for (const key of [`${name}\n${split}`, `\n${split}`]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const bySplit = (name: string) => splits.map((split) => numberOf(counts.get(`${name}\n${split}`) ?? 0));
  const rows = classes.map(({ name, images: own, wanted }) => [
    printable(name),
    String(own),
    wanted === undefined ? '' : String(wanted),
    numberOf(Math.max(0, (wanted ?? 0) - own)),
    ...bySplit(name),
  ]);
  if (classes.length < 2) return rows;
  const wanted = classes.reduce((sum, each) => sum + (each.wanted ?? 0), 0);
  const lacks = classes.reduce((sum, each) => sum + Math.max(0, (each.wanted ?? 0) - each.images), 0);
  return [...rows, ['all', String(images.length), numberOf(wanted), numberOf(lacks), ...bySplit('')]];
}

/** Zeros are left out, so that what is there is seen. */
function numberOf(count: number): string {
  return count === 0 ? '' : String(count);
}

const kinds: { readonly [K in Leak['kind']]: string } = {
  'near-duplicate': 'nearly the same',
  'same-pixels': 'the same pixels',
  'same-seed': 'began with the same noise',
};

/** Leaks that are named on a terminal; JSON has all. */
const MOST = 20;

/** @param showPath how a file is shown to people */
export function leakLines(leaks: readonly Leak[], showPath: (file: string) => string, style: Style): readonly string[] {
  if (leaks.length === 0) return [];
  const lines = leaks.slice(0, MOST).map(({ kind, file, other, side, otherSide, likeness }) => {
    const how = likeness === undefined ? kinds[kind] : `${kinds[kind]}, cosine ${cosine(likeness)}`;
    return `  ${printable(showPath(file))} (${printable(side)}) and ${printable(showPath(other))} (${printable(otherSide)}): ${how}`;
  });
  return [
    `${style.red('✗')} ${counted(leaks.length, 'pair')} on both sides of a border that nothing may cross:`,
    ...lines,
    ...(leaks.length > MOST ? [`  and ${leaks.length - MOST} more; \`--json\` names all.`] : []),
  ];
}
