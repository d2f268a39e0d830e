import assert from 'node:assert/strict';
import type { StatementReport } from '../../../src/protocol/evaluation.ts';
import { cellWords, evidenceWords, overallOutcome, valueWords } from '../../../src/webviews/matrix/matrix-words.ts';
import { span } from '../../extension/sample-plans.ts';

const share = { value: 0.843, n: 600, low: 0.812, high: 0.87, method: 'wilson' } as const;
const nothing = { value: null, n: 0, low: null, high: null, method: 'wilson' } as const;

function statement(kind: 'expect' | 'check', held: boolean): StatementReport {
  return { text: `${kind} accuracy >= 80%`, kind, source: 'holdout', held, measured: share, span: span(1) };
}

describe('numbers on the matrix page', () => {
  it('come with their n and their interval', () => {
    assert.equal(valueWords(share), '84.3 %');
    assert.equal(evidenceWords(share), 'n 600 · 95 % interval 81.2 – 87.0 %');
  });

  it('are not made up where nothing was measured', () => {
    assert.equal(valueWords(nothing), '–');
    assert.equal(evidenceWords(nothing), 'n 0');
    assert.equal(cellWords(0, 0, 'cat', 'dog'), '0 of 0 cat judged as dog');
  });

  it('say of a cell what it means', () => {
    assert.equal(cellWords(12, 60, 'shirt', 'tshirt'), '12 of 60 shirt judged as tshirt (20.0 %)');
    assert.equal(cellWords(48, 60, 'shirt', 'shirt'), '48 of 60 shirt judged rightly (80.0 %)');
  });
});

describe('statements together', () => {
  const words = (...statements: readonly StatementReport[]) => {
    const { kind, words } = overallOutcome(statements);
    return `${kind}: ${words}`;
  };

  it('come to the worst of them', () => {
    const [holds, fails, asks] = [statement('expect', true), statement('expect', false), statement('check', false)];
    assert.equal(words(holds, holds), 'passed: All 2 statements hold');
    assert.equal(words(holds), 'passed: The statement holds');
    assert.equal(words(holds, asks), 'review: 1 of 2 statements asks for a look');
    assert.equal(words(fails, asks, holds), 'failed: 1 of 3 statements does not hold');
  });
});
