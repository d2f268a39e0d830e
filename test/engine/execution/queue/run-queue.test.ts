import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type QueuePlace, RunQueue } from '../../../../src/engine/execution/queue/run-queue.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { RunSubject } from '../../../../src/protocol/runs.ts';
import { never } from '../../support/fixture.ts';

const subject = (name: string): RunSubject => ({ kind: 'draw', name, file: 'a.vlprompt' });
const isCancelled = (error: unknown) => Failure.is(error, 'cancelled');

describe('RunQueue', () => {
  let queue: RunQueue;
  let places: Map<string, QueuePlace>;
  /** Names in the order in which it was their turn. */
  let turns: string[];

  beforeEach(() => {
    queue = new RunQueue();
    places = new Map();
    turns = [];
  });

  function join(name: string, signal = never): QueuePlace {
    const place = queue.join(signal, subject(name), { done: 0, total: 4 });
    places.set(name, place);
    place.turn().then(
      () => turns.push(name),
      () => place.leave(),
    );
    return place;
  }

  const leave = (name: string) => places.get(name)?.leave();
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const standing = () => queue.snapshot.entries.map(({ name, state }) => `${name} ${state}`);
  const entry = (name: string) => queue.snapshot.entries.find((one) => one.name === name)?.entry ?? 0;

  it('lets one in at a time, in the order they came', async () => {
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
    assert.deepEqual(standing(), []);
  });

  it('lets nobody overtake while the place goes over', async () => {
    join('first');
    join('waiting');
    leave('first');
    join('late');
    await settled();
    assert.deepEqual(standing(), ['waiting running', 'late waiting']);
  });

  it('tells how far each has come', () => {
    join('a').tell({ done: 2, total: 4, secondsLeft: 7 });
    join('b');
    assert.deepEqual(queue.snapshot, {
      isPaused: false,
      entries: [
        { ...subject('a'), entry: 1, state: 'running', done: 2, total: 4, secondsLeft: 7 },
        { ...subject('b'), entry: 2, state: 'waiting', done: 0, total: 4 },
      ],
    });
  });

  it('goes in the order it was put into', async () => {
    for (const name of ['a', 'b', 'c', 'd']) join(name);
    queue.change({ kind: 'move', entry: entry('d'), to: 0 });
    queue.change({ kind: 'move', entry: entry('b'), to: 99 });
    assert.deepEqual(standing(), ['a running', 'd waiting', 'c waiting', 'b waiting']);
    for (const name of ['a', 'd', 'c', 'b']) {
      await settled();
      leave(name);
    }
    assert.deepEqual(turns, ['a', 'd', 'c', 'b']);
  });

  it('shows no analysis, and puts runs before and behind one as if it were not there', async () => {
    join('a');
    const analysis = queue.enter(never);
    join('b');
    join('c');
    queue.change({ kind: 'move', entry: entry('c'), to: 0 });
    assert.deepEqual(standing(), ['a running', 'c waiting', 'b waiting']);
    leave('a');
    (await analysis)();
    await settled();
    assert.deepEqual(turns, ['a', 'c']);
  });

  it('moves, cancels and lets go on what is not there any more without a word', () => {
    join('a');
    queue.change({ kind: 'move', entry: 99, to: 0 });
    queue.change({ kind: 'move', entry: entry('a'), to: 1 });
    queue.change({ kind: 'cancel', entry: 99 });
    queue.change({ kind: 'resume' });
    leave('a');
    leave('a');
    assert.deepEqual(standing(), []);
  });

  it('forgets who gave up waiting', async () => {
    const first = await queue.enter(never);
    const controller = new AbortController();
    const givenUp = queue.enter(controller.signal);
    const next = queue.enter(never);
    controller.abort();
    await assert.rejects(givenUp, isCancelled);
    first();
    (await next)();
    await assert.rejects(queue.enter(AbortSignal.abort()), isCancelled);
    (await queue.enter(never))();
  });

  it('cancels one, running or waiting, and all of them', async () => {
    for (const name of ['a', 'b', 'c', 'd']) join(name);
    queue.change({ kind: 'cancel', entry: entry('b') });
    await settled();
    assert.deepEqual(standing(), ['a running', 'c waiting', 'd waiting']);
    queue.change({ kind: 'cancel', entry: entry('a') });
    assert.equal(places.get('a')?.signal.aborted, true);
    assert.deepEqual(standing(), ['a running', 'c waiting', 'd waiting'], 'until it has stopped');
    queue.change({ kind: 'cancel-all' });
    await settled();
    assert.deepEqual(standing(), ['a running']);
    leave('a');
    assert.deepEqual([standing(), turns], [[], ['a']]);
  });

  it('begins nothing while it is paused, and can be cancelled all the same', async () => {
    join('a');
    queue.change({ kind: 'pause' });
    join('b');
    join('c');
    leave('a');
    await settled();
    assert.deepEqual([queue.snapshot.isPaused, standing(), turns], [true, ['b waiting', 'c waiting'], ['a']]);
    queue.change({ kind: 'cancel', entry: entry('b') });
    await settled();
    queue.change({ kind: 'resume' });
    await settled();
    assert.deepEqual([queue.snapshot.isPaused, standing()], [false, ['c running']]);
  });

  it('holds who asks while it is paused', async () => {
    const order: string[] = [];
    await queue.untilResumed(never);
    queue.change({ kind: 'pause' });
    const controller = new AbortController();
    const cancelled = queue.untilResumed(controller.signal);
    const held = queue.untilResumed(never).then(() => order.push('went on'));
    join('a').tell({ done: 1, total: 2 });
    await settled();
    controller.abort();
    await assert.rejects(cancelled, isCancelled);
    assert.deepEqual(order, []);
    queue.change({ kind: 'resume' });
    await held;
    assert.deepEqual(order, ['went on']);
  });

  it('whatever is done to it, has each in turn once and never two at once', async () => {
    const act = fc.oneof(
      fc.record({ kind: fc.constantFrom('join', 'leave', 'pause', 'resume'), name: fc.nat(5).map(String) }),
      fc.record({ kind: fc.constant('move'), name: fc.nat(5).map(String), to: fc.nat(6) }),
      fc.record({ kind: fc.constant('cancel'), name: fc.nat(5).map(String) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        queue = new RunQueue();
        places = new Map();
        turns = [];
        for (const { kind, name, ...rest } of acts) {
          if (kind === 'join' && !places.has(name)) join(name);
          if (kind === 'leave' && turns.includes(name)) leave(name);
          if (kind === 'pause' || kind === 'resume') queue.change({ kind });
          if (kind === 'move' && 'to' in rest) queue.change({ kind, entry: entry(name), to: rest.to });
          if (kind === 'cancel') queue.change({ kind, entry: entry(name) });
          await settled();
          assert.ok(standing().filter((one) => one.endsWith('running')).length <= 1);
          assert.equal(new Set(turns).size, turns.length);
        }
        queue.change({ kind: 'resume' });
        for (let left = places.size; left >= 0; left--) {
          await settled();
          for (const name of turns) leave(name);
        }
        assert.deepEqual(standing(), [], 'all had their turn or were cancelled');
      }),
      { numRuns: 200 },
    );
  });
});
