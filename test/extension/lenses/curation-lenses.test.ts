import assert from 'node:assert/strict';
import { curationLenses } from '../../../src/extension/lenses/curation-lenses.ts';
import { titles } from './titles.ts';

describe('the lenses of a curation', () => {
  it('are none while nothing is drawn', () => {
    assert.deepEqual(curationLenses({ drawn: 0, pending: 0 }), []);
  });

  it('say what is to be reviewed, and how many images are in the set where that is known', () => {
    const of = (inSet?: number) => titles(curationLenses({ drawn: 500, pending: 120, inSet }));
    assert.deepEqual(of(), ['▷ Review 120 pending', '⇩ Export']);
    assert.deepEqual(of(412), ['▷ Review 120 pending', '⇩ Export 412']);
    assert.deepEqual(titles(curationLenses({ drawn: 5, pending: 0, inSet: 0 })), ['✓ Reviewed', '⇩ Export 0']);
  });

  it('are of a real data set, too, of which nothing is drawn', () => {
    assert.deepEqual(titles(curationLenses({ drawn: 0, pending: 0, inSet: 30 })), ['⇩ Export 30']);
  });

  it('counts no images of data sets, and can be reviewed all the same', () => {
    assert.deepEqual(titles(curationLenses({ drawn: 0, pending: 0, hasReal: true })), ['▷ Review', '⇩ Export']);
    const both = curationLenses({ drawn: 5, pending: 2, inSet: 9, hasReal: true });
    assert.deepEqual(titles(both), ['▷ Review', '⇩ Export 9']);
  });
});
