import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DecisionEvent, eventLine, readEvent } from '../../../../src/engine/datasets/decisions/decision-event.ts';
import { UlidSource } from '../../../../src/engine/datasets/decisions/ulid.ts';

const ids = new UlidSource();
const id = fc.constant(0).map(() => ids.next());
const digest = fc.stringMatching(/^[0-9a-f]{64}$/);
const head = { id, ts: fc.constant('2026-01-02T03:04:05.000Z'), by: fc.string({ unit: 'binary' }) };
const event: fc.Arbitrary<DecisionEvent> = fc.oneof(
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

  it('of a later version is read over', () => {
    const line = eventLine({ id: ids.next(), ts: '', by: 'jo', op: 'accept', image: 'a'.repeat(64) });
    assert.equal(readEvent(line.replace('"v":1', '"v":2')), undefined);
  });
});
