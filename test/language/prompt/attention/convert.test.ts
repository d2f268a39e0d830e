import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Dialect } from '../../../../src/language/plan/plan.ts';
import { convertAttention, convertParts } from '../../../../src/language/prompt/attention/convert.ts';
import { parseAttention } from '../../../../src/language/prompt/attention/parse-attention.ts';
import { applied } from '../../../../src/language/prompt/attention/rewrite.ts';
import { seededChance } from '../../../../src/language/prompt/chance.ts';
import { drawPrompt } from '../../../../src/language/prompt/resolve.ts';
import { parts, scanned, scraps, someNames } from '../prompts.ts';
import { attentive } from './texts.ts';

/** Weights to three decimals, and neighbours that are the same then as one. */
function read(text: string, dialect: Dialect): [string, number][] {
  const runs: [string, number][] = [];
  for (const run of parseAttention(text, dialect)) {
    const weight = Math.round(run.weight * 1000) / 1000;
    const last = runs.at(-1);
    if (last && Math.abs(last[1] - weight) < 0.0015) last[0] += run.text;
    else runs.push([run.text, weight]);
  }
  return runs;
}

function assertAlike(found: [string, number][], expected: [string, number][]): void {
  assert.deepEqual(
    found.map(([text]) => text),
    expected.map(([text]) => text),
  );
  for (const [index, [, weight]] of found.entries())
    assert.ok(Math.abs(weight - (expected[index]?.[1] ?? Number.NaN)) < 0.0015);
}

describe('converting attention', () => {
  const cases: readonly (readonly [Dialect, string, Dialect, string])[] = [
    ['a1111', '(a:1.2) b', 'comfy', '(a:1.2) b'],
    ['a1111', '((a:1.3))', 'comfy', '(a:1.43)'],
    ['a1111', '(a (b:1.5) c:1.2)', 'comfy', '(a :1.2)(b:1.8)( c:1.2)'],
    ['comfy', '(a (b:1.5) c:1.2)', 'a1111', '(a :1.2)(b:1.5)( c:1.2)'],
    ['a1111', '[a] b', 'comfy', '(a:0.90909) b'],
    ['a1111', '(a', 'comfy', '(a:1.1)'],
    ['a1111', 'a) \\[b\\] \\(c\\)', 'comfy', 'a\\) [b] \\(c\\)'],
    ['comfy', '[a] (b', 'a1111', '\\[a\\] \\(b'],
    ['comfy', 'a\\b', 'a1111', 'a\\\\b'],
    ['a1111', 'a\\b', 'comfy', 'ab'],
    ['a1111', '(:1.2)a', 'comfy', 'a'],
    ['a1111', '(a [b) c]', 'comfy', '(a :1.1)b( c:0.90909)'],
    ['none', '(a:1.2) [b] \\', 'a1111', '\\(a:1.2\\) \\[b\\] \\\\'],
    ['a1111', '\\(a\\) b', 'none', '(a) b'],
    ['a1111', '(a:1.2', 'a1111-nonorm', '(a:1.2'],
  ];
  for (const [from, text, to, expected] of cases)
    it(`${from} ${text} to ${to}`, () =>
      assert.deepEqual(convertAttention(text, from, to), { text: expected, lost: [] }));

  const lossy: readonly (readonly [Dialect, string, Dialect, string, readonly string[]])[] = [
    ['a1111', 'a [b:c:3] d', 'comfy', 'a b d', ['schedule [b:c:3]']],
    ['a1111', '([b:3]:1.2) [c::3]', 'comfy', '(b:1.2) c', ['schedule [b:3]', 'schedule [c::3]']],
    ['a1111', '[(a:1.2)|b]', 'comfy', '(a:1.2)', ['alternation [(a:1.2)|b]']],
    ['a1111', '[[a|b]:c:2]', 'comfy', 'a', ['schedule [[a|b]:c:2]', 'alternation [a|b]']],
    ['a1111', 'a BREAK b', 'comfy', 'a  b', ['break BREAK']],
    ['comfy', 'a BREAK b', 'a1111', 'a BREAK b', ['break-word BREAK']],
    ['a1111', 'a (b:1.2)', 'none', 'a b', ['weight b']],
  ];
  for (const [from, text, to, expected, losses] of lossy)
    it(`${from} ${text} to ${to}, with losses`, () => {
      const { text: converted, lost } = convertAttention(text, from, to);
      assert.deepEqual(
        [converted, lost.map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)],
        [expected, losses],
      );
    });

  it('keeps words and weights', () => {
    const dialects = fc.constantFrom<readonly [Dialect, Dialect]>(
      ['a1111', 'comfy'],
      ['comfy', 'a1111'],
      ['comfy', 'a1111-nonorm'],
    );
    fc.assert(
      fc.property(attentive(true), dialects, (text, [from, to]) => {
        const converted = convertAttention(text, from, to);
        fc.pre(converted.lost.length === 0);
        assertAlike(read(converted.text, to), read(text, from));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('keeps them whatever stands in the text, unless it says what is lost', () => {
    fc.assert(
      fc.property(
        scraps,
        fc.constantFrom<Dialect>('a1111', 'comfy', 'none'),
        fc.constantFrom<Dialect>('a1111', 'comfy', 'none'),
        (text, from, to) => {
          const converted = convertAttention(text, from, to);
          if (converted.lost.length === 0) assertAlike(read(converted.text, to), read(text, from));
        },
      ),
      { seed: 2, numRuns: 2000 },
    );
  });
});

describe('converting a prompt in its file', () => {
  function convert(text: string, from: Dialect, to: Dialect): string {
    const { edits } = convertParts(parts(text), from, to);
    return applied(`"${text}"`, edits).slice(1, -1);
  }

  const cases: readonly (readonly [string, string])[] = [
    ['a {b|c} ${words}', 'a {b|c} ${words}'],
    ['({red|(blue:1.5)} dress:1.2)', '({red|(blue:1.8)} dress:1.2)'],
    ['[${words}] \\( [\\[]', '(${words}:0.90909) \\( (\\[:0.90909)'],
    ['({2$$ and $$(a)|[b]|c}:1.2)', '({2$$ and $$(a:1.32)|(b:1.09091)|c}:1.2)'],
    ['(a:${w}) [b]', '(a:${w}) [b]'],
    ['{(a|b):1.3}', '{(a:1.1)|b\\):1.3}'],
    ['[a:{b|[c]}:3]', 'a'],
  ];
  for (const [text, expected] of cases) it(text, () => assert.equal(convert(text, 'a1111', 'comfy'), expected));

  it('touches only what has to change, on its own line', () => {
    const raw = '"""\n    a (b:1.2)\n      [c]\n    """';
    const { edits } = convertParts(scanned(raw).parts, 'a1111', 'comfy');
    assert.deepEqual(
      edits.map(({ start, end, text }) => [raw.slice(start, end), text]),
      [
        ['[', '('],
        [']', ':0.90909)'],
      ],
    );
  });

  it('keeps words and weights of what is drawn', () => {
    const template = fc
      .tuple(attentive(true), attentive(true), attentive(false))
      .map(([a, b, c]) => `(${a} {${b}|c ${c}} ${c}:1.3)`);
    fc.assert(
      fc.property(template, fc.nat(), (text, seed) => {
        const { lost } = convertParts(parts(text), 'a1111', 'comfy');
        fc.pre(lost.length === 0);
        const draw = (prompt: string, dialect: 'a1111' | 'comfy') =>
          drawPrompt(parts(prompt), someNames, seededChance(seed, 0), 'prompt', dialect).text;
        assertAlike(read(draw(convert(text, 'a1111', 'comfy'), 'comfy'), 'comfy'), read(draw(text, 'a1111'), 'a1111'));
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
