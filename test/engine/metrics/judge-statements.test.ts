import assert from 'node:assert/strict';
import { judgeStatements, placeStatements, verdictOf } from '../../../src/engine/metrics/judge-statements.ts';
import { analyseSource } from '../../../src/engine/metrics/source-analysis.ts';
import { type ScoredImage, scoreSource } from '../../../src/engine/metrics/source-scores.ts';
import type { MetricPlan, StatementPlan } from '../../../src/language/plan/plan.ts';
import type { JudgedImage, SourceReport } from '../../../src/protocol/evaluation.ts';
import { statementPlan } from '../support/plans.ts';

const classes = ['shirt', 'sneaker'];
const weights = [Float32Array.of(1, 0), Float32Array.of(0, 1)];

/** Of the shirts `right` of `n` are judged right; no sneakers. */
function source(name: string, kind: 'data' | 'recipe', right: number, n: number): SourceReport {
  const images = Array.from(
    { length: n },
    (_, i): ScoredImage => ({ actual: 0, predicted: i < right ? 0 : 1, rank: 1 }),
  );
  return {
    name,
    kind,
    images: [],
    skipped: [],
    ...scoreSource(classes, images),
    columns: [],
    analysis: analyseSource([], { classes: 2, logits: new Float32Array(0), actual: [] }, weights),
  };
}

/** Probabilities of its own class among two. @param scores likeness of each image to its prompt */
function probable(kind: 'data' | 'recipe', truths: readonly number[], scores: readonly (number | null)[] = []) {
  const images = truths.map((truth, i): JudgedImage => {
    const predicted = truth >= 0.5 ? 0 : 1;
    const confidence = Math.max(truth, 1 - truth);
    const verdict = { actual: 0, predicted, runnerUp: 1 - predicted, confidence, truth, rank: predicted + 1 };
    const score = scores[i] === undefined ? {} : { score: scores[i] };
    return { file: `${i}.png`, hash: `${i}`, ...verdict, margin: 2 * confidence - 1, ...score };
  });
  const logits = Float32Array.from(truths.flatMap((truth) => [Math.log(truth), Math.log(1 - truth)]));
  const analysis = analyseSource(images, { classes: 2, logits, actual: truths.map(() => 0) }, weights);
  return { ...source('few', kind, 0, 0), images, ...scoreSource(classes, images), analysis };
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

  it('takes the margin of the class that an image is of, below 0 where another was likelier', () => {
    const on = probable('data', [0.9, 0.8, 0.2, 0.6, 0.95]); // Margins 0.8, 0.6, −0.6, 0.2, 0.9.
    for (const [percentile, value] of [
      [0, -0.6],
      [20, -0.6],
      [21, 0.2],
      [50, 0.6],
      [100, 0.9],
    ] as const) {
      const [report] = judge(statementPlan({ metric: { name: 'margin', percentile } }), [on]);
      assert.ok(Math.abs(report!.measured.value! - value) < 1e-12, `p${percentile}`);
      assert.ok(report!.measured.low! <= value + 1e-12 && report!.measured.high! >= value - 1e-12);
      assert.deepEqual([report!.measured.n, report!.measured.method], [5, 'bootstrap']);
    }
  });

  it('measures how far confidence is from being right', () => {
    // Of four images in one part of (0, 1] three are right: |0.75 − 0.8|.
    const on = probable('data', [0.8, 0.8, 0.8, 0.2]);
    assert.equal(held({ metric: { name: 'calibration-error' }, operator: '=', value: 0.05 }, on), false);
    const [report] = judge(statementPlan({ metric: { name: 'calibration-error' } }), [on]);
    assert.ok(Math.abs(report!.measured.value! - 0.05) < 1e-6);
  });

  it('holds drawn images against their own prompts, those apart that the judge cannot read', () => {
    const metric = { name: 'clip-score', percentile: 50 } as const;
    const drawn = probable('recipe', [0.9, 0.9, 0.9, 0.9], [0.3, null, 0.1, 0.2]);
    const [report, ...rest] = judge(statementPlan({ metric }), [probable('data', [0.9]), drawn]);
    assert.equal(rest.length, 0);
    assert.deepEqual([report?.measured.value, report?.measured.n], [0.2, 3]);
    assert.match(judge(statementPlan({ metric }), [holdout])[0]?.reason ?? '', /no recipe in `on`/);
  });
});

describe('placeStatements', () => {
  it('gives what judging anew would give, wherever the lines have gone', () => {
    const metrics: readonly MetricPlan[] = [
      { name: 'fidelity' },
      { name: 'accuracy' },
      { name: 'margin', percentile: 10 },
      { name: 'recall', class: 'shirt' },
    ];
    const statements = metrics.map((metric) => statementPlan({ metric }));
    const moved = statements.map((statement, i) => ({
      ...statement,
      text: `moved ${i}`,
      span: { ...statement.span, start: { line: 90 + i, character: 0 } },
    }));
    for (const sources of [[holdout, preview, pool], [preview], [holdout], [preview, preview]]) {
      const found = judgeStatements(statements, classes, sources);
      assert.deepEqual(placeStatements(found, moved, sources), judgeStatements(moved, classes, sources));
    }
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
