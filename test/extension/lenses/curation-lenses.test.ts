import assert from 'node:assert/strict';
import { curationLenses } from '../../../src/extension/lenses/curation-lenses.ts';
import { titles } from './titles.ts';

describe('the lenses of a curation', () => {
  it('are none while nothing is drawn', () => {
    assert.deepEqual(curationLenses({ drawn: 0, pending: 0 }), []);
  });

  it('say what is to be reviewed, and how many images are in the set where that is known', () => {
    const of = (inSet?: number) => titles(curationLenses({ drawn: 500, pending: 120, passing: inSet }));
    assert.deepEqual(of(), ['▷ Review 120 pending', '⇩ Export']);
    assert.deepEqual(of(412), ['▷ Review 120 pending', '⇩ Export 412']);
    assert.deepEqual(titles(curationLenses({ drawn: 5, pending: 0, passing: 0 })), ['✓ Reviewed', '⇩ Export 0']);
  });

  it('say how many images there are at most where some of them may be left out', () => {
    const of = (passing: number) => titles(curationLenses({ drawn: 500, pending: 0, passing, isThinned: true }));
    assert.deepEqual(
      [of(412), of(0)],
      [
        ['✓ Reviewed', '⇩ Export up to 412'],
        ['✓ Reviewed', '⇩ Export 0'],
      ],
    );
  });

  it('are of a real data set, too, of which nothing is drawn', () => {
    assert.deepEqual(titles(curationLenses({ drawn: 0, pending: 0, passing: 30 })), ['⇩ Export 30']);
  });

  it('counts no images of data sets, and can be reviewed all the same', () => {
    assert.deepEqual(titles(curationLenses({ drawn: 0, pending: 0, hasReal: true })), ['▷ Review', '⇩ Export']);
    const both = curationLenses({ drawn: 5, pending: 2, passing: 9, hasReal: true });
    assert.deepEqual(titles(both), ['▷ Review', '⇩ Export 9']);
  });
});
