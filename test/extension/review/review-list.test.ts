import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changes, restoring, reviewList } from '../../../src/extension/review/review-list.ts';
import { type DecisionAct, decidedBy, type ImageDecision, undecided } from '../../../src/protocol/decisions.ts';
import { decisionOf, letterOf } from '../../../src/protocol/webviews/review.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];
const kept: ImageDecision = { state: 'kept', isFlagged: false };
const rejected: ImageDecision = { state: 'rejected', isFlagged: true };
const score = (score: number | null, margin: number) => ({ score, margin, predicted: 0, confidence: 1, agrees: null });
const scores = [score(0.3, 0.1), null, score(0.1, 0.9), score(null, 0.05), score(0.2, 0.1)];
const images = {
  keys,
  isDrawn: (key: string) => key !== 'd',
  facts: { decisions: [kept, null, rejected, null, undecided], scores },
};
const nobody = new Set<string>();

describe('the list of a review', () => {
  it('is of the images that are drawn and wanted', () => {
    const list = (show: 'all' | 'undecided' | 'kept' | 'rejected' | 'pinned') =>
      reviewList(images, { show, order: 'plan' }, nobody).map((place) => keys[place]);
    assert.deepEqual(list('all'), ['a', 'b', 'c', 'e']);
    assert.deepEqual(list('undecided'), ['b', 'e']);
    assert.deepEqual(list('kept'), ['a']);
    assert.deepEqual(list('rejected'), ['c']);
    assert.deepEqual(list('pinned'), ['c']);
  });

  it('keeps what was in it before, unless it is gone', () => {
    const list = reviewList(images, { show: 'undecided', order: 'plan' }, new Set(['a', 'd', 'x']));
    assert.deepEqual(list, [0, 1, 4]);
  });

  it('is sorted by what a judge says, the unscored last and in the order of the recipe', () => {
    const drawn = { ...images, isDrawn: () => true };
    const list = (order: 'unlike' | 'unsure') => reviewList(drawn, { show: 'all', order }, nobody);
    assert.deepEqual(list('unlike'), [2, 4, 0, 1, 3]);
    assert.deepEqual(list('unsure'), [3, 0, 4, 2, 1]);
    const unscored = { ...drawn, facts: { ...drawn.facts, scores: null } };
    assert.deepEqual(reviewList(unscored, { show: 'all', order: 'unlike' }, nobody), [0, 1, 2, 3, 4]);
  });
});

const states = fc.constantFrom<ImageDecision['state']>('kept', 'rejected', 'undecided');
const decisions = fc.tuple(states, fc.boolean()).map(([state, isFlagged]): ImageDecision => ({ state, isFlagged }));
const acts = fc.constantFrom<DecisionAct>('accept', 'reject', 'undecide', 'flag', 'unflag');

describe('taking back', () => {
  it('leaves every image as it was before, and touches none that did not change', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), decisions), acts, (known, act) => {
        const before = new Map(Object.entries(known));
        const after = new Map([...before].map(([key, decision]) => [key, decidedBy(decision, act)]));
        for (const { act: back, keys } of restoring(before, act)) {
          for (const key of keys) {
            const decision = after.get(key);
            assert.ok(decision && changes(decision, back), key);
            after.set(key, decidedBy(decision, back));
          }
        }
        assert.deepEqual(after, before);
      }),
    );
  });
});

describe('the letter of a decision', () => {
  it('is read as it was written', () => {
    fc.assert(fc.property(decisions, (decision) => assert.deepEqual(decisionOf(letterOf(decision)), decision)));
  });
  it('is that of an undecided image where there is none', () => {
    assert.deepEqual(decisionOf(undefined), undecided);
    assert.deepEqual(decisionOf('?'), undecided);
  });
});
