import assert from 'node:assert/strict';
import { groupTexts, runTexts } from '../../../src/extension/runs/run-texts.ts';
import type { RunSummary } from '../../../src/protocol/runs.ts';
import { estimate } from '../sample-plans.ts';
import { interrupted, runSummary } from './sample-runs.ts';

const textsOf = (run: RunSummary) => runTexts({ kind: 'run', folder: '/w', run });
const accuracies = [{ source: 'holdout', accuracy: estimate(0.872, 500) }];

describe('what the history says of a run', () => {
  it('is how many images were drawn and how many were there, and how long it took', () => {
    assert.match(textsOf(runSummary()).description ?? '', /^12 drawn, 228 cached · 40 s · \d\d:\d\d$/);
    const failed = runSummary({ images: { total: 3, drawn: 0, reused: 2, failed: 1 } });
    assert.match(textsOf(failed).description ?? '', /^2 cached, 1 failed · /);
  });

  it('is the accuracy of an evaluation, with its verdict as the icon', () => {
    const run = runSummary({ kind: 'evaluate', accuracies, verdict: 'failed' });
    const { description = '', icon, tooltip = '' } = textsOf(run);
    assert.match(description, /^87\.2% · /);
    assert.equal(icon, 'error');
    assert.match(tooltip, /Accuracy on holdout: 87\.2%, n=500, 95% interval/);
    const two = runSummary({ kind: 'evaluate', accuracies: [...accuracies, { ...accuracies[0]!, source: 'preview' }] });
    assert.match(textsOf(two).description ?? '', /^holdout 87\.2% · preview 87\.2% · /);
  });

  it('is how far one came that was cut off, and that it can be resumed', () => {
    const { description = '', context, icon } = textsOf(interrupted());
    assert.match(description, /^interrupted · 41 of 96 · /);
    assert.deepEqual([context, icon], ['run.draw.interrupted', 'debug-disconnect']);
    assert.equal(textsOf(interrupted({ resumedBy: 'r2' })).context, 'run.draw.resumed');
  });

  it('is its note first, in one line', () => {
    const { description = '', tooltip = '' } = textsOf(runSummary({ note: 'warmer\nlight' }));
    assert.match(description, /^“warmer light” · /);
    assert.match(tooltip, /^Note: warmer$/m);
  });

  it('is that it is kept, and what menus need to know', () => {
    const pinned = textsOf(runSummary({ isPinned: true }));
    assert.deepEqual([pinned.icon, pinned.context], ['pinned', 'run.draw.done.pinned']);
    const baseline = textsOf(runSummary({ kind: 'evaluate', isPinned: true, isBaseline: true }));
    assert.deepEqual([baseline.icon, baseline.context], ['star-full', 'run.evaluate.done.pinned.baseline']);
    assert.match(baseline.description ?? '', /^baseline · /);
  });

  it('is the reason of a failure', () => {
    assert.match(textsOf(runSummary({ outcome: 'failed', reason: 'The disk is full.' })).tooltip ?? '', /disk is full/);
  });

  it('is no time where the clock went back meanwhile', () => {
    assert.doesNotMatch(textsOf(runSummary({ ended: '2026-01-02T02:00:00.000Z' })).description ?? '', / s · /);
  });

  it('is read aloud as a whole', () => {
    assert.match(textsOf(runSummary()).accessibleName, /^drawing preview, done, 12 drawn, 228 cached/);
    assert.equal(groupTexts({ kind: 'group', label: 'Today', rows: [] }).accessibleName, 'Today, 0 runs');
  });
});
