import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { RunQueue } from '../../../src/engine/execution/run-queue.ts';
import { PACE, watchQueue } from '../../../src/engine/execution/watch-queue.ts';
import type { QueueSnapshot } from '../../../src/protocol/runs.ts';
import { never } from '../support/fixture.ts';

describe('watchQueue', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('tells the queue at once, then at a pace, never without the last change', async () => {
    const queue = new RunQueue();
    const told: QueueSnapshot[] = [];
    const controller = new AbortController();
    const watching = watchQueue(queue, (snapshot) => told.push(snapshot), controller.signal);
    assert.deepEqual([...told], [{ isPaused: false, entries: [] }]);
    const place = queue.join(never, { kind: 'draw', name: 'grid', file: 'a.vlprompt' });
    for (let done = 1; done <= 500; done++) place.tell({ done, total: 500 });
    assert.equal(told.length, 1);
    mock.timers.tick(PACE);
    assert.deepEqual([told.length, told.at(-1)?.entries[0]?.done], [2, 500]);
    mock.timers.tick(10 * PACE);
    assert.equal(told.length, 2, 'nothing changed');
    queue.change({ kind: 'pause' });
    assert.deepEqual([told.length, told.at(-1)?.isPaused], [3, true], 'at once after a rest');
    place.leave();
    controller.abort();
    await watching;
    mock.timers.tick(10 * PACE);
    assert.equal(told.length, 3, 'nobody listens any more');
    await watchQueue(queue, (snapshot) => told.push(snapshot), AbortSignal.abort());
    assert.equal(told.length, 3);
  });
});
