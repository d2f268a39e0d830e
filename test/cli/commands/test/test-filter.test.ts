import assert from 'node:assert/strict';
import fc from 'fast-check';
import { testFilter, testId } from '../../../../src/cli/commands/test/test-filter.ts';

const accuracy = { file: 'prompts/fashion.vlprompt', evaluation: 'zeroshot', statement: 'expect accuracy >= 85%' };
const confusion = { ...accuracy, evaluation: 'drawn', statement: 'check confusion(shirt -> tshirt) <= 20%' };

describe('the filter of tests', () => {
  for (const [pattern, selected] of [
    ['zeroshot', [accuracy]],
    ['ACCURACY', [accuracy]],
    ['shirt', [confusion]],
    ['fashion.vlprompt::', [accuracy, confusion]],
    ['prompts/*.vlprompt::drawn', [confusion]],
    ['fashion*::*', [accuracy, confusion]],
    ['::zeroshot', [accuracy]],
    ['::zero', []],
    ['::zero*', [accuracy]],
    ['::zeroshot::accuracy*', [accuracy]],
    ['::::expect accuracy >= 85%', [accuracy]],
    ['::::confusion(shirt -> ????rt)*', [confusion]],
    ['other.vlprompt::zeroshot', []],
    ['nowhere', []],
    ['*', [accuracy, confusion]],
    ['', [accuracy, confusion]],
  ] as const) {
    it(`selects by \`${pattern}\``, () => {
      const { selects } = testFilter([pattern]);
      assert.deepEqual([accuracy, confusion].filter(selects), selected);
    });
  }

  it('selects what any of several patterns does, and everything without one', () => {
    assert.deepEqual([accuracy, confusion].filter(testFilter(['::drawn', '::zeroshot']).selects), [
      accuracy,
      confusion,
    ]);
    assert.deepEqual([accuracy, confusion].filter(testFilter([]).selects), [accuracy, confusion]);
  });

  it('lets only the file speak for a file that cannot be read', () => {
    assert.equal(testFilter(['fashion.vlprompt::drawn']).mayConcern('prompts/fashion.vlprompt'), true);
    assert.equal(testFilter(['other.vlprompt::drawn']).mayConcern('prompts/fashion.vlprompt'), false);
    assert.equal(testFilter(['zeroshot']).mayConcern('prompts/fashion.vlprompt'), true);
  });

  it('finds every test by its own name, however it is called', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[*?:]/u.test(text));
    fc.assert(
      fc.property(word, word, word, (file, evaluation, statement) => {
        const test = { file, evaluation, statement };
        assert.ok(testFilter([testId(test)]).selects(test));
      }),
    );
  });

  it('agrees with a regular expression on what stars and question marks mean', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(text, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 }), (pattern, evaluation) => {
        const expression = pattern.replaceAll('?', '.').replaceAll('*', '.*');
        const expected = pattern === '' || new RegExp(`^${expression}$`).test(evaluation);
        const test = { file: 'f', evaluation, statement: 's' };
        assert.equal(testFilter([`::${pattern}`]).selects(test), expected);
      }),
      { numRuns: 500 },
    );
  });
});
