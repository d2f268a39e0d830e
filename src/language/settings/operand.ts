/** @file What stands as a value, with names of constants replaced and ranges counted out. */
import { documentOf, type PromptDocument } from '../document.ts';
import type { Atom, Name, Phrase, Text } from '../generated/ast.ts';
import type { Place } from '../tree/extent.ts';
import { placeOf, writtenAs } from '../tree/places.ts';

export type Operand = { readonly at: Place; readonly written: string } & (
  | { readonly kind: 'number'; readonly value: number }
  /** A ratio: 85 % is 0.85. */
  | { readonly kind: 'percent'; readonly value: number }
  | { readonly kind: 'size'; readonly width: number; readonly height: number }
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'name'; readonly name: Name }
  /** `per class` */
  | { readonly kind: 'per-class' }
  /** `of 3` */
  | { readonly kind: 'of-count'; readonly value: number }
  /** Several values that belong together: `40 per class`, `train 80%`. */
  | { readonly kind: 'phrase'; readonly parts: readonly Operand[] }
  | { readonly kind: 'other' }
);

/** Values of a range or list; more make an axis that nobody looks at. */
export const LONGEST_AXIS = 1000;

/** How many constants may lead to one another. */
const DEEPEST = 16;

/** One for each value of the phrase: several for a list or a range. */
export function operandsOf(document: PromptDocument, phrase: Phrase): Operand[] {
  const [atom, ...more] = phrase.atoms;
  const at = placeOf(phrase);
  if (atom === undefined) return [other(at, written(phrase))];
  if (more.length > 0) {
    const parts = phrase.atoms.flatMap((part) => operandsOfAtom(document, part));
    return [{ kind: 'phrase', parts, at, written: written(phrase) }];
  }
  return operandsOfAtom(document, atom, at, 0);
}

/** @param at where the author wrote it; the constant it names may stand elsewhere. */
export function operandsOfAtom(document: PromptDocument, atom: Atom, at: Place = placeOf(atom), depth = 0): Operand[] {
  const source = written(atom);
  switch (atom.$type) {
    case 'Text':
      return [{ kind: 'text', text: atom, at, written: source }];
    case 'Name':
      return constantOf(document, atom, at, depth) ?? [{ kind: 'name', name: atom, at, written: source }];
    case 'Quantity':
      return [quantity(atom.raw, at)];
    case 'Range':
      return range(atom.raw, at);
    case 'List':
      return atom.items.flatMap((item) => listItem(document, item));
  }
}

/** Lists do not nest, so that constants of constants cannot grow beyond all measure. */
function listItem(document: PromptDocument, item: Phrase): Operand[] {
  const [atom, ...more] = item.atoms;
  const at = placeOf(item);
  const isPlain = atom !== undefined && more.length === 0 && atom.$type !== 'List' && !leadsToList(document, atom);
  return isPlain ? operandsOfAtom(document, atom, at) : [other(at, written(item))];
}

function leadsToList(document: PromptDocument, atom: Atom): boolean {
  let current: Atom | undefined = atom;
  for (let depth = 0; current?.$type === 'Name' && depth <= DEEPEST; depth++) current = constantAtom(document, current);
  return current?.$type === 'List' || current?.$type === 'Range';
}

/** What a name stands for when it is a constant. */
function constantOf(document: PromptDocument, atom: Name, at: Place, depth: number): Operand[] | undefined {
  const inner = depth > DEEPEST ? undefined : constantAtom(document, atom);
  return inner && operandsOfAtom(document, inner, at, depth + 1);
}

function constantAtom(document: PromptDocument, atom: Name): Atom | undefined {
  const declaration = documentOf(document, atom).names.get(atom.name);
  if (declaration?.keyword !== 'let' || atom.arguments.length > 0) return undefined;
  const [item, ...moreItems] = declaration.value?.items ?? [];
  const [inner, ...moreAtoms] = item?.atoms ?? [];
  return moreItems.length + moreAtoms.length === 0 ? inner : undefined;
}

function quantity(raw: string, at: Place): Operand {
  const size = /^(\d+)x(\d+)$/.exec(raw);
  if (size) return { kind: 'size', width: Number(size[1]), height: Number(size[2]), at, written: raw };
  if (raw.endsWith('%')) return { kind: 'percent', value: Number(raw.slice(0, -1)) / 100, at, written: raw };
  if (raw.startsWith('per')) return { kind: 'per-class', at, written: raw };
  if (raw.startsWith('of')) return { kind: 'of-count', value: Number(raw.slice(2)), at, written: raw };
  const value = Number(raw);
  return Number.isFinite(value) ? { kind: 'number', value, at, written: raw } : other(at, raw);
}

function range(raw: string, at: Place): Operand[] {
  const [, from, to, step] =
    /^(-?[\d.]*\d)[ \t]*\.\.[ \t]*(-?[\d.]*\d)(?:[ \t]+step[ \t]+(-?[\d.]*\d))?$/.exec(raw) ?? [];
  const values = countUp(Number(from), Number(to), Number(step ?? 1));
  return values?.map((value) => ({ kind: 'number', value, at, written: `${value}` })) ?? [other(at, raw)];
}

/** Both ends included; undefined when the step leads nowhere or the way is too long. */
function countUp(from: number, to: number, step: number): number[] | undefined {
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (!(step > 0) || !(count >= 1) || count > LONGEST_AXIS) return undefined;
  return Array.from({ length: count }, (_, index) => Number((from + index * step).toPrecision(12)));
}

function other(at: Place, source: string): Operand {
  return { kind: 'other', at, written: source };
}

function written(node: Phrase | Atom): string {
  const source = writtenAs(node).replace(/\s+/g, ' ');
  return source.length > 40 ? `${source.slice(0, 40)}…` : source;
}
