/** @file Inline: what a constant or a wildcard stands for, in the place of its name. */
import { replaced, type TextChange } from '../../format/text-change.ts';
import type { Let, Text } from '../../generated/ast.ts';
import type { InterpolationPart, Part, WildcardPart } from '../../prompt/part.ts';
import { constantOf } from '../../scope/lookup.ts';
import { wildcardsOf } from '../../scope/wildcards.ts';
import { namePlace } from '../../tree/declarations.ts';
import { touches } from '../../tree/extent.ts';
import { placeOf, quotedText } from '../../tree/places.ts';
import { matchWildcards, valuesBelow } from '../../wildcard/match.ts';
import { placesOf } from '../name-at.ts';
import { type Action, type ActionContext, promptIn } from './action.ts';
import { choiceAround, partsAround } from './parts-around.ts';

export function inlinings(context: ActionContext): Action[] {
  return [...constantHere(context), ...constantEverywhere(context), ...wildcardHere(context)];
}

function constantHere(context: ActionContext): Action[] {
  const { document, range } = context;
  const prompt = promptIn(context);
  const part = prompt && partsAround(prompt.parts, range).find((each) => each.kind === 'interpolation');
  const constant = part && constantOf(document, part);
  const words = constant && wordsOf(constant);
  if (prompt === undefined || part === undefined || words === undefined) return [];
  const written = fitting(words, isInVariants(prompt.parts, part));
  return [{ title: `Inline \`\${${part.name}}\` here`, kind: 'refactor.inline', changes: [replaced(part, written)] }];
}

/** Where all uses are in prompts of this file; the declaration goes with them. */
function constantEverywhere({ document, documents, range }: ActionContext): Action[] {
  const constant = document.tree.declarations.find(
    (each): each is Let => each.keyword === 'let' && each.name !== undefined && touches(namePlace(each), range.start),
  );
  const words = constant && wordsOf(constant);
  if (constant === undefined || words === undefined) return [];
  const places = placesOf(documents, { kind: 'declaration', declaration: constant }, false).map(({ at }) => at);
  const uses = places.map((at) => ({ at, part: interpolationAt(document.text, at.start, at.end) }));
  const isAllHere = uses.length > 0 && uses.every(({ at, part }) => at.file === document.file && part !== undefined);
  // Several uses of one name say the same in an image; variants written out would not.
  if (!isAllHere || (uses.length > 1 && /[{]|__/.test(words))) return [];
  const inlined = uses.flatMap(({ part }) => (part ? [replaced(part, fitting(words, true))] : []));
  const changes: TextChange[] = [...inlined, replaced(wholeLine(document.text, constant), '')];
  return [{ title: `Inline all uses of \`${constant.name}\` and remove it`, kind: 'refactor.inline', changes }];
}

/** The `${…}` around a name; undefined where the name stands in a setting. */
function interpolationAt(text: string, start: number, end: number) {
  const [head = ''] = /\$\{\s*$/.exec(text.slice(Math.max(0, start - 8), start)) ?? [];
  const [tail = ''] = /^\s*\}/.exec(text.slice(end, end + 8)) ?? [];
  return head === '' || tail === '' ? undefined : { start: start - head.length, end: end + tail.length };
}

function wholeLine(text: string, constant: Let) {
  const { start, end } = placeOf(constant);
  const [rest = ''] = /^[ \t]*(\r?\n){0,2}/.exec(text.slice(end)) ?? [];
  return { start, end: end + rest.length };
}

/** Of a constant that is one text. */
function wordsOf({ value }: Let): string | undefined {
  const [atom, ...more] = value?.items.flatMap((item) => item.atoms) ?? [];
  return atom?.$type === 'Text' && more.length === 0 ? onOneLine(atom) : undefined;
}

function onOneLine(text: Text): string | undefined {
  const { text: written } = quotedText(text);
  return written.includes('\n') ? undefined : written.replace(/(?<!\\)((?:\\\\)*)"/g, '$1\\"');
}

function isInVariants(parts: readonly Part[], part: InterpolationPart): boolean {
  return choiceAround(parts, part) !== undefined;
}

/** Among variants a bar would begin another one. */
function fitting(words: string, isAmongVariants: boolean): string {
  if (!isAmongVariants) return words;
  let depth = 0;
  return words.replace(/\\[\s\S]|[{}|]/g, (found) => {
    if (found === '{') depth++;
    if (found === '}') depth--;
    return found === '|' && depth === 0 ? '\\|' : found;
  });
}

/** More would be no help. */
const MOST_VALUES = 100;

function wildcardHere(context: ActionContext): Action[] {
  const prompt = promptIn(context);
  const part = prompt && partsAround(prompt.parts, context.range).find((each) => each.kind === 'wildcard');
  if (prompt === undefined || part?.kind !== 'wildcard') return [];
  const values = valuesOf(context, part);
  if (values.length === 0 || values.length > MOST_VALUES) return [];
  const choice = choiceAround(prompt.parts, part);
  const isCounted = choice?.countAt !== undefined && choice.options.length === 1;
  const written = isCounted || values.length === 1 ? values.join('|') : `{${values.join('|')}}`;
  return [
    { title: `Inline \`__${part.pattern}__\` here`, kind: 'refactor.inline', changes: [replaced(part, written)] },
  ];
}

function valuesOf({ document }: ActionContext, { pattern }: WildcardPart): string[] {
  const nodes = wildcardsOf(document, pattern).flatMap(({ name, node }) => matchWildcards(pattern, [{ name, node }]));
  return valuesBelow(nodes).map(({ text, weight }) => {
    const words = fitting(text.text.replace(/(?<!\\)((?:\\\\)*)"/g, '$1\\"'), true);
    return weight === 1 ? words : `${weight}::${words}`;
  });
}
