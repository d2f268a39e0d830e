import assert from 'node:assert/strict';
import { estimate } from '../../../src/protocol/texts/estimates.ts';
import { counted, percent } from '../../../src/protocol/texts/figures.ts';
import { elapsed } from '../../../src/protocol/texts/times.ts';

describe('figures', () => {
  it('never prints a share without its n and its interval', () => {
    const measured = { value: 0.912, n: 1000, low: 0.8925, high: 0.928, method: 'wilson' } as const;
    assert.equal(estimate(measured), '91.2% (n 1000, 95% interval 89.3–92.8%)');
  });

  it('says when nothing was measured', () => {
    assert.equal(estimate({ value: null, n: 0, low: null, high: null, method: 'wilson' }), '– (n 0)');
    assert.equal(percent(null), '–');
  });

  it('writes times as people say them', () => {
    const times = [0, 250, 3400, 9949, 9951, 59_400, 59_600, 250_000, 7_500_000].map(elapsed);
    assert.deepEqual(times, [
      '0.00 s',
      '0.25 s',
      '3.4 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1 min 0 s',
      '4 min 10 s',
      '2 h 5 min',
    ]);
  });

  it('counts in words that agree', () => {
    assert.deepEqual(
      [counted(1, 'image'), counted(0, 'image'), counted(2, 'class', 'classes')],
      ['1 image', '0 images', '2 classes'],
    );
  });
});
