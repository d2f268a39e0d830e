import assert from 'node:assert/strict';
import { accuracyChange, comparedRun } from '../../../../src/extension/runs/differences/compared-run.ts';
import type { RunSummary } from '../../../../src/protocol/runs.ts';
import { estimate } from '../../sample-plans.ts';
import { runSummary } from '../sample-runs.ts';

const shown = { evaluation: 'zeroshot', file: 'a.vlprompt', made: '2026-01-02T05:00:30.000Z' };
const run = (id: string, hour: number, facts: Partial<RunSummary> = {}) =>
  runSummary({
    id,
    kind: 'evaluate',
    name: 'zeroshot',
    started: `2026-01-02T0${hour}:00:00.000Z`,
    ended: `2026-01-02T0${hour}:01:00.000Z`,
    ...facts,
  });
const found = (runs: readonly RunSummary[]) => {
  const compared = comparedRun(runs, shown);
  return compared && `${compared.as} ${compared.run.id}`;
};

describe('what a report is compared with', () => {
  it('is the run before its own', () => {
    assert.equal(found([run('own', 5), run('before', 4), run('older', 3)]), 'run before before');
  });

  it('is the baseline where there is one', () => {
    assert.equal(found([run('own', 5), run('before', 4), run('older', 3, { isBaseline: true })]), 'baseline older');
  });

  it('is never its own run, not even as the baseline', () => {
    assert.equal(found([run('own', 5, { isBaseline: true })]), undefined);
  });

  it('is no later run: the words were changed back since', () => {
    assert.equal(found([run('later', 6), run('own', 5)]), undefined);
  });

  it('is no other evaluation, nor a run that did not come to its end', () => {
    const others = [
      run('a', 4, { name: 'other' }),
      run('b', 4, { file: 'b.vlprompt' }),
      run('c', 4, { kind: 'draw' }),
      run('d', 4, { outcome: 'cancelled' }),
    ];
    assert.equal(found(others), undefined);
  });
});

describe('the change of an accuracy', () => {
  const before = run('before', 4, { accuracies: [{ source: 'holdout', accuracy: estimate(0.8, 500) }] });
  const compared = { run: before, as: 'run before' } as const;

  it('is in percentage points', () => {
    assert.equal(accuracyChange('holdout', estimate(0.813, 500), compared)?.points.toFixed(3), '1.300');
  });

  it('is none where one side has no number', () => {
    assert.equal(accuracyChange('other', estimate(0.8, 500), compared), undefined);
    assert.equal(accuracyChange('holdout', estimate(null, 0), compared), undefined);
    assert.equal(accuracyChange('holdout', estimate(0.8, 500), undefined), undefined);
  });

  it('says whether the intervals have a number in common', () => {
    const wide = { ...estimate(0.82, 500), low: 0.8, high: 0.84 };
    assert.equal(accuracyChange('holdout', wide, compared)?.doOverlap, true);
    assert.equal(accuracyChange('holdout', { ...wide, low: 0.81 }, compared)?.doOverlap, false);
  });
});
