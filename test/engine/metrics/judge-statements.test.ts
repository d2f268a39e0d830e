import assert from 'node:assert/strict';
import { judgeStatements, verdictOf } from '../../../src/engine/metrics/judge-statements.ts';
import { type ScoredImage, scoreSource } from '../../../src/engine/metrics/source-scores.ts';
import type { MetricPlan, StatementPlan } from '../../../src/language/plan/plan.ts';
import type { SourceReport } from '../../../src/protocol/evaluation.ts';
import { statementPlan } from '../support/plans.ts';

const classes = ['shirt', 'sneaker'];

/** Of the shirts `right` of `n` are judged right; no sneakers. */
function source(name: string, kind: 'data' | 'recipe', right: number, n: number): SourceReport {
  const images = Array.from(
    { length: n },
    (_, i): ScoredImage => ({ actual: 0, predicted: i < right ? 0 : 1, inTop5: true }),
  );
  return { name, kind, images: [], skipped: [], ...scoreSource(classes, images), columns: [] };
}

const holdout = source('holdout', 'data', 17, 20);
const pool = source('pool', 'data', 10, 20);
const preview = source('preview', 'recipe', 5, 10);

function judge(statement: StatementPlan, sources: readonly SourceReport[]) {
  return judgeStatements([statement], classes, sources);
}

function held(given: Partial<StatementPlan> & { metric: MetricPlan }, on: SourceReport = holdout): boolean | undefined {
  return judge(statementPlan(given), [on])[0]?.held;
}

describe('judgeStatements', () => {
  it('takes real data as the yardstick where there is any', () => {
    const reports = judge(statementPlan({ metric: { name: 'accuracy' } }), [holdout, preview, pool]);
    assert.deepEqual(
      reports.map(({ source }) => source),
      ['holdout', 'pool'],
    );
  });

  it('takes drawn images where there is nothing else', () => {
    const reports = judge(statementPlan({ metric: { name: 'accuracy' } }), [preview]);
    assert.deepEqual(
      reports.map(({ source }) => source),
      ['preview'],
    );
  });

  it('judges fidelity on drawn images only', () => {
    const [report, ...rest] = judge(statementPlan({ metric: { name: 'fidelity' } }), [holdout, preview]);
    assert.equal(rest.length, 0);
    assert.equal(report?.source, 'preview');
    assert.equal(report?.measured.value, 0.5);
  });

  it('says why fidelity without a recipe does not hold', () => {
    const [report] = judge(statementPlan({ metric: { name: 'fidelity' } }), [holdout]);
    assert.equal(report?.held, false);
    assert.match(report?.reason ?? '', /no recipe in `on`/);
  });

  it('says why a class without images does not hold, whatever was wanted', () => {
    for (const operator of ['>=', '<='] as const) {
      const metric = { name: 'recall', class: 'sneaker' } as const;
      const [report] = judge(statementPlan({ metric, operator, value: 0 }), [holdout]);
      assert.equal(report?.held, false);
      assert.equal(report?.measured.n, 0);
      assert.match(report?.reason ?? '', /No image of the data set `holdout` .*n = 0/);
    }
  });

  it('compares as written; what is equal but for rounding is equal', () => {
    const metric = { name: 'accuracy' } as const; // 17 of 20
    assert.equal(held({ metric, operator: '>=', value: 0.85 }), true);
    assert.equal(held({ metric, operator: '>', value: 0.85 }), false);
    assert.equal(held({ metric, operator: '<=', value: 0.85 }), true);
    assert.equal(held({ metric, operator: '<', value: 0.85 }), false);
    assert.equal(held({ metric, operator: '=', value: 0.85 + 1e-15 }), true);
    assert.equal(held({ metric, operator: '=', value: 0.86 }), false);
    assert.equal(held({ metric, operator: '>', value: 0.84 }), true);
  });

  it('compares an end of the interval where that was asked for', () => {
    const metric = { name: 'accuracy' } as const; // 0.85, Wilson 0.64 to 0.95
    assert.equal(held({ metric, value: 0.8, bound: 'lower' }), false);
    assert.equal(held({ metric, value: 0.6, bound: 'lower' }), true);
    assert.equal(held({ metric, operator: '<=', value: 0.9, bound: 'upper' }), false);
  });

  it('measures each metric where it should', () => {
    const on = holdout;
    assert.equal(held({ metric: { name: 'recall', class: 'shirt' }, operator: '=', value: 0.85 }, on), true);
    assert.equal(held({ metric: { name: 'precision', class: 'shirt' }, operator: '=', value: 1 }, on), true);
    assert.equal(held({ metric: { name: 'top5' }, operator: '=', value: 1 }, on), true);
    assert.equal(held({ metric: { name: 'balanced-accuracy' }, operator: '=', value: 0.85 }, on), true);
    assert.equal(held({ metric: { name: 'f1', class: 'shirt' }, operator: '>', value: 0.91 }, on), true);
    const confusion = { name: 'confusion', actual: 'shirt', predicted: 'sneaker' } as const;
    assert.equal(held({ metric: confusion, operator: '=', value: 0.15 }, on), true);
  });
});

describe('verdictOf', () => {
  it('fails by an expect, asks by a check, passes otherwise', () => {
    const expect = { kind: 'expect', held: false } as const;
    const check = { kind: 'check', held: false } as const;
    assert.equal(verdictOf([]), 'passed');
    assert.equal(verdictOf([{ ...expect, held: true }]), 'passed');
    assert.equal(verdictOf([check]), 'needs-review');
    assert.equal(verdictOf([check, expect]), 'failed');
  });
});
