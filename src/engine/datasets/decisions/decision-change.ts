/** @file What was decided, read from where people and other versions write, too. */
import type { DecisionChange, DecisionRemark, Redraw } from '../../../protocol/decisions.ts';
import { isDigest } from '../../files/digest.ts';
import { digestIn } from './named-digest.ts';

type Fields = Readonly<Record<string, unknown>>;
type Of<O extends DecisionChange['op']> = DecisionChange & { readonly op: O };

/** Undefined when it is none that this version knows, or lacks what it changes the image to. */
export function changeIn(fields: Fields): DecisionChange | undefined {
  const { op } = fields;
  if (typeof op !== 'string' || !Object.hasOwn(readers, op)) return undefined;
  const change = readers[op as DecisionChange['op']](fields);
  return change && { ...change, ...remarkIn(fields) };
}

const mostStars = 5;

const readers: { readonly [O in DecisionChange['op']]: (fields: Fields) => Of<O> | undefined } = {
  accept: () => ({ op: 'accept' }),
  reject: () => ({ op: 'reject' }),
  undecide: () => ({ op: 'undecide' }),
  flag: () => ({ op: 'flag' }),
  unflag: () => ({ op: 'unflag' }),
  relabel: ({ to, from }) => (isWord(to) ? { op: 'relabel', to, ...(isWord(from) && { from }) } : undefined),
  rate: ({ to }) => (isRating(to) ? { op: 'rate', to } : undefined),
  tag: ({ to }) => (isWord(to) ? { op: 'tag', to } : undefined),
  untag: ({ to }) => (isWord(to) ? { op: 'untag', to } : undefined),
  split: ({ to }) => (to === 'train' || to === 'val' || to === 'test' ? { op: 'split', to } : undefined),
  distinct: ({ to }) => (digestIn(to) === undefined ? undefined : { op: 'distinct', to: to as string }), // A digest is a text.
  note: () => ({ op: 'note' }),
};

function remarkIn({ op, why, note, ms, redraw }: Fields): DecisionRemark {
  const reasons = Array.isArray(why) ? why.filter(isWord) : [];
  const again = op === 'reject' ? redrawIn(redraw) : undefined;
  return {
    ...(reasons.length > 0 && { why: reasons }),
    ...(isWord(note) && { note }),
    ...(again && { redraw: again }),
    ...(isTime(ms) && { ms }),
  };
}

function redrawIn(value: unknown): Redraw | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { key, seed, prompt }: Fields = { ...value };
  if (!isDigest(key) || !isSeed(seed)) return undefined;
  return { key, seed, ...(isWord(prompt) && { prompt }) };
}

function isSeed(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRating(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostStars;
}
