/** @file Settings and statements of a declaration as completions. */
import { CompletionItemKind } from 'vscode-languageserver';
import type { PromptDocument } from '../../document.ts';
import { ATTRIBUTE, settingTables } from '../../settings/tables.ts';
import { type DeclarationKind, isNamed, settingsOf } from '../../tree/declarations.ts';
import { touches } from '../../tree/extent.ts';
import { placeOf } from '../../tree/places.ts';
import { describeSetting } from '../hover.ts';
import type { Completion } from './completion.ts';

/** Settings that are not there yet; those that this version does not run come last. */
export function members(document: PromptDocument, of: DeclarationKind, offset: number): Completion[] {
  const around = document.tree.declarations
    .filter(isNamed)
    .find((declaration) => touches(placeOf(declaration), offset));
  const present = new Set(around ? settingsOf(around).map((setting) => setting.key) : []);
  const settings = Object.entries(settingTables[of] ?? {}).filter(([key]) => !present.has(key));
  const [now, later] = [settings.filter(([, rule]) => !rule.isLater), settings.filter(([, rule]) => rule.isLater)];
  const items = (from: typeof settings) => from.map(([key, rule]) => settingItem(key, describeSetting(key, rule)));
  return [...items(now), ...(statements[of] ?? []), ...items(later)];
}

function settingItem(key: string, documentation: string): Completion {
  return { label: key, kind: CompletionItemKind.Property, documentation, text: `${key}: ` };
}

function keyword(label: string, documentation: string, text = `${label} `): Completion {
  return { label, kind: CompletionItemKind.Keyword, documentation, text };
}

const judgements: readonly Completion[] = [
  keyword('expect', 'Fails the run when it does not hold.'),
  keyword('check', 'Asks for a look when it does not hold.'),
  snippet('expect accuracy', 'Share of images judged right, at least.', 'expect accuracy >= ${1:80}%'),
  snippet('expect recall', 'Share of one class judged right, at least.', 'expect recall(${1:class}) >= ${2:80}%'),
  snippet(
    'check confusion',
    'Share of one class taken for another, at most.',
    'check confusion(${1:class} -> ${2:other}) <= ${3:20}%',
  ),
];

function snippet(label: string, documentation: string, text: string): Completion {
  return { label, kind: CompletionItemKind.Snippet, documentation, text, isSnippet: true };
}

const statements: { readonly [K in DeclarationKind]?: readonly Completion[] } = {
  class: [
    {
      ...snippet(
        `${ATTRIBUTE}…`,
        'A word of your own; prompts read it as `${class.attribute.…}`.',
        `${ATTRIBUTE}\${1:name}: "$2"`,
      ),
      kind: CompletionItemKind.Property,
    },
  ],
  template: [snippet('"a photo of a ${class}"', 'A line of the template.', '"a photo of a \\${class\\}"')],
  wildcard: [snippet('"…"', 'A phrase of the wildcard.', '"$1"')],
  recipe: [
    keyword('skip where', 'Leaves out cells of the grid, such as `skip where guidance > 5 and steps < 10`.'),
    { ...keyword('zip', 'Pairs lists instead of taking all combinations.', 'zip($1)'), isSnippet: true },
  ],
  evaluate: judgements,
  curate: [
    keyword('keep where', 'Keeps the images for which it holds, such as `keep where score >= 0.25`.'),
    keyword('drop where', 'Drops the images for which it holds.'),
  ],
};
