import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Dialect } from '../../../../src/language/plan/plan.ts';
import { convertAttention } from '../../../../src/language/prompt/attention/convert.ts';
import { scraps } from '../prompts.ts';
import { assertAlike, runsOf } from './runs.ts';
import { attentive } from './texts.ts';

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
        assertAlike(runsOf(converted.text, to), runsOf(text, from));
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
          if (converted.lost.length === 0) assertAlike(runsOf(converted.text, to), runsOf(text, from));
        },
      ),
      { seed: 2, numRuns: 2000 },
    );
  });
});
