/** @file What must hold of what stands inside strings, of lists of words, and of what pictures say. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDocument } from '../../../src/language/document.ts';
import { importImage } from '../../../src/language/exchange/import-image.ts';
import type { Dialect } from '../../../src/language/plan/plan.ts';
import { parseAttention } from '../../../src/language/prompt/attention/parse-attention.ts';
import { readPrompt } from '../../../src/language/prompt/attention/read-prompt.ts';
import { seededChance } from '../../../src/language/prompt/chance.ts';
import { measurePrompt } from '../../../src/language/prompt/measure.ts';
import type { Option, Part } from '../../../src/language/prompt/part.ts';
import { readQuoted } from '../../../src/language/prompt/quoted.ts';
import { allPrompts, drawPrompt, type Lookup } from '../../../src/language/prompt/resolve.ts';
import { scanPrompt } from '../../../src/language/prompt/scan.ts';
import { parseWildcardFile } from '../../../src/language/wildcard/wildcard-file.ts';
import type { WildcardNode } from '../../../src/language/wildcard/wildcard-node.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { anyText } from '../texts.ts';
import { askWildcard } from './ask-wildcards.ts';
import { made } from './choices.ts';
import { type Family, family } from './family.ts';
import { writePrompt } from './prompt-writer.ts';
import { scrambled } from './scramble.ts';
import { writeWildcards } from './wildcard-writer.ts';

const dialects = fc.constantFrom<Dialect>('a1111', 'a1111-nonorm', 'comfy', 'none');

const prompt = made(
  (choices) =>
    writePrompt(choices, { interpolations: ['class', 'ground'], wildcards: ['colour', 'w/*'], isForPainter: true }),
  80,
);

const marks = fc.constantFrom(
  ...[
    '{',
    '|',
    '}',
    '{2$$',
    '$$',
    '3::',
    '::',
    '${',
    '${a}',
    '__',
    '__a__',
    '(',
    ')',
    '[',
    ']',
    ':',
    ':1.3)',
    ':0.5]',
    ':10]',
  ],
  ...[
    ' BREAK ',
    '\\',
    '\\(',
    '\\n',
    '<lora:',
    '>',
    'a',
    ' ',
    ', ',
    '1',
    '-2',
    '.',
    '"',
    '\n',
    '👟',
    '\uD800',
    '\0',
    '_',
    '*',
    '/',
  ],
);
const markSoup = fc.array(marks, { maxLength: 40 }).map((signs) => signs.join(''));

const inString = fc.oneof(
  { weight: 2, arbitrary: prompt },
  { weight: 2, arbitrary: scrambled(prompt) },
  { weight: 3, arbitrary: markSoup },
  anyText,
);

const wildcards = made(writeWildcards, 80);
const extensions = fc.constantFrom('txt', 'yaml', 'json');
const wildcardText = fc.oneof(
  wildcards.map(({ extension, text }) => ({ extension, text })),
  fc.record({ extension: extensions, text: scrambled(wildcards.map(({ text }) => text)) }),
  fc.record({ extension: extensions, text: fc.oneof(markSoup, anyText, fc.json()) }),
);

const infotext = fc
  .tuple(
    inString,
    inString,
    fc.array(
      fc.tuple(
        fc.constantFrom('Steps', 'Sampler', 'CFG scale', 'Seed', 'Size', 'Model', 'Model hash', 'Version', 'x y'),
        fc.oneof(fc.nat().map(String), markSoup),
      ),
      { maxLength: 8 },
    ),
  )
  .map(
    ([positive, negative, fields]) =>
      `${positive}\nNegative prompt: ${negative}\nSteps: 20, Sampler: Euler a, Seed: 7, ${fields.map(([key, value]) => `${key}: ${value}`).join(', ')}`,
  );

export const promptFamilies: readonly Family[] = [
  family('prompts', 25, inString, isScanned),
  family('attention', 20, fc.tuple(inString, dialects, fc.integer({ min: 1, max: 50 })), ([text, dialect, steps]) =>
    isRead(text, dialect, steps),
  ),
  family('wildcard files', 15, wildcardText, ({ extension, text }) => isListed(extension, text)),
  family('pictures', 10, fc.oneof(infotext, scrambled(infotext), fc.json(), markSoup), isImported),
];

const constant: Part = { kind: 'text', text: 'grey', start: 0, end: 4, file: 'b' };
const values: readonly Option[] = ['red', 'blue'].map((text) => ({
  weight: 1,
  parts: [{ ...constant, text }],
  start: 0,
  end: 4,
  file: 'b',
}));
const lookup: Lookup = { interpolation: () => [constant], wildcard: () => values };

/** More are not spelled out. */
const MOST = 200;

function isScanned(inner: string): void {
  const text = `"""\n${inner.replaceAll('"""', '""')}\n"""`;
  const { parts, problems } = scanPrompt(readQuoted(text, 0), 'a');
  for (const { start, end } of [...parts, ...problems]) assert.ok(0 <= start && start <= end && end <= text.length);
  const drawn = drawPrompt(parts, lookup, seededChance(7, 0), 'prompt', 'a1111');
  assert.equal(drawn.pieces.map((piece) => piece.text).join(''), drawn.text);
  const { count, length } = measurePrompt(parts, lookup);
  assert.ok(drawn.text.length <= length, `longer than measured: ${drawn.text.length} > ${length}`);
  if (count <= MOST) isOneOf(drawn.text, parts, count);
}

function isOneOf(drawn: string, parts: readonly Part[], count: number): void {
  const all = allPrompts(parts, lookup, 'a1111').map((each) => each.text);
  assert.ok(all.length <= count, `more than measured: ${all.length} > ${count}`);
  assert.equal(new Set(all).size, all.length);
  assert.ok(all.includes(drawn), `drawn, but not among all: ${drawn}`);
}

function isRead(text: string, dialect: Dialect, steps: number): void {
  for (const { weight } of parseAttention(text, dialect)) assert.ok(Number.isFinite(weight), `the weight is ${weight}`);
  const reading = readPrompt(text, dialect, steps);
  if (reading === undefined) return;
  assert.equal(reading.steps.length, steps);
  for (const wording of reading.steps) assert.ok(wording >= 0 && wording < reading.wordings.length);
}

function isListed(extension: string, text: string): void {
  const file = parseWildcardFile(`colours.${extension}`, text);
  const { root, problems } = file;
  askWildcard(file, [], text.length >> 1);
  const within = ({ start, end }: { start: number; end: number }) =>
    assert.ok(0 <= start && start <= end && end <= text.length, `${start}..${end} of ${text.length}`);
  for (const { at } of problems) within(at);
  for (const node of nodesBelow(root)) {
    for (const { at, weight, text: value } of node.values) {
      within(at);
      within({ start: value.offsetAt(0), end: value.offsetAt(value.text.length) });
      assert.ok(weight >= 0 && Number.isFinite(weight));
      scanPrompt(value, 'a');
    }
  }
}

function nodesBelow(node: WildcardNode): WildcardNode[] {
  return [node, ...node.children.flatMap(nodesBelow)];
}

/** What a picture says becomes a recipe that can be read, or is refused. */
function isImported(text: string): void {
  try {
    const { syntax } = createDocument('a', importImage(new TextEncoder().encode(text), 'a.txt').text);
    assert.deepEqual(
      syntax.map(({ message }) => message),
      [],
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}
