import assert from 'node:assert/strict';
import type { StatementReport } from '../../../src/protocol/evaluation.ts';
import {
  cellHeading,
  obstacleWords,
  overallOutcome,
  temperatureWords,
} from '../../../src/webviews/matrix/matrix-words.ts';
import { report, span } from '../../extension/sample-plans.ts';

const share = { value: 0.843, n: 600, low: 0.812, high: 0.87, method: 'wilson' } as const;

function statement(kind: 'expect' | 'check', held: boolean): StatementReport {
  return { text: `${kind} accuracy >= 80%`, kind, source: 'holdout', held, measured: share, span: span(1) };
}

describe('a fitted temperature', () => {
  it('is told with what it means, and that it is a best case', () => {
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
