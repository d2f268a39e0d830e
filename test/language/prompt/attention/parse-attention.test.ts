import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Dialect } from '../../../../src/language/plan/plan.ts';
import { parseAttention, parseSections } from '../../../../src/language/prompt/attention/parse-attention.ts';
import { scraps } from '../prompts.ts';

type Runs = readonly (readonly [string, number])[];

function assertRuns(text: string, dialect: Dialect, expected: Runs): void {
  const found = parseAttention(text, dialect).map((run) => [run.text, Number(run.weight.toFixed(6))] as const);
  assert.deepEqual(
    found,
    expected.map(([words, weight]) => [words, Number(weight.toFixed(6))]),
  );
}

describe('attention', () => {
  // What A1111 1.10 (modules/prompt_parser.py) and ComfyUI (comfy/sd1_clip.py) made of these texts when they were run.
  const table: readonly (readonly [string, Runs, Runs])[] = [
    ['((a:1.3))', [['a', 1.43]], [['a', 1.3]]],
    ['((a:1.3):1.2)', [['a', 1.56]], [['a', 1.3]]],
    [
      '(a (b:1.5) c:1.2)',
      [
        ['a ', 1.2],
        ['b', 1.8],
        [' c', 1.2],
      ],
      [
        ['a ', 1.2],
        ['b', 1.5],
        [' c', 1.2],
      ],
    ],
    ['[a]', [['a', 1 / 1.1]], [['[a]', 1]]],
    ['(a:1.2', [['a:1.2', 1.1]], [['(a:1.2', 1]]],
    ['(:1.2)', [], [[':1.2', 1.1]]],
  ];
  for (const [text, a1111, comfy] of table)
    it(`in every dialect: ${text}`, () => {
      assertRuns(text, 'a1111', a1111);
      assertRuns(text, 'a1111-nonorm', a1111);
      assertRuns(text, 'comfy', comfy);
      assertRuns(text, 'none', [[text, 1]]);
    });

  // The first six are examples in the documentation of A1111's parser.
  const a1111: readonly (readonly [string, Runs])[] = [
    ['normal text', [['normal text', 1]]],
    [
      'an (important) word',
      [
        ['an ', 1],
        ['important', 1.1],
        [' word', 1],
      ],
    ],
    ['(unbalanced', [['unbalanced', 1.1]]],
    ['\\(literal\\]', [['(literal]', 1]]],
    ['(unnecessary)(parens)', [['unnecessaryparens', 1.1]]],
    [
      'a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).',
      [
        ['a ', 1],
        ['house', 1.573],
        [' ', 1.1],
        ['on', 1],
        [' a ', 1.1],
        ['hill', 0.55],
        [', sun, ', 1.1],
        ['sky', 1.4641],
        ['.', 1.1],
      ],
    ],
    ['[x:1.2]', [['x:1.2', 1 / 1.1]]],
    [
      '(a [b) c]',
      [
        ['a ', 1.1],
        ['b', 1],
        [' c', 1 / 1.1],
      ],
    ],
    ['a) b]', [['a) b]', 1]]],
    ['a:1.2)', [['a:1.2)', 1]]],
    ['(a: 1.2 )', [['a', 1.2]]],
    [
      '(a:-0.5)(b:+.5)(c:2.)',
      [
        ['a', -0.5],
        ['b', 0.5],
        ['c', 2],
      ],
    ],
    ['(a:)', [['a:', 1.1]]],
    ['(a:1..2)', [['a:1..2', 1.1]]],
    ['(a:1,2)', [['a:1,2', 1.1]]],
    ['(a\\:1.2)', [['a:1.2', 1.1]]],
    ['\\a\\\\ \\|', [['a\\ |', 1]]],
    ['a\\', [['a', 1]]],
    ['()[]', []],
    ['', []],
    [
      'a BREAK (b)',
      [
        ['a BREAK ', 1],
        ['b', 1.1],
      ],
    ],
  ];
  for (const [text, expected] of a1111) it(`as A1111 reads ${text}`, () => assertRuns(text, 'a1111', expected));

  const comfy: readonly (readonly [string, Runs])[] = [
    ['(a)', [['a', 1.1]]],
    ['((a))', [['a', 1.21]]],
    [
      '(a (b):1.2)',
      [
        ['a ', 1.2],
        ['b', 1.32],
      ],
    ],
    [
      '(a:1.2 (b))',
      [
        ['a:1.2 ', 1.1],
        ['b', 1.21],
      ],
    ],
    ['\\(a\\) \\b', [['(a) \\b', 1]]],
    ['(a:1..2)', [['a:1..2', 1.1]]],
    ['[a:b:0.5] BREAK', [['[a:b:0.5] BREAK', 1]]],
    [
      'a) (b:1.2)',
      [
        ['a) ', 1],
        ['b', 1.2],
      ],
    ],
    [
      '(a (b:1.2)',
      [
        ['(a ', 1],
        ['b', 1.2],
      ],
    ],
    ['(a\\:1.2)', [['a:1.2', 1.1]]],
  ];
  for (const [text, expected] of comfy) it(`in ComfyUI's dialect ${text}`, () => assertRuns(text, 'comfy', expected));

  it('joins neighbours of one weight and has no empty runs', () => {
    fc.assert(
      fc.property(scraps, fc.constantFrom('a1111', 'comfy', 'none'), (text, dialect) => {
        const runs = parseAttention(text, dialect);
        runs.forEach((run, index) => {
          assert.ok(run.text !== '' && Number.isFinite(run.weight) && run.weight !== runs[index + 1]?.weight);
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('sections', () => {
  const cases: readonly (readonly [string, readonly Runs[]])[] = [
    ['a BREAK b', [[['a', 1]], [['b', 1]]]],
    [
      '(a BREAK b:1.2) c',
      [
        [['a', 1.2]],
        [
          ['b', 1.2],
          [' c', 1],
        ],
      ],
    ],
    ['a BREAK', [[['a', 1]]]],
    ['BREAK a', [[], [['a', 1]]]],
    ['a BREAK  BREAK b', [[['a', 1]], [], [['b', 1]]]],
    ['aBREAK BREAKs break éBREAK', [[['aBREAK BREAKs break éBREAK', 1]]]],
    ['(BREAK)', [[]]],
    ['', [[]]],
  ];
  for (const [text, expected] of cases)
    it(JSON.stringify(text), () => {
      const found = parseSections(text, 'a1111').map((section) => section.map((run) => [run.text, run.weight]));
      assert.deepEqual(found, expected);
    });

  it('are words in the other dialects', () => {
    assert.deepEqual(parseSections('a BREAK b', 'comfy'), [[{ text: 'a BREAK b', weight: 1 }]]);
    assert.deepEqual(parseSections('a BREAK b', 'none'), [[{ text: 'a BREAK b', weight: 1 }]]);
  });
});
