/** @file Good texts → broken ones: what typing, pasting and merging make of a file. */
import fc from 'fast-check';
import { type Choices, made } from './choices.ts';
import { MAIN, type Program, writeProgram } from './program.ts';

/** A program of which one file was broken. */
export const brokenProgram: fc.Arbitrary<Program> = made((choices) => {
  const files = writeProgram(choices);
  const broken = choices.pick([MAIN, ...Object.keys(files)]);
  return { ...files, [broken]: scramble(choices, files[broken] ?? '') };
}, 600);

const oddities = [
  ...['{', '}', '[', ']', '(', ')', '"', '"""', ':', ',', '=', '|', '::', '$$', '${', '__', '\\', '->', '..', '%'],
  ...['//', '/*', '*/', '///', '\n', '\r\n', '\r', '\t', '\0', '\uFEFF', '\uD800', '\uDC00', '\u202E', '\u2028'],
  ...[
    'class',
    'recipe',
    'import',
    'where',
    'not',
    'per class',
    'zip(',
    'all',
    '__proto__',
    'constructor',
    '1e999',
    '99999999999',
  ],
  ...['class a', 'prompt:', 'expect', 'keep where', 'from "', '1..', '- ', '#', '👟'],
] as const;

/** One to four edits; once the choices have run out they change the beginning. */
export function scramble(choices: Choices, text: string): string {
  return choices.several(1, 4, () => choices.pick(edits)).reduce((broken, edit) => edit(choices, broken), text);
}

type Edit = (choices: Choices, text: string) => string;

const edits: readonly Edit[] = [
  (choices, text) => withSpan(choices, text, () => ''),
  (choices, text) => withSpan(choices, text, (span) => span + span),
  (choices, text) => withSpan(choices, text, (span) => choices.pick(oddities) + span),
  (choices, text) => withSpan(choices, text, (span) => [...span].reverse().join('')),
  (choices, text) => withSpan(choices, text, (span) => span + String.fromCharCode(choices.below(0x10000))),
  (choices, text) => text.slice(0, choices.below(text.length + 1)),
  swapped,
];

/** Changes a token, a line, or some characters. */
function withSpan(choices: Choices, text: string, change: (span: string) => string): string {
  const [start, end] = spanOf(choices, text);
  return text.slice(0, start) + change(text.slice(start, end)) + text.slice(end);
}

function swapped(choices: Choices, text: string): string {
  const spans = [spanOf(choices, text), spanOf(choices, text)].toSorted(([one], [other]) => one - other);
  const [[a, b], [c, d]] = spans as [Span, Span]; // There are two.
  if (c < b) return text;
  return text.slice(0, a) + text.slice(c, d) + text.slice(b, c) + text.slice(a, b) + text.slice(d);
}

type Span = readonly [start: number, end: number];

const units = [/\s*\S+/g, /[^\n]*\n?/g, /[\s\S]/g, /\w+/g] as const;

function spanOf(choices: Choices, text: string): Span {
  const unit = choices.pick(units);
  const start = choices.below(text.length + 1);
  unit.lastIndex = start;
  const found = unit.exec(text);
  return found ? [found.index, found.index + found[0].length] : [start, start];
}

/** For texts of every kind. */
export function scrambled(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(
      texts,
      made((choices) => choices, 30),
    )
    .map(([text, choices]) => scramble(choices, text));
}
