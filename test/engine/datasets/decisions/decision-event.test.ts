import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DecisionEvent, eventLine, readEvent } from '../../../../src/engine/datasets/decisions/decision-event.ts';
import { UlidSource } from '../../../../src/engine/datasets/decisions/ulid.ts';
import type { DecisionChange } from '../../../../src/protocol/decisions.ts';

const ids = new UlidSource();
const id = fc.constant(0).map(() => ids.next());
const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
const head = { id, ts: fc.constant('2026-01-02T03:04:05.000Z'), by: fc.string({ unit: 'binary' }) };
const word = fc.string({ unit: 'binary', minLength: 1 });
const change: fc.Arbitrary<DecisionChange> = fc.oneof(
  fc.record({ op: fc.constantFrom('tag' as const, 'untag' as const), to: word }, { noNullPrototype: true }),
  fc.record(
    { op: fc.constant('relabel' as const), to: word, from: word },
    { requiredKeys: ['op', 'to'], noNullPrototype: true },
  ),
  fc.record({ op: fc.constant('rate' as const), to: fc.nat(5) }, { noNullPrototype: true }),
  fc.record(
    { op: fc.constant('split' as const), to: fc.constantFrom('train' as const, 'val' as const, 'test' as const) },
    { noNullPrototype: true },
  ),
  fc.record(
    { op: fc.constantFrom('reject' as const, 'note' as const), why: fc.array(word, { minLength: 1 }), note: word },
    { requiredKeys: ['op'], noNullPrototype: true },
  ),
);
const event: fc.Arbitrary<DecisionEvent> = fc.oneof(
  fc.tuple(fc.record({ ...head, image: digest }, { noNullPrototype: true }), change).map(([own, said]) => ({
    ...own,
    ...said,
  })),
  fc.record({ ...head, op: fc.constant('undo' as const), of: id }, { noNullPrototype: true }),
  fc.record(
    {
      ...head,
      op: fc.constantFrom(
        'accept' as const,
        'reject' as const,
        'undecide' as const,
        'flag' as const,
        'unflag' as const,
      ),
      image: digest,
      pixels: digest,
      key: digest,
      batch: id,
    },
    { requiredKeys: ['id', 'ts', 'by', 'op', 'image'], noNullPrototype: true },
  ),
);

describe('a decision as a line', () => {
  it('reads as what was written, on one line', () => {
    fc.assert(
      fc.property(event, (written) => {
        const line = eventLine(written);
        assert.ok(!line.includes('\n'));
        assert.deepEqual(readEvent(line), written);
      }),
    );
  });

  it('is no event when it is anything else, or cut off', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (line) => assert.equal(readEvent(line), undefined)));
    fc.assert(
      fc.property(event, fc.nat(), (written, end) => {
        const line = eventLine(written);
        assert.equal(readEvent(line.slice(0, end % line.length)), undefined);
      }),
    );
  });

  it('that somebody made wrong by hand is read over, or without what is wrong', () => {
    const whole = { v: 1, id: ids.next(), ts: '', by: 'jo', s: `sha256:${'a'.repeat(64)}` };
    const read = (said: object) => readEvent(JSON.stringify({ ...whole, ...said }));
    for (const said of [
      { op: 'relabel' },
      { op: 'relabel', to: 3 },
      { op: 'rate', to: 6 },
      { op: 'rate', to: 1.5 },
      { op: 'tag', to: '' },
      { op: 'split', to: 'dev' },
      { op: 'constructor' },
    ]) {
      assert.equal(read(said), undefined, JSON.stringify(said));
    }
    const { id, ts, by } = whole;
    const rejected = { id, ts, by, op: 'reject', image: 'a'.repeat(64) };
    assert.deepEqual(read({ op: 'reject', why: 'dark', note: 7 }), rejected);
    assert.deepEqual(read({ op: 'reject', why: ['dark', 3] }), { ...rejected, why: ['dark'] });
  });

  it('of a later version is read over', () => {
    const line = eventLine({ id: ids.next(), ts: '', by: 'jo', op: 'accept', image: 'a'.repeat(64) });
    assert.equal(readEvent(line.replace('"v":1', '"v":2')), undefined);
  });
});
