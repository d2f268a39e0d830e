/** @file Sorted, and without what stands twice: variants, lines of wildcards, members of groups. */
import { replaced, type TextChange } from '../../format/text-change.ts';
import { membersOf } from '../../tree/declarations.ts';
import { type Extent, touches } from '../../tree/extent.ts';
import { placeOf } from '../../tree/places.ts';
import { type Action, type ActionContext, promptIn, sliceOf } from './action.ts';
import { choiceAround } from './parts-around.ts';

export function sortings(context: ActionContext): Action[] {
  const found = variants(context) ?? lines(context) ?? members(context);
  if (found === undefined) return [];
  const { what, entries } = found;
  const actions = [
    { title: `Sort ${what}`, changes: sorted(context, entries) },
    { title: `Remove ${what} that stand twice`, changes: deduped(context, found) },
  ];
  return actions
    .filter(({ changes }) => changes.length > 0)
    .map((action) => ({ ...action, kind: 'refactor.rewrite' as const }));
}

interface Entries {
  readonly what: string;
  readonly entries: readonly Extent[];
  /** What stands between them. */
  readonly separator: RegExp;
}

function variants(context: ActionContext): Entries | undefined {
  const choice = choiceAround(promptIn(context)?.parts ?? [], context.range);
  return choice && choice.options.length > 1
    ? { what: 'variants', entries: choice.options, separator: /\|/ }
    : undefined;
}

function lines({ document, range }: ActionContext): Entries | undefined {
  const around = document.tree.declarations.find((each) => touches(placeOf(each), range.start));
  if (around?.keyword !== 'wildcard') return undefined;
  const members = membersOf(around).filter((member) => member.$type === 'Line');
  return members.length > 1 ? { what: 'lines', entries: members.map(placeOf), separator: /\s+/ } : undefined;
}

function members({ document, range }: ActionContext): Entries | undefined {
  const around = document.tree.declarations.find((each) => touches(placeOf(each), range.start));
  if (around?.keyword !== 'group') return undefined;
  const items = around.value?.items ?? [];
  return items.length > 1 ? { what: 'classes', entries: items.map(placeOf), separator: /\s*,\s*/ } : undefined;
}

const order = new Intl.Collator('en', { numeric: true });

/** Without weight and quotes. */
function wordsOf(context: ActionContext, at: Extent): string {
  return sliceOf(context.document, at).replace(/^["\s]*(?:[\d.]+\s*::\s*)?/, '');
}

/** Entries change places; what stands between them stays. */
function sorted(context: ActionContext, entries: readonly Extent[]): TextChange[] {
  const wanted = entries.toSorted((a, b) => order.compare(wordsOf(context, a), wordsOf(context, b)));
  return entries.flatMap((entry, index) => {
    const instead = sliceOf(context.document, wanted[index] ?? entry);
    return instead === sliceOf(context.document, entry) ? [] : [replaced(entry, instead)];
  });
}

/** Every entry but the first of its kind goes, with what stands before it. */
function deduped(context: ActionContext, { entries, separator }: Entries): TextChange[] {
  const known = new Set<string>();
  return entries.flatMap((entry, index) => {
    const words = sliceOf(context.document, entry).trim();
    const isKnown = known.has(words);
    known.add(words);
    const start = entries[index - 1]?.end ?? entry.start;
    const between = sliceOf(context.document, { start, end: entry.start });
    // A comment between them stays, and with it the entry.
    return isKnown && between.replace(separator, '') === '' ? [replaced({ start, end: entry.end }, '')] : [];
  });
}
