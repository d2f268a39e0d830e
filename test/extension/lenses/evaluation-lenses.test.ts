import assert from 'node:assert/strict';
import { evaluationState, withEvaluation, withReport } from '../../../src/extension/boards/evaluation-state.ts';
import { evaluationLenses, pointsText } from '../../../src/extension/lenses/evaluation-lenses.ts';
import type { ComparedRun } from '../../../src/extension/runs/differences/compared-run.ts';
import type { Estimate } from '../../../src/protocol/evaluation.ts';
import { runSummary } from '../runs/sample-runs.ts';
import { estimate, evaluation, report } from '../sample-plans.ts';
import { titles } from './titles.ts';

const plan = evaluation('zeroshot');
const judged = withReport(evaluationState(plan), report(), plan);

describe('the lenses of an evaluation', () => {
  it('offer to evaluate what was never judged', () => {
    assert.deepEqual(titles(evaluationLenses(evaluationState(plan))), ['▷ Evaluate']);
  });

  it('say the accuracy with its n, and whether the statements hold', () => {
    assert.deepEqual(titles(evaluationLenses(judged)), ['▷ Evaluate', '✓ accuracy 84.3% (n=600)']);
    const failed = withReport(evaluationState(plan), report({ held: false }), plan);
    assert.equal(evaluationLenses(failed)[1]?.title, '✗ accuracy 84.3% (n=600)');
  });

  it('name the sources when there are several', () => {
    const one = report();
    const two = { ...one, sources: [...one.sources, ...one.sources.map((each) => ({ ...each, name: 'preview' }))] };
    assert.deepEqual(titles(evaluationLenses(withReport(evaluationState(plan), two, plan))), [
      '▷ Evaluate',
      '✓ accuracy 84.3% on holdout (n=600)',
      '84.3% on preview (n=600)',
    ]);
  });

  it('say what it was before the words changed, and compare that with nothing', () => {
    const changed = withEvaluation(judged, evaluation('zeroshot', 'other words'));
    const [, lens] = evaluationLenses(changed, { compared: compared(estimate(0.8, 600)) });
    assert.equal(lens?.title, 'accuracy was 84.3% (n=600)');
    assert.match(lens?.tooltip ?? '', /evaluate again/);
  });

  it('invent no number where nothing was measured', () => {
    const empty = withReport(evaluationState(plan), report({ accuracy: estimate(null, 0) }), plan);
    const [, lens] = evaluationLenses(empty, { compared: compared(estimate(0.8, 600)) });
    assert.equal(lens?.title, '✓ accuracy unknown (n=0)');
  });

  it('follow a run, or say why it does not go on', () => {
    const run = { stage: 'reading', source: 'holdout', done: 120, total: 600 } as const;
    assert.deepEqual(titles(evaluationLenses({ ...judged, run })), ['◌ Reading holdout: 120 of 600', '■ Cancel']);
    const loading = { stage: 'loading', part: 'vision_model (350 MB)', done: 0, total: 0 } as const;
    assert.equal(evaluationLenses({ ...judged, run: loading })[0]?.title, '◌ Loading vision_model (350 MB)');
    assert.equal(evaluationLenses({ ...judged, run: loading }, { standing: 'waiting' })[0]?.title, '◌ Waiting');
  });
});

describe('the change of an accuracy', () => {
  const lensFor = (now: Estimate, before: Estimate, as: ComparedRun['as'] = 'run before') => {
    const state = withReport(evaluationState(plan), report({ accuracy: now }), plan);
    return evaluationLenses(state, { compared: compared(before, as) })[1] ?? assert.fail('no lens');
  };
  const measured = (value: number, half: number): Estimate => ({
    ...estimate(value, 500),
    low: value - half,
    high: value + half,
  });

  it('is in percentage points beside the n', () => {
    assert.equal(lensFor(measured(0.872, 0.03), measured(0.859, 0.03)).title, '✓ accuracy 87.2% (n=500, +1.3)');
  });

  it('says what it is compared with, and that intervals that overlap are no clear difference', () => {
    const { tooltip = '' } = lensFor(measured(0.872, 0.03), measured(0.859, 0.03), 'baseline');
    assert.match(tooltip, /^On holdout: 87\.2%, n=500, 95% interval 84\.2% to 90\.2%\.$/m);
    assert.match(tooltip, /^The baseline, of \d{4}-\d\d-\d\d \d\d:\d\d: 85\.9%, n=500, /m);
    assert.match(tooltip, /no clear difference.*Not tested image by image/);
  });

  it('is called no difference of chance where the intervals lie apart', () => {
    const { tooltip = '' } = lensFor(measured(0.95, 0.01), measured(0.85, 0.01));
    assert.match(tooltip, /^The run before, of /m);
    assert.match(tooltip, /the intervals do not overlap/);
    assert.doesNotMatch(tooltip, /no clear difference/);
  });

  it('is what the test in pairs found, where there was one', () => {
    const now = measured(0.872, 0.03);
    const state = withReport(evaluationState(plan), report({ accuracy: now }), plan);
    const difference = { value: 0.013, low: -0.004, high: 0.03, n: 500, method: 'paired-bootstrap' } as const;
    const tested = new Map([['holdout', { difference, verdict: 'no clear difference' } as const]]);
    const [, lens] = evaluationLenses(state, { compared: compared(measured(0.859, 0.03)), tested });
    assert.match(
      lens?.tooltip ?? '',
      /^\+1\.3 percentage points: no clear difference \(tested in 500 pairs of images, 95% interval -0\.4 to \+3\.0\)\.$/m,
    );
    assert.doesNotMatch(lens?.tooltip ?? '', /Not tested/);
  });

  it('has a sign, and none where it is rounded to nothing', () => {
    assert.deepEqual([1.25, -0.44, 0.04, -0.04].map(pointsText), ['+1.3', '-0.4', '±0.0', '±0.0']);
  });
});

function compared(accuracy: Estimate, as: ComparedRun['as'] = 'run before'): ComparedRun {
  return { run: runSummary({ kind: 'evaluate', accuracies: [{ source: 'holdout', accuracy }] }), as };
}
