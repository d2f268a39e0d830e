import assert from 'node:assert/strict';
import { RunQueue } from '../../../src/engine/execution/run-queue.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { never } from '../support/fixture.ts';

describe('RunQueue', () => {
  it('lets one in at a time, in the order they came', async () => {
    const queue = new RunQueue();
    const order: string[] = [];
    const run = async (name: string) => {
      const leave = await queue.enter(never);
      order.push(`${name} in`);
      await Promise.resolve();
      order.push(`${name} out`);
      leave();
    };
    await Promise.all(['a', 'b', 'c'].map(run));
    assert.deepEqual(order, ['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    assert.equal(queue.isTaken, false);
  });

  it('lets nobody overtake while the place goes over', async () => {
    const queue = new RunQueue();
    const leave = await queue.enter(never);
    const order: string[] = [];
    const waiting = queue.enter(never).then((next) => {
      order.push('waited');
      next();
    });
    leave();
    assert.equal(queue.isTaken, true);
    const late = queue.enter(never).then((next) => {
      order.push('came late');
      next();
    });
    await Promise.all([waiting, late]);
    assert.deepEqual(order, ['waited', 'came late']);
  });

  it('forgets who gave up waiting', async () => {
    const queue = new RunQueue();
    const leave = await queue.enter(never);
    const controller = new AbortController();
    const givenUp = queue.enter(controller.signal);
    const next = queue.enter(never);
    controller.abort();
    await assert.rejects(givenUp, (error) => Failure.is(error, 'cancelled'));
    leave();
    (await next)();
    assert.equal(queue.isTaken, false);
    await assert.rejects(queue.enter(AbortSignal.abort()), (error) => Failure.is(error, 'cancelled'));
    assert.equal(queue.isTaken, false);
  });
});
