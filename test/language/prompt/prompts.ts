/** @file Prompts, names and wildcards for tests, without a file around them. */
import fc from 'fast-check';
import type { Option, Part, Prompt } from '../../../src/language/prompt/part.ts';
import { readQuoted } from '../../../src/language/prompt/quoted.ts';
import type { Lookup } from '../../../src/language/prompt/resolve.ts';
import { scanPrompt } from '../../../src/language/prompt/scan.ts';

/** @param raw with its quotes, as in a file. */
export function scanned(raw: string, file = 'a.vlprompt'): Prompt {
  return scanPrompt(readQuoted(raw, 0), file);
}

export function parts(text: string, file?: string): readonly Part[] {
  return scanned(`"${text}"`, file).parts;
}

/** Names → their text; wildcards → the text of each value. */
export function lookupIn(
  names: Readonly<Record<string, string>>,
  wildcards: Readonly<Record<string, readonly string[]>> = {},
): Lookup {
  const named = new Map(Object.entries(names).map(([name, text]) => [name, parts(text, `${name}.vlprompt`)]));
  const values = new Map(Object.entries(wildcards).map(([name, texts]) => [name, texts.map(optionOf(name))]));
  return { interpolation: ({ name }) => named.get(name), wildcard: ({ pattern }) => values.get(pattern) };
}

function optionOf(name: string): (text: string) => Option {
  return (text) => ({
    weight: 1,
    parts: parts(text, `${name}.txt`),
    start: 1,
    end: text.length + 1,
    file: `${name}.txt`,
  });
}

export const nowhere: Lookup = lookupIn({});

/** Writes a text so that in a prompt it means itself. */
export function escapePrompt(text: string): string {
  return text
    .replace(/[\\"{}|$()[\]<]|__|::/g, (special) => `\\${[...special].join('\\')}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}

export const word: fc.Arbitrary<string> = fc.stringMatching(/^[a-z]{1,5}$/);

/** Everything that a prompt may hold, and what an author may leave unfinished. */
export const scraps: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom('{', '}', '|', '[', ']', '(', ')', ':', '::', '$$', '${', '${a}', '__', '__a__', '2$$', '1-2$$'),
      fc.constantFrom(
        '\\',
        '\\{',
        '\\u{41}',
        '3::',
        ' and ',
        '<lora:a__b__c:1>',
        '<',
        '>',
        'BREAK',
        ':1.2',
        ':3',
        '\n',
      ),
      fc.string({ maxLength: 3, unit: 'binary' }),
    ),
    { maxLength: 30 },
  )
  .map((scrap) => scrap.join(''));

/** A prompt without mistakes, and names and wildcards that it may read. */
export const goodPrompt: fc.Arbitrary<string> = fc.letrec<{ prompt: string; piece: string; options: string }>(
  (tie) => ({
    prompt: fc.array(tie('piece'), { maxLength: 4 }).map((pieces) => pieces.join(' ')),
    piece: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom('a', '\\(', '${words}', '${deep}', '__colour__', ''),
      fc.tuple(tie('options'), tie('prompt')).map(([options, last]) => `{${options}|${last}}`),
      fc
        .tuple(fc.constantFrom('2', '1-2', '0-1', '2$$ + '), tie('options'), tie('prompt'))
        .map(([count, options, last]) => `{${count}$$${options}|${last}}`),
      fc.constant('{2$$__colour__}'),
    ),
    options: fc.array(tie('prompt'), { minLength: 1, maxLength: 2 }).map((options) => options.join('|')),
  }),
).prompt;

export const someNames: Lookup = lookupIn(
  { class: 't-shirt', words: '{red|blue}', deep: 'x {${words}|__colour__}', self: 'a ${self}', twin: 'b {${self}|c}' },
  { colour: ['red', 'dark {red|green}'], self: ['a', 'b __self__'], empty: [] },
);
