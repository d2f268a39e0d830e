import assert from 'node:assert/strict';
import fc from 'fast-check';
import { imageFates, optionFates } from '../../../src/extension/fates/option-fates.ts';
import { wilson } from '../../../src/protocol/statistics/wilson.ts';
import { recipe } from '../sample-plans.ts';
import { decidedChoices, option } from './decided-choices.ts';

const options = [option('red', 1), option('blue', 2), option('warm', 0, 'hues.txt')];
const points = [
  { kind: 'variant', name: '{red|blue}', options: [0, 1] },
  { kind: 'wildcard', name: '__hue__', options: [2] },
] as const;

describe('the fates of options', () => {
  it('are counted of the images that took them, and shares of those that were decided', () => {
    const found = optionFates([
      decidedChoices(options, points, [
        { taken: [0, 2], kept: 12, rejected: 5, undecided: 3, score: 0.25 },
        { taken: [1], undecided: 4 },
      ]),
    ]);
    const [red, ...others] = found.get('file:///a.vlprompt') ?? [];
    assert.deepEqual(others, [], 'nothing was decided of blue');
    assert.deepEqual([red?.drawn, red?.kept, red?.rejected, red?.kind], [20, 12, 5, 'variant']);
    assert.deepEqual(red?.share, wilson(12, 17));
    assert.deepEqual(red?.score, { mean: 0.25, n: 20 });
    assert.deepEqual(
      found.get('file:///hues.txt')?.map(({ text, kind, kept }) => [text, kind, kept]),
      [['warm', 'wildcard', 12]],
    );
  });

  it('count an image that two recipes share once', () => {
    const one = decidedChoices(options, points, [{ taken: [0], kept: 3, rejected: 1 }]);
    const other = decidedChoices(options, points, [{ taken: [0], kept: 2 }], 'other');
    const [red] = optionFates([one, one, other]).get('file:///a.vlprompt') ?? [];
    assert.deepEqual([red?.kept, red?.rejected, red?.score], [5, 1, null]);
  });

  it('add up to the images of a choice point of which each image takes one', () => {
    const count = fc.nat({ max: 20 });
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const groups = [
          { taken: [0], kept: a, rejected: b },
          { taken: [1], kept: c, rejected: d },
        ];
        const fates = optionFates([decidedChoices(options, points, groups)]).get('file:///a.vlprompt') ?? [];
        assert.equal(
          fates.reduce((sum, { kept }) => sum + kept, 0),
          a + c,
        );
        assert.equal(
          fates.reduce((sum, { share }) => sum + share.n, 0),
          a + b + c + d,
        );
      }),
    );
  });

  it('leave out images that are not drawn', () => {
    const plan = recipe('preview', { rows: ['cat'], columns: [1], images: 3 });
    const kept = { state: 'kept', isFlagged: false } as const;
    const fates = imageFates(plan, { recipe: 'preview', cells: [[kept, null]] }, null);
    assert.deepEqual([...fates], [['0.0.0', { state: 'kept', score: null }]]);
  });
});
