import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MetricPlan } from '../../src/language/plan/plan.ts';
import type { EvaluationReport, JudgedImage } from '../../src/protocol/evaluation.ts';
import { findingsOf, outcomeOf } from '../../src/protocol/statement-findings.ts';
import { report, source, span } from '../cli/support/sample.ts';

const classes = ['saw', 'tongs', 'axe'];

/** Two of four saws are taken for tongs, and one of the three axes for a saw. */
const confusion = [
  [2, 2, 0],
  [0, 6, 0],
  [1, 0, 2],
];

function judged(metric: MetricPlan, operator: '>=' | '<=', value: number, held = false): readonly JudgedImage[] {
  const statement = { kind: 'expect', text: 'expect it', metric, operator, value } as const;
  const found: EvaluationReport = {
    ...report(classes, [source('holdout', 'data', { classes, confusion })]),
    statements: [
      {
        text: 'expect it',
        kind: 'expect',
        source: 'holdout',
        held,
        measured: { value: 0.5, n: 4, low: 0.4, high: 0.6, method: 'wilson' },
        span,
      },
    ],
  };
  const [finding] = findingsOf(statement, found);
  return finding?.against ?? assert.fail('no finding');
}

const names = (images: readonly JudgedImage[]) =>
  images.map(({ actual, predicted }) => `${classes[actual]} → ${classes[predicted]}`);

describe('what speaks against a statement', () => {
  for (const [metric, operator, expected] of [
    [{ name: 'accuracy' }, '>=', ['saw → tongs', 'saw → tongs', 'axe → saw']],
    [{ name: 'recall', class: 'saw' }, '>=', ['saw → tongs', 'saw → tongs']],
    [{ name: 'precision', class: 'saw' }, '>=', ['axe → saw']],
    [{ name: 'f1', class: 'saw' }, '>=', ['saw → tongs', 'saw → tongs', 'axe → saw']],
    [{ name: 'confusion', actual: 'saw', predicted: 'tongs' }, '<=', ['saw → tongs', 'saw → tongs']],
    [{ name: 'confusion', actual: 'saw', predicted: 'tongs' }, '>=', ['saw → saw', 'saw → saw']],
    [{ name: 'recall', class: 'axe' }, '<=', ['axe → axe', 'axe → axe']],
    [{ name: 'calibration-error' }, '<=', ['saw → tongs', 'saw → tongs', 'axe → saw']],
    [{ name: 'recall', class: 'hammer' }, '>=', []],
  ] as const) {
    it(`are the images that a ${operator} of ${JSON.stringify(metric)} is about`, () => {
      assert.deepEqual(names(judged(metric, operator, 0.9)), expected);
    });
  }

  it('is nothing where it holds', () => {
    assert.deepEqual(judged({ name: 'accuracy' }, '>=', 0.1, true), []);
  });

  it('is found once a source, by the words of the statement', () => {
    const statement = {
      kind: 'expect',
      text: 'expect accuracy >= 80%',
      metric: { name: 'accuracy' },
      operator: '>=',
      value: 0.8,
    } as const;
    const found = report(classes, [source('holdout', 'data', { classes, confusion })]);
    const said = { ...(found.statements[0] ?? assert.fail()), text: statement.text };
    const twice = {
      ...found,
      statements: [said, said, { ...said, source: 'other', held: false }, { ...said, text: 'another' }],
    };
    assert.deepEqual(
      findingsOf(statement, twice).map(({ source, held }) => [source, held]),
      [
        ['holdout', true],
        ['other', false],
      ],
    );
  });
});

describe('the outcome of a statement', () => {
  it('is passed only when it holds everywhere; an expect fails, a check asks for a human', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), (held) => {
        const findings = held.map((each) => ({ held: each }));
        const holds = held.every(Boolean);
        assert.equal(outcomeOf('expect', findings), holds ? 'passed' : 'failed');
        assert.equal(outcomeOf('check', findings), holds ? 'passed' : 'needs-review');
      }),
    );
  });
});
