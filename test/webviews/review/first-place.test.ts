import assert from 'node:assert/strict';
import type { ReviewView } from '../../../src/protocol/webviews/review.ts';
import { fallbackPlace, isImageKept, orderFor } from '../../../src/webviews/review/first-place.ts';

const plain: ReviewView = { mode: 'cull', show: 'all', where: '', order: { by: 'plan' } };
const by = (field: string, isDescending = false): ReviewView => ({
  ...plain,
  order: { by: 'field', field, isDescending },
});

describe('the place where another list begins', () => {
  it('is that of the image, unless another order is read from its top', () => {
    assert.ok(isImageKept(undefined, by('score')), 'a tab that is shown again');
    assert.ok(isImageKept(plain, { ...plain, where: 'class = dent' }));
    assert.ok(isImageKept(by('score'), plain));
    assert.ok(isImageKept(by('score'), by('score')));
    assert.ok(!isImageKept(by('score'), by('score', true)));
    assert.ok(!isImageKept(plain, { ...plain, order: { by: 'uncertain' } }));
    const pairs: ReviewView = { ...plain, mode: 'pairs', order: { by: 'duplicates' } };
    assert.ok(isImageKept(pairs, by('score')));
  });

  it('is the same where the image is gone from a list that was made anew', () => {
    assert.equal(fallbackPlace(by('score'), by('score'), 7), 7);
    assert.equal(fallbackPlace(plain, { ...plain, show: 'kept' }, 7), 0);
    assert.equal(fallbackPlace(undefined, plain, 0), 'undecided');
  });

  it('is in the order that a mode needs', () => {
    const [plan, groups] = [{ by: 'plan' }, { by: 'duplicates' }] as const;
    assert.deepEqual(orderFor('pairs', plan, plan), groups);
    assert.equal(orderFor('pairs', groups, plan), undefined);
    assert.deepEqual(orderFor('cull', groups, { by: 'outliers' }), { by: 'outliers' });
    assert.equal(orderFor('grid', plan, { by: 'outliers' }), undefined);
  });
});
