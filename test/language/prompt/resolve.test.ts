import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seededChance } from '../../../src/language/prompt/chance.ts';
import { measurePrompt } from '../../../src/language/prompt/measure.ts';
import type { Part } from '../../../src/language/prompt/part.ts';
import { readQuoted } from '../../../src/language/prompt/quoted.ts';
import { allPrompts, drawPrompt } from '../../../src/language/prompt/resolve.ts';
import { scanPrompt } from '../../../src/language/prompt/scan.ts';

function parts(text: string): readonly Part[] {
  return scanPrompt(readQuoted(`"${text}"`, 0)).parts;
}

const names: Readonly<Record<string, readonly Part[]>> = {
  class: parts('t-shirt'),
  words: parts('{red|blue}'),
  self: parts('a ${self}'),
};
const lookup = (name: string) => names[name];

describe('all prompts', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['a ${class}', ['a t-shirt']],
    ['{a|b} {c|d}', ['a c', 'a d', 'b c', 'b d']],
    ['{a|b {c|d}}', ['a', 'b c', 'b d']],
    ['${words} ${words}', ['red red', 'red blue', 'blue red', 'blue blue']],
    ['{2::a|0::b|c}', ['a', 'c']],
    ['${unknown}', ['']],
    ['', ['']],
  ];
  for (const [text, expected] of cases)
    it(`of ${JSON.stringify(text)}`, () =>
      assert.deepEqual(
        allPrompts(parts(text), lookup).map((each) => each.text),
        expected,
      ));
});

const prompt = fc
  .array(fc.constantFrom('a', ' ', '{b|c}', '{d|{e|f}|}', '{2::g|0::h}', '${class}', '${words}'), { maxLength: 6 })
  .map((pieces) => pieces.join(''));

describe('resolving', () => {
  it('draws one of all there are', () => {
    fc.assert(
      fc.property(prompt, fc.nat(), (text, seed) => {
        const all = allPrompts(parts(text), lookup).map((each) => each.text);
        assert.ok(all.includes(drawPrompt(parts(text), lookup, seededChance(seed, 0), 'prompt').text));
      }),
      { seed: 4 },
    );
  });

  it('is measured beforehand', () => {
    fc.assert(
      fc.property(prompt, (text) => {
        const all = allPrompts(parts(text), lookup).map((each) => each.text);
        assert.deepEqual(measurePrompt(parts(text), lookup), {
          count: all.length,
          length: Math.max(...all.map((each) => each.length)),
        });
      }),
      { seed: 5 },
    );
  });

  it('maps every character back', () => {
    const text = 'a \\{b\\} {red|blue} end';
    const { pieces, text: resolved } = drawPrompt(parts(text), lookup, () => 1, 'prompt');
    const written = pieces.map((piece) => `"${text}"`.slice(piece.start, piece.end));
    assert.deepEqual([resolved, written], ['a {b} blue end', ['a ', '\\{', 'b', '\\}', ' ', 'blue', ' end']]);
  });

  it('draws a name that stands twice twice, as if its text stood there', () => {
    const draws = Array.from(
      { length: 50 },
      (_, image) => drawPrompt(parts('${words} ${words}'), lookup, seededChance(0, image), 'prompt').text,
    );
    assert.deepEqual([...new Set(draws)].sort(), ['blue blue', 'blue red', 'red blue', 'red red']);
  });

  it('says that what contains itself never ends', () => {
    assert.deepEqual(measurePrompt(parts('${self}'), lookup), {
      count: Number.POSITIVE_INFINITY,
      length: Number.POSITIVE_INFINITY,
    });
  });
});
