import assert from 'node:assert/strict';
import type { StatementReport } from '../../../src/protocol/evaluation.ts';
import {
  cellHeading,
  cellWords,
  differenceWords,
  evidenceWords,
  obstacleWords,
  overallOutcome,
  temperatureWords,
  valueWords,
} from '../../../src/webviews/matrix/matrix-words.ts';
import { report, span } from '../../extension/sample-plans.ts';

const share = { value: 0.843, n: 600, low: 0.812, high: 0.87, method: 'wilson' } as const;
const nothing = { value: null, n: 0, low: null, high: null, method: 'wilson' } as const;

function statement(kind: 'expect' | 'check', held: boolean): StatementReport {
  return { text: `${kind} accuracy >= 80%`, kind, source: 'holdout', held, measured: share, span: span(1) };
}

describe('numbers on the matrix page', () => {
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

  it('say what a temperature means, and that it is a best case', () => {
    const calibration = { bins: [], error: share, errorAfter: 0.02 };
    assert.match(temperatureWords({ ...calibration, temperature: 1.4 }), /surer than it is right.*2\.0%, at best/);
    assert.match(temperatureWords({ ...calibration, temperature: 0.7 }), /less sure than it could be/);
    assert.match(temperatureWords({ ...calibration, temperature: 1 }), /about as sure as it is right/);
    assert.equal(temperatureWords({ ...calibration, temperature: null }), '');
  });
});

describe('headings of images', () => {
  const last = { ...report(), judge: '', groups: [], classes: ['cat', 'dog', 'fox'] };
  const heading = (actual: readonly number[], predicted: readonly number[]) =>
    cellHeading({ source: 0, actual, predicted }, last);

  it('name classes, groups, and everything else', () => {
    assert.equal(heading([0], [0]), 'cat, judged rightly, on holdout');
    assert.equal(heading([0], [1]), 'cat, judged as dog, on holdout');
    assert.equal(heading([0], [1, 2]), 'cat, judged as another class, on holdout');
    assert.equal(heading([0, 1], [0, 1]), 'cat + dog, judged as one of them, on holdout');
    assert.equal(heading([0, 1], [2]), 'cat + dog, judged as fox, on holdout');
  });
});

describe('what keeps an analysis from beginning', () => {
  it('is said in one sentence', () => {
    assert.equal(obstacleWords({ activity: { kind: 'idle' }, stale: false }), '');
    assert.match(obstacleWords({ activity: { kind: 'idle' }, stale: true }), /evaluate again first/);
    assert.equal(obstacleWords({ activity: { kind: 'gone', sentence: 'Gone.' }, stale: true }), 'Gone.');
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
