import assert from 'node:assert/strict';
import { figure, measuredText, partsOfStatement } from '../../../src/protocol/texts/statement-texts.ts';

describe('what was measured, in words', () => {
  const measured = { value: 0.862, n: 600, low: 0.832, high: 0.889, method: 'wilson' } as const;

  it('has its n and its interval', () => {
    assert.equal(measuredText({ name: 'accuracy' }, measured), '86.2% (n 600, 83.2–88.9%)');
    assert.equal(measuredText({ name: 'clip-score' }, measured), '0.862 (n 600, 0.832–0.889)');
  });

  it('says that nothing was measured', () => {
    const nothing = { ...measured, value: null, n: 0, low: null, high: null };
    assert.equal(measuredText({ name: 'accuracy' }, nothing), '– (n 0)');
    assert.equal(figure({ name: 'margin' }, -0.05), '-5.0%');
  });
});

describe('the parts of a statement', () => {
  for (const [text, metric, wanted] of [
    ['expect accuracy >= 85%', 'accuracy', '>= 85%'],
    ['check confusion(shirt -> tshirt) <= 20%', 'confusion(shirt -> tshirt)', '<= 20%'],
    ['expect recall(shirt) >= 60% on lower bound', 'recall(shirt)', '>= 60% on lower bound'],
    ['expect\n  balanced-accuracy\n  > 0.5', 'balanced-accuracy', '> 0.5'],
    ['accuracy>=85%', 'accuracy', '>=85%'],
    ['expect', 'expect', ''],
  ] as const) {
    it(`of ${JSON.stringify(text)} are what is measured and what is wanted`, () => {
      assert.deepEqual(partsOfStatement(text), { metric, wanted });
    });
  }
});
