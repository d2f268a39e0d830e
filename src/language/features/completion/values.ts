/** @file What a setting may be set to, as completions. */
import { CompletionItemKind } from 'vscode-languageserver';
import { ALL } from '../../scope/spots.ts';
import type { RuleOf, ValueKind, ValueRule } from '../../settings/setting-rule.ts';
import { settingRule } from '../../settings/tables.ts';
import type { DeclarationKind } from '../../tree/declarations.ts';
import type { Completion } from './completion.ts';
import { declaredNames, type Names } from './names.ts';

export function values(names: Names, of: DeclarationKind, key: string): Completion[] {
  const rule = settingRule(of, key)?.value;
  if (rule === undefined) return declaredNames(names, ['let']);
  return (
    (ofKind[rule.kind] as ((rule: ValueRule, names: Names) => Completion[]) | undefined)?.(rule, names) ??
    constants(names)
  );
}

function constants(names: Names): Completion[] {
  return declaredNames(names, ['let']);
}

/** Kinds that are not in the table take numbers or texts, for which a constant may stand. */
const ofKind: { readonly [K in ValueKind]?: (rule: RuleOf<K>, names: Names) => Completion[] } = {
  choice: ({ options, later = [] }) => words(options, later),
  truth: () => words({ true: '', false: '' }),
  names: ({ of, isAllKnown }, names) => [...(isAllKnown ? [all] : []), ...declaredNames(names, of)],
  'prompt-or-template': (_rule, names) => declaredNames(names, ['template', 'let']),
  image: ({ of }, names) => declaredNames(names, of),
  labels: () => words({ folders: 'The name of its folder: `<path>/<class>/`.' }),
  shots: ({ of }, names) => declaredNames(names, of),
  policy: ({ options: { adjudicator = '', ...plain } }) => [
    ...words(plain),
    { label: '2 of 3', kind: CompletionItemKind.Snippet, text: '${1:2} of ${2:3}', isSnippet: true },
    ...snippets({ adjudicator }, (word) => `${word} "\${1:name}"`),
  ],
  share: ({ options }) => snippets(options, (word) => `${word} \${1:80}%`),
  export: ({ options }) => snippets(options, (word) => `${word} "\${1:out/${word}}"`),
  'per-class': () => [
    { label: '40 per class', kind: CompletionItemKind.Snippet, text: '${1:40} per class', isSnippet: true },
  ],
};

const all: Completion = {
  label: ALL,
  kind: CompletionItemKind.Keyword,
  detail: 'every class that the file knows',
};

/** Those of later versions come last, and say so. */
export function words(options: Readonly<Record<string, string>>, later: readonly string[] = []): Completion[] {
  const items = Object.entries(options).map(([label, documentation]) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    ...(documentation !== '' && { documentation }),
    ...(later.includes(label) && { detail: 'not run by this version yet' }),
  }));
  return [
    ...items.filter(({ label }) => !later.includes(label)),
    ...items.filter(({ label }) => later.includes(label)),
  ];
}

function snippets(options: Readonly<Record<string, string>>, write: (word: string) => string): Completion[] {
  return Object.entries(options).map(([label, documentation]) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    documentation,
    text: write(label),
    isSnippet: true,
  }));
}

/** After the first word or number of a value that has a second one. */
export function rest(of: DeclarationKind, key: string, last: string): Completion[] {
  const kind = settingRule(of, key)?.value.kind;
  const isNumber = /^\d+$/.test(last);
  if (kind === 'shots' && !isNumber)
    return [{ label: '16 per class', kind: CompletionItemKind.Snippet, text: '${1:16} per class', isSnippet: true }];
  const takesUnit = (kind === 'shots' || kind === 'per-class') && isNumber;
  return takesUnit ? [{ label: 'per class', kind: CompletionItemKind.Keyword }] : [];
}
