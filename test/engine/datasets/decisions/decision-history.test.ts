import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ActEvent, DecisionEvent } from '../../../../src/engine/datasets/decisions/decision-event.ts';
import { decisionHistory } from '../../../../src/engine/datasets/decisions/decision-history.ts';
import { foldDecisions } from '../../../../src/engine/datasets/decisions/fold-decisions.ts';
import { standingEvents } from '../../../../src/engine/datasets/decisions/standing-events.ts';
import { undecided } from '../../../../src/protocol/decisions.ts';

const [cat, dog] = ['a'.repeat(64), 'b'.repeat(64)];
const imageOf = ({ image }: ActEvent) => image;
const head = (id: string) => ({ id, ts: '', by: 'jo' });

describe('the log, line by line', () => {
  it('says what stood before, what is an undo and what a redo, and what does not count', () => {
    const events: readonly DecisionEvent[] = [
      { ...head('1'), op: 'accept', image: cat },
      { ...head('2'), op: 'reject', image: cat, batch: 'b', why: ['dark'] },
      { ...head('3'), op: 'reject', image: dog, batch: 'b' },
      { ...head('4'), op: 'undo', of: 'b' },
      { ...head('5'), op: 'flag', image: cat },
      { ...head('6'), op: 'undo', of: '4' },
      { ...head('7'), op: 'accept', image: dog },
    ];
    const read = decisionHistory(events, imageOf);
    assert.deepEqual(
      read.map(({ kind, isUndone }) => [kind, isUndone]),
      [
        ['act', false],
        ['act', false],
        ['act', false],
        ['undo', true],
        ['act', false],
        ['redo', false],
        ['act', false],
      ],
    );
    const states = read.map((each) => (each.kind === 'act' ? each.before.state : each.acts.length));
    assert.deepEqual(states, ['undecided', 'kept', 'undecided', 2, 'kept', 2, 'rejected']);
  });

  it('says of every line what the lines above it come to, whatever takes back whatever', () => {
    const step = fc.oneof(
      fc.record({
        op: fc.constantFrom('accept' as const, 'reject' as const, 'flag' as const),
        image: fc.constantFrom(cat, dog),
        isBatch: fc.boolean(),
      }),
      fc.record({ op: fc.constant('undo' as const), of: fc.nat(24) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 24 }), (steps) => {
        const idOf = (index: number) => String(100 + index);
        const events = steps.map((each, index): DecisionEvent => {
          if (each.op === 'undo') return { ...head(idOf(index)), op: 'undo', of: idOf(each.of) };
          const { op, image, isBatch } = each;
          return { ...head(idOf(index)), op, image, ...(isBatch && { batch: idOf(24) }) };
        });
        for (const [index, read] of decisionHistory(events, imageOf).entries()) {
          const above = events.slice(0, index);
          if (read.kind === 'act') {
            assert.deepEqual(read.before, foldDecisions(above).get(read.event.image) ?? undecided);
          }
          const { acts, undos } = standingEvents(events);
          assert.equal(read.isUndone, ![...acts, ...undos].includes(events[index] ?? assert.fail('no event')));
        }
      }),
      { numRuns: 500 },
    );
  });
});
