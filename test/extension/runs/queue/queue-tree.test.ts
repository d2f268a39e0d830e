import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  orderOf,
  placeAfter,
  queueBadge,
  queueRows,
  queueTexts,
  standingOf,
} from '../../../../src/extension/runs/queue/queue-tree.ts';
import { queue, queueEntry } from '../sample-runs.ts';

const running = queueEntry(1, { state: 'running', done: 12, secondsLeft: 8.2 });
const busy = queue([running, queueEntry(2), queueEntry(3, { kind: 'evaluate', total: 0 })]);

describe('the rows of the queue', () => {
  const textsOf = (snapshot = busy) => queueRows([{ folder: '/w', queue: snapshot }]).map(queueTexts);

  it('say how far each run is, and which wait', () => {
    assert.deepEqual(
      textsOf().map(({ label, description }) => `${label}: ${description}`),
      [
        'recipe1: 12 of 40 · 9 s left · a.vlprompt',
        'recipe2: waiting, 0 of 40 · a.vlprompt',
        'recipe3: waiting · a.vlprompt',
      ],
    );
  });

  it('say that they are paused', () => {
    assert.equal(textsOf(queue([running], true))[0]?.description, 'paused at 12 of 40 · a.vlprompt');
  });

  it('tell the menus which can be moved where', () => {
    assert.deepEqual(
      textsOf().map(({ context }) => context),
      ['queued.running', 'queued.waiting.first', 'queued.waiting.last'],
    );
  });

  it('are read aloud with their place', () => {
    assert.equal(textsOf()[1]?.accessibleName, 'drawing recipe2, waiting, 0 of 40, in sub/a.vlprompt, place 1 of 2');
  });

  it('of several engines follow one another, each with a name of its own', () => {
    const rows = queueRows([
      { folder: '/v', queue: busy },
      { folder: '/w', queue: busy },
    ]);
    assert.equal(new Set(rows.map((row) => queueTexts(row).id)).size, 6);
  });
});

describe('the order of the queue', () => {
  it('is the same while runs come along, and another when one moves, ends or is paused', () => {
    const orderWith = (snapshot = busy) => orderOf([{ folder: '/w', queue: snapshot }]);
    const [first, second, third] = busy.entries.map((entry) => ({ ...entry, done: 20 }));
    assert.ok(first && second && third);
    assert.equal(orderWith(queue([first, second, third])), orderWith());
    const others = [queue([first, third, second]), queue([first, second]), { ...busy, isPaused: true }];
    for (const other of others) assert.notEqual(orderWith(other), orderWith());
  });
});

describe('the badge of the queue', () => {
  it('counts what is at work or waits, and is gone when nothing does', () => {
    assert.deepEqual(queueBadge([{ queue: busy }]), {
      badge: { value: 3, tooltip: '1 run at work, 2 waiting' },
      isPaused: false,
      isEmpty: false,
    });
    assert.deepEqual(queueBadge([{ queue: queue([]) }]), { badge: undefined, isPaused: false, isEmpty: true });
  });

  it('comes with a word while any engine is paused', () => {
    assert.match(queueBadge([{ queue: busy }, { queue: queue([], true) }]).message ?? '', /^Paused/);
  });
});

describe('moving in the queue', () => {
  it('goes up, down and to the top among those that wait, and nowhere else', () => {
    assert.deepEqual(
      (['up', 'down', 'top'] as const).map((move) => placeAfter(move, { place: 1, waiting: 3 })),
      [0, 2, 0],
    );
    assert.equal(placeAfter('up', { waiting: 3 }), undefined);
    assert.equal(placeAfter('top', { place: 0, waiting: 3 }), undefined);
  });

  it('never leaves the queue', () => {
    const place = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(place, place, fc.constantFrom('up', 'down', 'top'), (at, more, move) => {
        const to = placeAfter(move, { place: at, waiting: at + more + 1 });
        assert.ok(to === undefined || (to >= 0 && to <= at + more && to !== at));
      }),
    );
  });
});

describe('how a run stands', () => {
  const subject = { kind: 'draw', name: 'recipe2', file: 'sub/a.vlprompt' } as const;

  it('is told of those that wait, and of all while the queue is paused', () => {
    assert.equal(standingOf(busy, subject), 'waiting');
    assert.equal(standingOf(busy, { ...subject, name: 'recipe1' }), undefined);
    assert.equal(standingOf({ ...busy, isPaused: true }, { ...subject, name: 'recipe1' }), 'paused');
  });

  it('is not told of others of the same name', () => {
    assert.equal(standingOf(busy, { ...subject, kind: 'evaluate' }), undefined);
    assert.equal(standingOf(busy, { ...subject, file: 'b.vlprompt' }), undefined);
  });
});
