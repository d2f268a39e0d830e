import assert from 'node:assert/strict';
import { interruptedRuns, offerText } from '../../../../src/extension/runs/history/interrupted-runs.ts';
import type { RunSummary } from '../../../../src/protocol/runs.ts';
import { interrupted, runSummary } from '../sample-runs.ts';

const none: ReadonlySet<string> = new Set();
const idsOf = (runs: readonly RunSummary[], declined = none) => interruptedRuns(runs, declined).map(({ id }) => id);

describe('the offer to resume', () => {
  it('is of runs that were cut off, not of those that are at work in another window', () => {
    assert.deepEqual(idsOf([interrupted({ id: 'a' }), interrupted({ id: 'b', outcome: 'running', name: 'other' })]), [
      'a',
    ]);
  });

  it('is not of a run that something newer has taken the place of', () => {
    assert.deepEqual(idsOf([runSummary({ id: 'new' }), interrupted({ id: 'old' })]), []);
    assert.deepEqual(idsOf([interrupted({ id: 'a', resumedBy: 'b' })]), []);
  });

  it('is of each recipe and evaluation once', () => {
    const runs = [interrupted({ id: 'c' }), interrupted({ id: 'b' }), interrupted({ id: 'a', file: 'b.vlprompt' })];
    assert.deepEqual(idsOf(runs), ['c', 'a']);
  });

  it('is not made again when it was declined, nor is an older run offered in its place', () => {
    assert.deepEqual(idsOf([interrupted({ id: 'b' }), interrupted({ id: 'a' })], new Set(['b'])), []);
  });

  it('says what was interrupted and where', () => {
    assert.equal(offerText([interrupted()]), 'Drawing of preview was interrupted at 41 of 96.');
    const evaluation = interrupted({ kind: 'evaluate', images: { total: 0, drawn: 0, reused: 0, failed: 0 } });
    assert.equal(offerText([evaluation, interrupted()]), 'Evaluation of preview was interrupted, and another run.');
    assert.equal(offerText([]), undefined);
  });
});
