/** @file Changes of a wildcard file that its author may want: sorted, and without what stands twice. */
import type { TextChange } from '../../format/text-change.ts';
import type { Extent } from '../../tree/extent.ts';
import type { WildcardFile, WildcardNode, WildcardValue } from '../wildcard-file.ts';
import { nodesIn } from './view.ts';

export interface WildcardAction {
  readonly title: string;
  readonly changes: readonly TextChange[];
}

/** @param at the lists that it touches are changed; all of them when it touches none. */
export function actionsFor(file: WildcardFile, at: Extent): WildcardAction[] {
  const lists = nodesIn(file).map(({ node }) => node);
  const touched = lists.filter(({ values }) =>
    values.some((value) => value.at.start <= at.end && at.start <= value.at.end),
  );
  const chosen = touched.length > 0 ? touched : lists;
  return [
    { title: 'Sort values', changes: chosen.flatMap((list) => sorted(file, list)) },
    { title: 'Remove values that stand twice', changes: removals(file) },
  ].filter(({ changes }) => changes.length > 0);
}

const order = new Intl.Collator('en', { numeric: true });

/** Values change places; comments, commas and indentation stay where they are. */
function sorted(file: WildcardFile, list: WildcardNode): TextChange[] {
  return runsOf(file.text, list.values).flatMap((run) => {
    const wanted = run.toSorted((a, b) => order.compare(a.text.text, b.text.text));
    return run.flatMap((value, index) => {
      const instead = wanted[index] ?? value;
      if (instead === value) return [];
      return [{ at: value.at, text: file.text.slice(instead.at.start, instead.at.end) }];
    });
  });
}

/** Values that follow one another directly: a comment or a blank line begins a section with an order of its own. */
function runsOf(text: string, values: readonly WildcardValue[]): WildcardValue[][] {
  const runs: WildcardValue[][] = [];
  let before: WildcardValue | undefined;
  for (const value of values) {
    const isNext =
      before !== undefined && isMovable(text, before) && isMovable(text, value) && follows(text, before, value);
    if (isNext) runs.at(-1)?.push(value);
    else runs.push([value]);
    before = value;
  }
  return runs;
}

function follows(text: string, before: WildcardValue, value: WildcardValue): boolean {
  const between = text.slice(before.at.end, value.at.start);
  return before.at.end <= value.at.start && /^[\s,-]*$/.test(between) && !/\n[ \t]*\r?\n/.test(between);
}

/** On one line, without anchors and aliases of YAML. */
function isMovable(text: string, { at }: WildcardValue): boolean {
  const head = text.slice(text.lastIndexOf('\n', at.start - 1) + 1, at.start);
  const written = text.slice(at.start, at.end);
  return !/[\r\n]/.test(written) && !/[&!]\S*\s+$/.test(head) && !written.startsWith('*');
}

function removals({ problems }: WildcardFile): TextChange[] {
  return problems.flatMap(({ code, fix }) =>
    code === 'duplicate-value' && fix ? [{ at: fix.at, text: fix.text }] : [],
  );
}
