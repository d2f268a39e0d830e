import assert from 'node:assert/strict';
import fc from 'fast-check';
import { abbreviate } from '../../../src/cli/terminal/abbreviate.ts';
import { columnsOf } from '../../../src/cli/terminal/columns.ts';
import { words } from '../support/words.ts';

describe('abbreviate', () => {
  it('leaves alone what fits', () => {
    assert.deepEqual(abbreviate(['bag', 'coat'], 4), ['bag', 'coat']);
  });

  it('tells names with one beginning apart by their ends', () => {
    assert.deepEqual(abbreviate(['steel_scratch', 'steel_dent', 'bag'], 4), ['stsc', 'stde', 'bag']);
  });

  it('gives up rather than name two alike', () => {
    assert.equal(abbreviate(['aaaaaaaa', 'aaaaaaaaa', 'aaaaaaaaaa'], 3), undefined);
  });

  it('gives one name a label, all different, none too wide', () => {
    fc.assert(
      fc.property(fc.uniqueArray(words, { maxLength: 20 }), fc.integer({ min: 2, max: 9 }), (labels, columns) => {
        const names = abbreviate(labels, columns);
        fc.pre(names !== undefined);
        assert.equal(names.length, labels.length);
        assert.equal(new Set(names).size, labels.length);
        assert.ok(names.every((name) => name !== '' && columnsOf(name) <= columns));
      }),
    );
  });
});
