/** @file Completions inside prompts: `${…}` and `__…__`. */
import { CompletionItemKind } from 'vscode-languageserver';
import type { PromptDocument } from '../../document.ts';
import { readableSettings } from '../../scope/interpolation.ts';
import { readableAttributes } from '../../scope/readable-attributes.ts';
import { wildcardsIn } from '../../scope/wildcards.ts';
import { settingTables } from '../../settings/tables.ts';
import { valuesBelow, wildcardPaths } from '../../wildcard/match.ts';
import type { WildcardNode } from '../../wildcard/wildcard-file.ts';
import { describeValues } from '../describe.ts';
import type { Completion, Completions } from './completion.ts';
import { declaredNames, importable, type Names } from './names.ts';

/** Characters looked at before the cursor: more than any name has. */
const LONGEST = 2000;

/** Undefined where nothing of the kind was begun. @param begin where the prompt begins. */
export function inPrompt(names: Names, begin: number, offset: number): Completions | undefined {
  const { text } = names.document;
  const before = text.slice(Math.max(begin, offset - LONGEST), offset);
  const [, name] = /\$\{\s*([\w.-]*)$/.exec(before) ?? [];
  if (name !== undefined) return { at: { start: offset - name.length, end: offset }, items: interpolations(names) };
  const pattern = openWildcard(before);
  if (pattern === undefined) return undefined;
  const at = { start: offset - pattern.length, end: offset };
  const isClosed = text.startsWith('__', offset);
  return { at, items: [...wildcards(names, isClosed), ...wildcardValues(names.document, pattern, at.start, offset)] };
}

/** What stands behind underscores that nothing closes yet. */
function openWildcard(before: string): string | undefined {
  const closed = before.replace(/__(?=[\p{L}\p{N}*?])[\p{L}\p{N}_/.*?-]*?__(?!_)/gu, (found) =>
    ' '.repeat(found.length),
  );
  return /(?<![_\\])__([\p{L}\p{N}_/.*?-]*)$/u.exec(closed)?.[1];
}

function interpolations(names: Names): Completion[] {
  return [
    { label: 'class', kind: CompletionItemKind.Variable, detail: 'the caption of the class at hand' },
    ...readableAttributes(names.document).map((label) => ({
      label,
      kind: CompletionItemKind.Field,
      detail: 'of the class at hand',
    })),
    ...declaredNames(names, ['let']),
    ...readableSettings.map((label) => ({
      label,
      kind: CompletionItemKind.Property,
      detail: 'the value at hand',
      documentation: settingTables.recipe?.[label]?.about ?? '',
    })),
  ];
}

/** Names, and the keys below them. */
function wildcards(names: Names, isClosed: boolean): Completion[] {
  const close = (label: string) => (isClosed ? label : `${label}__`);
  const known = wildcardPaths(wildcardsIn(names.document)).map(({ path, node }) => ({
    label: path,
    kind: CompletionItemKind.Reference,
    detail: `${valuesBelow([node]).length} values`,
    documentation: describeValues([node]),
    text: close(path),
  }));
  const others = importable(names, ['wildcard']).map((item) => ({ ...item, text: close(item.label) }));
  return [...known, ...others];
}

/** More are found by typing. */
const MOST_VALUES = 50;

/** Values of what is written, to stand in its place. */
function wildcardValues(document: PromptDocument, pattern: string, start: number, offset: number): Completion[] {
  const named = wildcardPaths(wildcardsIn(document)).find(({ path }) => path === pattern);
  const isClosed = document.text.startsWith('__', offset);
  const at = { start: start - 2, end: isClosed ? offset + 2 : offset };
  return valueItems(named?.node).map((label) => ({
    label: `__${pattern} → ${label}`,
    kind: CompletionItemKind.Value,
    detail: `a value of ${pattern}`,
    text: label,
    at,
  }));
}

function valueItems(node: WildcardNode | undefined): string[] {
  return node
    ? valuesBelow([node])
        .slice(0, MOST_VALUES)
        .map((value) => value.text.text)
    : [];
}
