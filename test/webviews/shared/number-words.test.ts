import assert from 'node:assert/strict';
import { cellWords, differenceWords, evidenceWords, valueWords } from '../../../src/webviews/shared/number-words.ts';

const share = { value: 0.843, n: 600, low: 0.812, high: 0.87, method: 'wilson' } as const;
const nothing = { value: null, n: 0, low: null, high: null, method: 'wilson' } as const;

describe('numbers in words', () => {
  it('come with their n and their interval', () => {
    assert.equal(valueWords(share), '84.3%');
    assert.equal(evidenceWords(share), 'n 600 · 95% interval 81.2 – 87.0%');
  });

  it('are not made up where nothing was measured', () => {
    assert.equal(valueWords(nothing), '–');
    assert.equal(evidenceWords(nothing), 'n 0');
    assert.equal(cellWords(0, 0, 'cat', 'dog'), '0 of 0 cat judged as dog');
    assert.equal(differenceWords({ value: null, low: null, high: null, n: 0, method: 'paired-bootstrap' }), '– (n 0)');
  });

  it('say of a cell what it means', () => {
    assert.equal(
      cellWords(12, 60, 'shirt', 'tshirt'),
      '12 of 60 shirt judged as tshirt (20.0%, 95% interval 11.8 – 31.8%)',
    );
    assert.equal(
      cellWords(48, 60, 'shirt', 'shirt'),
      '48 of 60 shirt judged rightly (80.0%, 95% interval 68.2 – 88.2%)',
    );
  });
});
