import assert from 'node:assert/strict';
import { countDecisions } from '../../../src/extension/boards/class-counts.ts';
import { countReasons, mostOften } from '../../../src/extension/boards/reason-counts.ts';
import { decisionsLens } from '../../../src/extension/lenses/common-lenses.ts';

const image = (state: 'kept' | 'rejected' | 'undecided', ...why: readonly string[]) => ({
  state,
  isFlagged: false,
  why,
});

describe('why images were rejected', () => {
  it('is counted of those that are rejected, once an image, the most frequent first', () => {
    const counts = countReasons([
      image('rejected', 'dark'),
      image('rejected', 'extra limbs', 'extra limbs'),
      image('rejected', 'extra limbs', 'dark'),
      image('rejected', 'blurred'),
      image('kept', 'blurred'),
      image('undecided', 'blurred'),
    ]);
    assert.deepEqual(counts, [
      { why: 'dark', images: 2 },
      { why: 'extra limbs', images: 2 },
      { why: 'blurred', images: 1 },
    ]);
    assert.deepEqual([mostOften(counts), mostOften([]), mostOften()], [' · most often: dark', '', '']);
  });

  it('stands in the lens of a class or recipe', () => {
    const images = [
      ...Array.from({ length: 41 }, () => image('kept')),
      image('rejected', 'extra limbs'),
      image('rejected'),
    ];
    const lens = decisionsLens(countDecisions(images), 'recipe');
    assert.equal(lens.title, '41 kept · 2 rejected · most often: extra limbs');
    assert.match(lens.tooltip ?? '', /rejected for: extra limbs \(1\)$/);
    assert.equal(decisionsLens({ kept: 1, rejected: 2 }, 'class').title, '1 kept · 2 rejected');
  });
});
