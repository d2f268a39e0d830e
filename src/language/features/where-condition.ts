/**
 * @file A condition that stands in no file, such as the filter of a review: read as a `keep where` of one, so that it
 * knows the same classes, groups and constants.
 */
import { checkCondition } from '../conditions/check.ts';
import { compileCondition } from '../conditions/compile.ts';
import { imageFields } from '../conditions/fields.ts';
import { inOrder } from '../diagnostics/problem.ts';
import { createSource, type PromptDocument } from '../document.ts';
import type { Filter } from '../generated/ast.ts';
import { parse } from '../parser/parse.ts';
import type { Condition } from '../plan/plan.ts';
import { membersOf } from '../tree/declarations.ts';
import type { Extent } from '../tree/extent.ts';
import type { Completion } from './completion/completion.ts';
import { completionsAt } from './completion/completions-at.ts';
import type { Disk } from './completion/paths.ts';
import { placeAfter } from './completion/place.ts';

export type ReadCondition =
  /** Nothing is asked for. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'condition'; readonly condition: Condition }
  /** @param sentence the first thing that is wrong. @param at in the condition's own text */
  | { readonly kind: 'problem'; readonly sentence: string; readonly at: Extent };

export interface ConditionCompletions {
  /** What is replaced, in the condition's own text. */
  readonly at: Extent;
  /** The field whose values are asked for. */
  readonly field?: string;
  readonly items: readonly Completion[];
}

/** What stands before the condition where it is read: in a file that imports the one whose names it uses. */
const before = 'import "."\ncurate _ {\nkeep where ';
const after = '\n}\n';

/** Longer ones nobody writes, and reading them would take long. */
const LONGEST_CONDITION = 10_000;

/** @param document whose names it may use */
export function readCondition(document: PromptDocument, text: string): ReadCondition {
  if (text.trim() === '') return { kind: 'empty' };
  const whole = { start: 0, end: text.length };
  if (text.length > LONGEST_CONDITION) return { kind: 'problem', sentence: 'The condition is too long.', at: whole };
  const stand = standIn(document, text);
  const filter = filterOf(stand);
  const [wrong] = inOrder([...stand.syntax, ...(filter ? checkCondition(stand, filter, imageFields) : [])]);
  if (wrong) return { kind: 'problem', sentence: wrong.message, at: within(wrong.at, text) };
  const condition = compileCondition(stand, filter?.condition, imageFields);
  return condition ? { kind: 'condition', condition } : { kind: 'problem', sentence: noCondition, at: whole };
}

const noCondition = 'This is no condition: write one such as `score >= 0.25 and class = shirt`.';

/** @param offset of the cursor in the condition */
export async function completeCondition(
  document: PromptDocument,
  text: string,
  offset: number,
): Promise<ConditionCompletions> {
  const stand = standIn(document, text.slice(0, LONGEST_CONDITION));
  const { at, items } = await completionsAt(stand, before.length + offset, [stand], noDisk);
  const place = placeAfter(stand.text.slice(0, at.start));
  const near = items.map((item) => ({ ...item, ...(item.detail && { detail: withoutHome(item.detail, document) }) }));
  return { at: within(at, text), items: near, ...(place.kind === 'field-value' && { field: place.field }) };
}

/** Whoever asks stands in that file already. */
function withoutHome(detail: string, { file }: PromptDocument): string {
  const home = ` from ${file}`;
  return detail.endsWith(home) ? detail.slice(0, -home.length) : detail;
}

/** Conditions name no files. */
const noDisk: Disk = { list: async () => [], modelFolders: async () => [] };

/** A document of its own, in which names mean what they mean in the file. */
function standIn(document: PromptDocument, text: string): PromptDocument {
  // Of one line, so that a condition cannot go on as something else; offsets stay.
  const written = `${before}${text.replaceAll(/[\r\n\u2028\u2029]/g, ' ')}${after}`;
  const source = createSource(`where of ${document.file}`, written, parse(written));
  const imports = source.tree.declarations.flatMap((declaration) =>
    declaration.keyword === 'import' ? [{ declaration, document }] : [],
  );
  return { ...document, ...source, names: document.names, imports };
}

/** Undefined when the text ended the rule early, or began another. */
function filterOf({ tree }: PromptDocument): Filter | undefined {
  const [, curate, ...others] = tree.declarations;
  const [filter, ...more] = curate ? membersOf(curate) : [];
  return others.length === 0 && more.length === 0 && filter?.$type === 'Filter' ? filter : undefined;
}

function within({ start, end }: Extent, text: string): Extent {
  const inside = (offset: number) => Math.min(Math.max(offset - before.length, 0), text.length);
  return { start: inside(start), end: inside(end) };
}
