/** @file What may be written at the cursor. */
import { CompletionItemKind } from 'vscode-languageserver';
import type { Field } from '../../conditions/fields.ts';
import type { PromptDocument } from '../../document.ts';
import type { Declaration } from '../../generated/ast.ts';
import { isPromptText } from '../../scope/prompt-texts.ts';
import { declarationRules } from '../../settings/declaration-rules.ts';
import { laterDeclarations } from '../../settings/tables.ts';
import { touches } from '../../tree/extent.ts';
import { placeOf } from '../../tree/places.ts';
import { importedFile } from '../add-import.ts';
import { isInComment } from '../comment-at.ts';
import { fieldsAt, recipeAt } from '../condition-fields.ts';
import { pathTexts } from '../path-texts.ts';
import { textAt } from '../text-at.ts';
import type { Completion, Completions } from './completion.ts';
import { inPrompt } from './in-prompt.ts';
import { members } from './members.ts';
import { declaredNames, type Names, nameItem } from './names.ts';
import { type Disk, paths } from './paths.ts';
import { type CompletionPlace, placeAfter } from './place.ts';
import * as statements from './statements.ts';
import { rest, values } from './values.ts';

/** @param documents all whose names could be imported; the document among them. */
export async function completionsAt(
  document: PromptDocument,
  offset: number,
  documents: readonly PromptDocument[],
  disk: Disk,
): Promise<Completions> {
  const names = { document, documents };
  const none = { at: { start: offset, end: offset }, items: [] };
  if (isInComment(document, offset)) return none;
  const text = textAt(document, offset);
  if (text && isPromptText(document, text)) return inPrompt(names, placeOf(text).start + 1, offset) ?? none;
  const path = text && pathTexts(document).find((each) => each.text === text && touches(each.at, offset));
  if (path) return paths(document, path, offset, disk);
  return text ? none : inCode(names, offset);
}

/** Longer words nobody completes, and looking for their beginning would take long. */
const LONGEST_WORD = 200;

function inCode(names: Names, offset: number): Completions {
  const before = names.document.text.slice(0, offset);
  const [word = ''] = /[A-Za-z_][\w.-]*$/.exec(before.slice(-LONGEST_WORD)) ?? [];
  const at = { start: offset - word.length, end: offset };
  return { at, items: itemsAt(names, placeAfter(before.slice(0, at.start)), offset) };
}

type PlaceOf<K extends CompletionPlace['kind']> = Extract<CompletionPlace, { kind: K }>;

const items: {
  readonly [K in CompletionPlace['kind']]: (names: Names, place: PlaceOf<K>, offset: number) => Completion[];
} = {
  declaration: () => declarations(),
  head: (_names, { of }) => headWords[of] ?? [],
  group: (names) => declaredNames(names, ['class', 'group']),
  constant: (names) => declaredNames(names, ['let']),
  import: () => [
    {
      label: '{ … } from',
      kind: CompletionItemKind.Snippet,
      text: '{ $2 } from "${1:./base.vlprompt}"',
      isSnippet: true,
    },
    { label: '"…"', kind: CompletionItemKind.Snippet, text: '"${1:./base.vlprompt}"', isSnippet: true },
  ],
  'import-names': (names, _place, offset) => importNames(names, offset),
  member: ({ document }, { of }, offset) => members(document, of, offset),
  value: (names, { of, key }) => values(names, of, key),
  rest: (_names, { of, key, last }) => rest(of, key, last),
  metric: () => statements.metricNames(),
  'metric-argument': (names, { metric }) => statements.metricArguments(names, metric),
  operator: (_names, { metric }) => statements.operators(metric),
  bound: () => statements.bounds(),
  where: () => [{ label: 'where', kind: CompletionItemKind.Keyword, text: 'where ' }],
  field: ({ document }, { of }, offset) => statements.fieldNames(fieldsAt(document, of, offset)),
  'field-operator': ({ document }, place, offset) => statements.fieldOperators(fieldAt(document, place, offset)),
  'field-value': (names, place, offset) => statements.fieldValues(names, fieldAt(names.document, place, offset)),
  conjunction: () => statements.conjunctions(),
  zip: ({ document }, _place, offset) => statements.axes(document, recipeAt(document, offset)),
  nothing: () => [],
};

function fieldAt(
  document: PromptDocument,
  { of, field }: PlaceOf<'field-operator' | 'field-value'>,
  offset: number,
): Field | undefined {
  const fields = fieldsAt(document, of, offset);
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

function itemsAt(names: Names, place: CompletionPlace, offset: number): Completion[] {
  // Place and table entry have the same kind.
  return (items[place.kind] as (names: Names, place: CompletionPlace, offset: number) => Completion[])(
    names,
    place,
    offset,
  );
}

/** Those that this version does not run come last. */
function declarations(): Completion[] {
  const rules = Object.entries(declarationRules).map(([label, { about, snippet }]) => ({
    label,
    kind: CompletionItemKind.Keyword,
    documentation: about,
    text: snippet,
    isSnippet: true as const,
  }));
  const isLater = ({ label }: Completion) => laterDeclarations.has(label);
  return [...rules.filter((each) => !isLater(each)), ...rules.filter(isLater)];
}

const from: Completion = {
  label: 'from',
  kind: CompletionItemKind.Keyword,
  text: 'from "$1"',
  isSnippet: true,
};

/** What follows the name, where it is a word. */
const headWords: { readonly [K in Declaration['keyword']]?: Completion[] } = {
  data: [from],
  benchmark: [from],
  wildcard: [from],
  import: [from],
};

/** Names of the file that the import around the cursor leads to; without a path, of every file. */
function importNames({ document, documents }: Names, offset: number): Completion[] {
  const around = document.tree.declarations.find((each) => each.keyword === 'import' && touches(placeOf(each), offset));
  const file = around?.keyword === 'import' ? importedFile(document, around) : undefined;
  const present = new Set(around?.keyword === 'import' ? around.names : []);
  return documents
    .filter((each) => each.file === file)
    .flatMap(({ declared }) => [...declared])
    .filter(([name]) => !present.has(name))
    .map(([name, declaration]) => ({ ...nameItem(name, declaration), detail: declaration.keyword }));
}
