import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  requireQueueChange,
  requireResumed,
  requireRun,
  requireRunChange,
} from '../../../../src/engine/serving/shapes/run-shapes.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { QueueChange, RunChange } from '../../../../src/protocol/runs.ts';

const run = '20261122T123005007Z-9f0c4e2a';

const refuses = (check: (params: unknown) => unknown, params: unknown, place: RegExp) =>
  assert.throws(
    () => check(params),
    (error) => Failure.is(error, 'plan-invalid') && place.test(error.message),
    JSON.stringify(params),
  );

describe('requests about runs', () => {
  it('of each kind pass', () => {
    const changes: readonly RunChange[] = [
      { kind: 'note', run, note: 'too dark' },
      { kind: 'pin', run, isPinned: false },
      { kind: 'baseline', run, isBaseline: true },
      { kind: 'remove', run },
    ];
    for (const change of changes) assert.equal(requireRunChange(change), change);
    const queue: readonly QueueChange[] = [
      { kind: 'pause' },
      { kind: 'resume' },
      { kind: 'move', entry: 3, to: 0 },
      { kind: 'cancel', entry: 3 },
      { kind: 'cancel-all' },
    ];
    for (const change of queue) assert.equal(requireQueueChange(change), change);
    assert.deepEqual(
      [requireRun({ run }), requireResumed({ resumes: run }), requireResumed({})],
      [run, run, undefined],
    );
  });

  it('name a run, and nothing that leads out of their folder', () => {
    for (const name of ['../notes', 'a/b', 'a\\b', '', '.', `${run}\0`, 'x'.repeat(101), 7, null]) {
      refuses(requireRun, { run: name }, /`params\.run`/);
      refuses(requireRunChange, { kind: 'remove', run: name }, /`params\.run`/);
      refuses(requireResumed, { resumes: name }, /`params\.resumes`/);
    }
  });

  it('of no kind, or without their fields, are refused', () => {
    refuses(requireRunChange, { kind: 'constructor', run }, /`params\.kind`/);
    refuses(requireRunChange, { kind: 'note', run, note: 'x'.repeat(10_001) }, /`params\.note`/);
    refuses(requireRunChange, { kind: 'pin', run, isPinned: 'yes' }, /`params\.isPinned`/);
    refuses(requireQueueChange, { kind: 'move', entry: 1, to: -1 }, /`params\.to`/);
    refuses(requireQueueChange, { kind: 'cancel', entry: 1.5 }, /`params\.entry`/);
  });

  it('of any shape pass or are refused, and nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (params) => {
        for (const check of [requireRun, requireRunChange, requireQueueChange, requireResumed]) {
          try {
            check(params);
          } catch (error) {
            assert.ok(Failure.is(error, 'plan-invalid'), String(error));
          }
        }
      }),
    );
  });
});
