/** @file A recipe in another dialect of attention: its prompts say the same, as far as the dialect can. */
import type { PromptDocument } from '../../document.ts';
import { inserted, replaced, type TextChange } from '../../format/text-change.ts';
import type { Recipe, Text } from '../../generated/ast.ts';
import type { Dialect } from '../../plan/plan.ts';
import { drawnTexts } from '../../plan/prompt-lines.ts';
import { type AttentionSpan, type GroupSpan, scanAttention } from '../../prompt/attention/scan-attention.ts';
import { partsIn } from '../../prompt/parts-in.ts';
import { promptOf } from '../../prompt/prompt-of.ts';
import { dialects } from '../../settings/shared-rules.ts';
import { settingValues } from '../../settings/values.ts';
import { bodyOf, settingOf } from '../../tree/declarations.ts';
import { type Extent, touches } from '../../tree/extent.ts';
import { placeOf } from '../../tree/places.ts';
import { readerOf } from '../prompt-reader.ts';
import { writtenWeight } from '../written-weight.ts';
import type { Action, ActionContext } from './action.ts';

export function conversions({ document, range }: ActionContext): Action[] {
  const recipe = document.tree.declarations.find((each) => touches(placeOf(each), range.start));
  if (recipe?.keyword !== 'recipe') return [];
  const from = dialectOf(document, recipe);
  const recipes = sharing(document, recipe);
  const hasBrackets = recipes
    .flatMap((each) => drawnTexts(document, each))
    .some(({ raw }) => /[()[\]]|BREAK/.test(raw));
  if (!hasBrackets || recipes.some((each) => dialectOf(document, each) !== from)) return [];
  const others = (Object.keys(dialects) as Dialect[]).filter((dialect) => dialect !== from);
  return others.map((to) => convert(document, recipes, from, to));
}

function dialectOf(document: PromptDocument, recipe: Recipe): Dialect {
  // The rule's own table of options holds nothing else.
  return (settingValues(document, recipe, 'emphasis', 'choice')[0] ?? 'a1111') as Dialect;
}

/** Recipes that read the same templates must change with it. */
function sharing(document: PromptDocument, recipe: Recipe): Recipe[] {
  const recipes = new Set([recipe]);
  for (const each of recipes) {
    for (const text of drawnTexts(document, each))
      for (const other of readerOf(document, text).recipes) recipes.add(other);
  }
  return [...recipes];
}

function convert(document: PromptDocument, recipes: readonly Recipe[], from: Dialect, to: Dialect): Action {
  const texts = new Set(recipes.flatMap((recipe) => drawnTexts(document, recipe)));
  const own = [...texts].filter((text) => placeOf(text).file === document.file);
  const converted = own.map((text) => convertText(document, text, from, to));
  const lost = new Set(converted.flatMap((each) => each.lost));
  if (own.length < texts.size) lost.add('lines of other files');
  const names = recipes.map(({ name = '' }) => `\`${name}\``).join(', ');
  const notes = [
    ...(lost.size === 0 ? [] : [`left as they are: ${[...lost].join(', ')}`]),
    ...droppedBy(converted, to),
  ];
  const note = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  const changes = [
    ...converted.flatMap((each) => each.changes),
    ...recipes.flatMap((recipe) => setEmphasis(document, recipe, to)),
  ];
  return { title: `Convert attention of ${names} to ${to}${note}`, kind: 'refactor.rewrite', changes };
}

/** Without brackets there are no weights. */
function droppedBy(converted: readonly Converted[], to: Dialect): string[] {
  return to === 'none' && converted.some((each) => each.hasGroups) ? ['weights are dropped'] : [];
}

function setEmphasis(document: PromptDocument, recipe: Recipe, to: Dialect): TextChange[] {
  const setting = settingOf(recipe, 'emphasis');
  if (setting?.value) return [replaced(placeOf(setting.value), to)];
  const after = settingOf(recipe, 'prompt') ?? bodyOf(recipe);
  if (after === undefined) return [];
  const { start, end } = placeOf(after);
  const lineStart = document.text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(document.text.slice(lineStart, start))?.[0] ?? '';
  const isOwnLine = lineStart + indent.length === start && after.$type === 'Setting';
  const place = after.$type === 'Setting' ? end : start + 1;
  return [inserted(place, isOwnLine ? `\n${indent}emphasis: ${to}` : ` emphasis: ${to}`)];
}

interface Converted {
  readonly changes: readonly TextChange[];
  /** What the other dialect cannot say. */
  readonly lost: readonly string[];
  readonly hasGroups: boolean;
}

type Family = 'multiply' | 'replace' | 'nothing';

/** A1111 multiplies weights within weights, ComfyUI replaces them. */
const families: { readonly [D in Dialect]: Family } = {
  a1111: 'multiply',
  'a1111-nonorm': 'multiply',
  comfy: 'replace',
  none: 'nothing',
};

function convertText(document: PromptDocument, text: Text, from: Dialect, to: Dialect): Converted {
  if (families[from] === families[to]) return { changes: [], lost: [], hasGroups: false };
  const { spans } = scanAttention(promptOf(text).parts, from);
  const groups = spans.filter((span) => span.kind === 'group');
  const lost = spans.flatMap((span) => losses(span, to));
  return {
    changes: [
      ...groups.flatMap((group) => convertGroup(document, group, groups, to)),
      ...plainBrackets(document, text, from, to),
    ],
    lost,
    hasGroups: groups.length > 0,
  };
}

const changing = { scheduled: 'schedules', alternation: 'alternations', break: 'BREAK' } as const;

function losses(span: AttentionSpan, to: Dialect): string[] {
  if (span.kind !== 'group') return families[to] === 'multiply' ? [] : [changing[span.kind]];
  if (span.close === undefined) return ['brackets that are never closed'];
  return span.weight === undefined ? ['weights that a template says'] : [];
}

function convertGroup(
  document: PromptDocument,
  group: GroupSpan,
  groups: readonly GroupSpan[],
  to: Dialect,
): TextChange[] {
  const { open, close, weightAt, weight } = group;
  if (close === undefined || weight === undefined) return [];
  if (to === 'none') return [replaced(open, ''), replaced(close, '')];
  const isRound = document.text[open.start] === '(';
  // One step up is written alike in both.
  if (isRound && weightAt === undefined) return [];
  const around =
    groups.findLast((each) => each !== group && each.start <= group.start && group.end <= each.end)?.weight ?? 1;
  const said = families[to] === 'replace' ? weight : weight / around;
  if (isRound && weightAt) {
    const before = document.text.slice(weightAt.start, weightAt.end);
    return Number(before) === Number(writtenWeight(said)) ? [] : [replaced(weightAt, writtenWeight(said))];
  }
  return [replaced(open, '('), replaced(close, `:${writtenWeight(said)})`)];
}

/** Characters that had no meaning and would get one. */
function plainBrackets(document: PromptDocument, text: Text, from: Dialect, to: Dialect): TextChange[] {
  const meaningless = bracketsOf[families[to]].filter((bracket) => !bracketsOf[families[from]].includes(bracket));
  const parts = partsIn(promptOf(text).parts).filter((part) => part.kind === 'text' && !part.isEscaped);
  return parts.flatMap((part) => escapesIn(document, part, meaningless));
}

const bracketsOf: { readonly [F in Family]: readonly string[] } = {
  multiply: ['(', ')', '[', ']'],
  replace: ['(', ')'],
  nothing: [],
};

function escapesIn(document: PromptDocument, { start, end }: Extent, brackets: readonly string[]): TextChange[] {
  const offsets = Array.from({ length: end - start }, (_, index) => start + index);
  return offsets
    .filter((offset) => brackets.includes(document.text[offset] ?? ''))
    .map((offset) => inserted(offset, '\\'));
}
