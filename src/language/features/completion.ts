/** @file What may be written at the cursor. */
import { CompletionItemKind } from 'vscode-languageserver';
import type { PromptDocument } from '../document.ts';
import type { Text } from '../generated/ast.ts';
import { starterModels } from '../plan/model-spec.ts';
import { classesIn } from '../scope/classes.ts';
import { isPromptText } from '../scope/prompt-texts.ts';
import { ALL } from '../scope/uses.ts';
import { declarationRules } from '../settings/declaration-rules.ts';
import { metrics } from '../settings/metrics.ts';
import { ATTRIBUTE, laterDeclarations, settingRule, settingTables } from '../settings/tables.ts';
import { type DeclarationKind, isNamed, type Named, settingsOf } from '../tree/declarations.ts';
import { documentationAbove } from '../tree/documentation.ts';
import { type Extent, touches } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';
import { type CompletionPlace, placeAfter } from './completion-place.ts';
import { describeSetting } from './hover.ts';
import { withoutImages } from './markdown.ts';
import { textAt } from './text-at.ts';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** One line beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What is written instead of the label; in snippet syntax when `isSnippet`. */
  readonly text?: string;
  readonly isSnippet?: true;
}

export interface Completions {
  /** What is replaced: the word the cursor is in, up to the cursor. */
  readonly at: Extent;
  readonly items: readonly Completion[];
}

export function completionsAt(document: PromptDocument, offset: number): Completions {
  const before = document.text.slice(0, offset);
  const text = textAt(document, offset);
  if (text) return inText(document, text, before);
  if (isComment(before)) return { at: { start: offset, end: offset }, items: [] };
  const [word = ''] = /[A-Za-z_][\w.-]*$/.exec(before) ?? [];
  const at = { start: offset - word.length, end: offset };
  return { at, items: itemsAt(document, placeAfter(before.slice(0, at.start)), offset) };
}

function isComment(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1).replace(/"(?:[^"\\]|\\.)*"/g, '');
  return line.includes('//') || before.lastIndexOf('/*') > before.lastIndexOf('*/');
}

type PlaceOf<K extends CompletionPlace['kind']> = Extract<CompletionPlace, { kind: K }>;

const items: {
  readonly [K in CompletionPlace['kind']]: (
    document: PromptDocument,
    place: PlaceOf<K>,
    offset: number,
  ) => Completion[];
} = {
  declaration: () => declarations(),
  group: (document) => declared(document, ['class', 'group']),
  member: (document, { of }, offset) => members(document, of, offset),
  value: (document, { of, key }) => values(document, of, key),
  metric: () => metricNames(),
  'metric-class': (document, { metric }) => declared(document, metrics[metric]?.takes ?? []),
  operator: () => ['>=', '<=', '>', '<', '='].map((label) => ({ label, kind: CompletionItemKind.Operator })),
  bound: () =>
    ['on lower bound', 'on upper bound'].map((label) => ({
      label,
      kind: CompletionItemKind.Keyword,
      detail: 'compares an end of the 95 % interval',
    })),
  nothing: () => [],
};

function itemsAt(document: PromptDocument, place: CompletionPlace, offset: number): Completion[] {
  // Place and table entry have the same kind.
  return (items[place.kind] as (document: PromptDocument, place: CompletionPlace, offset: number) => Completion[])(
    document,
    place,
    offset,
  );
}

function declarations(): Completion[] {
  return Object.entries(declarationRules)
    .filter(([keyword]) => !laterDeclarations.has(keyword))
    .map(([label, { about, snippet }]) => ({
      label,
      kind: CompletionItemKind.Keyword,
      documentation: about,
      text: snippet,
      isSnippet: true,
    }));
}

function declared(document: PromptDocument, kinds: readonly DeclarationKind[]): Completion[] {
  return [...document.names.values()]
    .filter((declaration) => kinds.includes(declaration.keyword))
    .map((declaration) => nameItem(document, declaration));
}

function nameItem(document: PromptDocument, declaration: Named): Completion {
  return {
    label: declaration.name ?? '',
    kind: CompletionItemKind.Reference,
    detail: declaration.keyword,
    documentation: withoutImages(documentationAbove(document.text, placeOf(declaration).start)),
  };
}

function members(document: PromptDocument, of: DeclarationKind, offset: number): Completion[] {
  const around = document.tree.declarations
    .filter(isNamed)
    .find((declaration) => touches(placeOf(declaration), offset));
  const present = new Set(around ? settingsOf(around).map((setting) => setting.key) : []);
  const settings = Object.entries(settingTables[of] ?? {}).filter(([key, rule]) => !rule.isLater && !present.has(key));
  return [
    ...settings.map(([key, rule]) => settingItem(key, describeSetting(key, rule))),
    ...(furtherMembers[of] ?? []),
  ];
}

function settingItem(key: string, documentation: string): Completion {
  return { label: key, kind: CompletionItemKind.Property, documentation, text: `${key}: ` };
}

const furtherMembers: { readonly [K in DeclarationKind]?: readonly Completion[] } = {
  class: [
    {
      ...settingItem(`${ATTRIBUTE}…`, 'A word of your own; prompts read it as `${class.attribute.…}`.'),
      text: `${ATTRIBUTE}\${1:name}: "$2"`,
      isSnippet: true,
    },
  ],
  template: [
    {
      label: '"a photo of a ${class}"',
      kind: CompletionItemKind.Text,
      text: '"a photo of a \\${class\\}"',
      isSnippet: true,
    },
  ],
  evaluate: [
    {
      label: 'expect',
      kind: CompletionItemKind.Keyword,
      documentation: 'Fails the run when it does not hold.',
      text: 'expect ',
    },
    {
      label: 'check',
      kind: CompletionItemKind.Keyword,
      documentation: 'Asks for a look when it does not hold.',
      text: 'check ',
    },
  ],
};

function values(document: PromptDocument, of: DeclarationKind, key: string): Completion[] {
  const rule = settingRule(of, key)?.value;
  if (rule?.kind === 'choice')
    return Object.entries(rule.options).map(([label, documentation]) => ({
      label,
      kind: CompletionItemKind.EnumMember,
      documentation,
    }));
  if (rule?.kind === 'prompt-or-template') return declared(document, ['template', 'let']);
  if (rule?.kind !== 'names') return declared(document, ['let']);
  const all: Completion[] = rule.isAllKnown
    ? [{ label: ALL, kind: CompletionItemKind.Keyword, detail: 'every class of the file' }]
    : [];
  return [...all, ...declared(document, rule.of)];
}

function metricNames(): Completion[] {
  return Object.entries(metrics)
    .filter(([, rule]) => !rule.isLater)
    .map(([label, rule]) => ({
      label,
      kind: CompletionItemKind.Function,
      detail: rule.example,
      documentation: rule.about,
      ...(
        {
          plain: {},
          one: { text: `${label}($1)`, isSnippet: true },
          pair: { text: `${label}($1 -> $2)`, isSnippet: true },
          percentile: { text: `${label}(p${'$'}{1:10})`, isSnippet: true },
        } as const
      )[rule.shape],
    }));
}

/** Inside a string: names after `${`, and the models of the starter pack. */
function inText(document: PromptDocument, text: Text, before: string): Completions {
  const offset = before.length;
  const [, name] = /\$\{\s*([\w.-]*)$/.exec(before) ?? [];
  if (name !== undefined && isPromptText(document, text))
    return { at: { start: offset - name.length, end: offset }, items: interpolations(document) };
  const at = { start: placeOf(text).start + 1, end: offset };
  return { at, items: text.$container.$type === 'Model' ? starters() : [] };
}

function interpolations(document: PromptDocument): Completion[] {
  const keys = classesIn(document).flatMap((declaration) => settingsOf(declaration).map((setting) => setting.key));
  const attributes = [...new Set(keys.filter((key) => key.startsWith(ATTRIBUTE)))];
  return [
    { label: 'class', kind: CompletionItemKind.Variable, detail: 'the caption of the class at hand' },
    ...attributes.map((key) => ({
      label: `class.${key}`,
      kind: CompletionItemKind.Field,
      detail: 'of the class at hand',
    })),
    ...declared(document, ['let']),
  ];
}

function starters(): Completion[] {
  return Object.entries(starterModels).map(([name, does]) => ({
    label: `starter/${name}`,
    kind: CompletionItemKind.File,
    detail: `${does}; ships with the product`,
  }));
}
