import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPrompt } from '../../../../src/language/prompt/attention/read-prompt.ts';
import { readSchedules, wordingAt } from '../../../../src/language/prompt/attention/schedules.ts';
import { scraps } from '../prompts.ts';

const STEPS = 10;

/** A1111's way to say it: until which step what is read. */
function schedule(text: string, steps = STEPS): (readonly [number, string])[] {
  const { root } = readSchedules(text);
  return ends(Array.from({ length: steps }, (_, index) => wordingAt(text, root, index + 1, steps)));
}

function alternating(...texts: string[]): (readonly [number, string])[] {
  return ends(Array.from({ length: STEPS }, (_, index) => texts[index % texts.length] ?? ''));
}

function ends(wordings: readonly string[]): (readonly [number, string])[] {
  return wordings.flatMap((wording, index) => (wording === wordings[index + 1] ? [] : [[index + 1, wording] as const]));
}

describe('schedules', () => {
  // Examples in the documentation of A1111's parser (modules/prompt_parser.py).
  const cases: readonly (readonly [string, readonly (readonly [number, string])[]])[] = [
    ['test', [[10, 'test']]],
    [
      'a [b:3]',
      [
        [3, 'a '],
        [10, 'a b'],
      ],
    ],
    [
      'a [b: 3]',
      [
        [3, 'a '],
        [10, 'a b'],
      ],
    ],
    [
      'a [[[b]]:2]',
      [
        [2, 'a '],
        [10, 'a [[b]]'],
      ],
    ],
    [
      '[(a:2):3]',
      [
        [3, ''],
        [10, '(a:2)'],
      ],
    ],
    [
      'a [b : c : 1] d',
      [
        [1, 'a b  d'],
        [10, 'a  c  d'],
      ],
    ],
    [
      'a[b:[c:d:2]:1]e',
      [
        [1, 'abe'],
        [2, 'ace'],
        [10, 'ade'],
      ],
    ],
    ['a [unbalanced', [[10, 'a [unbalanced']]],
    [
      'a [b:.5] c',
      [
        [5, 'a  c'],
        [10, 'a b c'],
      ],
    ],
    [
      '((a][:b:c [d:3]',
      [
        [3, '((a][:b:c '],
        [10, '((a][:b:c d'],
      ],
    ],
    ['[a|(b:1.1)]', alternating('a', '(b:1.1)')],
    ['[fe|]male', alternating('female', 'male')],
    ['[fe|||]male', alternating('female', 'male', 'male', 'male')],
  ];
  for (const [text, expected] of cases) it(`as A1111 reads ${text}`, () => assert.deepEqual(schedule(text), expected));

  const ours: readonly (readonly [string, readonly (readonly [number, string])[]])[] = [
    [
      '[a::3]b',
      [
        [3, 'ab'],
        [10, 'b'],
      ],
    ],
    [
      '[a:b:0.25]',
      [
        [2, 'a'],
        [10, 'b'],
      ],
    ],
    ['[a:b:1.0]', [[10, 'a']]],
    [
      '[a:b:1]',
      [
        [1, 'a'],
        [10, 'b'],
      ],
    ],
    ['[a:b:99]', [[10, 'a']]],
    ['[a:b:0]', [[10, 'b']]],
    ['[a:b:-1]', [[10, 'b']]],
    ['[a:b:0.05]', [[10, 'b']]],
    [
      '[[a|b]:c:2]',
      [
        [1, 'a'],
        [2, 'b'],
        [10, 'c'],
      ],
    ],
    [
      '[a:[b|c]:8]',
      [
        [8, 'a'],
        [9, 'b'],
        [10, 'c'],
      ],
    ],
    [
      '(a:[1.2:1.5:5])',
      [
        [5, '(a:1.2)'],
        [10, '(a:1.5)'],
      ],
    ],
    [
      '[a\\:b:c\\|:5]',
      [
        [5, 'a\\:b'],
        [10, 'c\\|'],
      ],
    ],
    [
      'x | y [a:b:5]',
      [
        [5, 'x | y a'],
        [10, 'x | y b'],
      ],
    ],
    [
      '[a:b] [c:d:5]',
      [
        [5, '[a:b] c'],
        [10, '[a:b] d'],
      ],
    ],
    [
      '[a:b|c] [d:5]',
      [
        [5, '[a:b|c] '],
        [10, '[a:b|c] d'],
      ],
    ],
    [
      '[x (y:3] [d:5]',
      [
        [5, '[x (y:3] '],
        [10, '[x (y:3] d'],
      ],
    ],
    ['[a:b:c:3]', [[10, '[a:b:c:3]']]],
    ['a [{b|d{:.5] c', [[10, 'a [{b|d{:.5] c']]],
    ['[a:b:soon]', [[10, '[a:b:soon]']]],
  ];
  for (const [text, expected] of ours) it(`reads ${text}`, () => assert.deepEqual(schedule(text), expected));

  it('say what is wrong with what they do not take', () => {
    const kinds = ['[a:b]', '[a:b|c]', '[a:b:c:3]', `${'['.repeat(40)}a${':1]'.repeat(40)}`].map((text) => [
      ...new Set(readSchedules(text).problems.map(({ kind }) => kind)),
    ]);
    assert.deepEqual(kinds, [['bad-schedule'], ['bad-schedule'], ['bad-schedule'], ['too-deep']]);
  });
});

describe('reading a prompt', () => {
  it('says nothing of plain text', () => {
    for (const text of ['', 'a cat', 'a: b | c', 'a) b']) assert.equal(readPrompt(text, 'a1111', 3), undefined, text);
    for (const text of ['[a:b:2] BREAK', 'a [b]']) assert.equal(readPrompt(text, 'comfy', 3), undefined, text);
    for (const text of ['(a:1.2) \\(']) assert.equal(readPrompt(text, 'none', 3), undefined, text);
  });

  it('unescapes what is plain otherwise', () => {
    assert.deepEqual(readPrompt('a \\(b\\)', 'a1111', 2), {
      wordings: [[[{ text: 'a (b)', weight: 1 }]]],
      steps: [0, 0],
    });
  });

  it('gives each wording once, with weights and sections', () => {
    const alike = [{ text: 'z', weight: 1 }];
    assert.deepEqual(readPrompt('[(a:1.5)|b] BREAK z', 'a1111-nonorm', 5), {
      wordings: [
        [[{ text: 'a', weight: 1.5 }], alike],
        [[{ text: 'b', weight: 1 }], alike],
      ],
      steps: [0, 1, 0, 1, 0],
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(scraps, fc.constantFrom('a1111', 'comfy'), fc.integer({ min: 1, max: 6 }), (text, dialect, steps) => {
        const reading = readPrompt(text, dialect, steps);
        assert.ok(!reading || reading.steps.every((wording) => reading.wordings[wording] !== undefined));
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});
