import assert from 'node:assert/strict';
import { judgingLabel } from '../../../src/extension/lenses/judging-label.ts';

describe('what a run that judges is doing', () => {
  const progress = { stage: 'judging', source: 'holdout', done: 3, total: 9 } as const;

  it('is told by stage, source and part', () => {
    assert.equal(judgingLabel(progress), 'Judging holdout');
    assert.equal(judgingLabel({ stage: 'loading', done: 0, total: 0 }), 'Loading the models');
  });

  it('is that nothing goes on while the queue is paused', () => {
    assert.equal(judgingLabel({ ...progress, isPaused: true }), 'Paused until the queue is resumed');
  });
});
