import assert from 'node:assert/strict';
import { RunQueue } from '../../../../src/engine/execution/queue/run-queue.ts';
import { watchQueue } from '../../../../src/engine/execution/queue/watch-queue.ts';
import type { QueueSnapshot } from '../../../../src/protocol/runs.ts';
import { never } from '../../support/fixture.ts';

describe('watchQueue', () => {
  it('tells the queue at once, then at a pace, never without the last change', async () => {
    const queue = new RunQueue();
    const told: QueueSnapshot[] = [];
    const controller = new AbortController();
    let waiting: (() => void) | undefined;
    const later = (call: () => void) => {
      waiting = call;
      return () => {
        waiting = undefined;
      };
    };
    /** The pace allows the next report. */
    const pass = () => {
      const call = waiting;
      waiting = undefined;
      call?.();
    };
    const watching = watchQueue(queue, (snapshot) => told.push(snapshot), controller.signal, later);
    assert.deepEqual([...told], [{ isPaused: false, entries: [] }]);
    const place = queue.join(never, { kind: 'draw', name: 'grid', file: 'a.vlprompt' });
    for (let done = 1; done <= 500; done++) place.tell({ done, total: 500 });
    assert.equal(told.length, 1);
    pass();
    assert.deepEqual([told.length, told.at(-1)?.entries[0]?.done], [2, 500]);
    pass();
    assert.equal(told.length, 2, 'nothing changed');
    queue.change({ kind: 'pause' });
    assert.deepEqual([told.length, told.at(-1)?.isPaused], [3, true], 'at once after a rest');
    place.leave();
    controller.abort();
    await watching;
    pass();
    assert.equal(told.length, 3, 'nobody listens any more');
    await watchQueue(queue, (snapshot) => told.push(snapshot), AbortSignal.abort());
    assert.equal(told.length, 3);
  });
});
