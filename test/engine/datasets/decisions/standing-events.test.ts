import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ActEvent, DecisionEvent } from '../../../../src/engine/datasets/decisions/decision-event.ts';
import { foldDecisions } from '../../../../src/engine/datasets/decisions/fold-decisions.ts';
import { lastStep, lastUndos, standingEvents } from '../../../../src/engine/datasets/decisions/standing-events.ts';
import type { DecisionAct } from '../../../../src/protocol/decisions.ts';

const [cat, dog] = ['a'.repeat(64), 'b'.repeat(64)];

function act(id: string, op: DecisionAct, image: string, batch?: string): ActEvent {
  return { id, ts: '', by: 'jo', op, image, ...(batch !== undefined && { batch }) };
}

function undo(id: string, of: string): DecisionEvent {
  return { id, ts: '', by: 'jo', op: 'undo', of };
}

const standing = (...events: DecisionEvent[]) => standingEvents(events).acts.map(({ id }) => id);

describe('undo and redo in the log', () => {
  const kept = act('1', 'accept', cat);
  const batch = [act('2', 'reject', cat, 'b'), act('3', 'reject', dog, 'b')];

  it('an undo takes back an act, or all of a batch, or one act of a batch', () => {
    assert.deepEqual(standing(kept, ...batch, undo('4', '1')), ['2', '3']);
    assert.deepEqual(standing(kept, ...batch, undo('4', 'b')), ['1']);
    assert.deepEqual(standing(kept, ...batch, undo('4', '3')), ['1', '2']);
  });

  it('an undo of an undo brings back what that one took back', () => {
    assert.deepEqual(standing(kept, ...batch, undo('4', 'b'), undo('5', '4')), ['1', '2', '3']);
    assert.deepEqual(standing(kept, ...batch, undo('4', 'b'), undo('5', '4'), undo('6', '5')), ['1']);
  });

  it('what two lines took back counts once both are taken back', () => {
    const twice = [kept, undo('4', '1'), undo('5', '1')];
    assert.deepEqual(standing(...twice), []);
    assert.deepEqual(standing(...twice, undo('6', '4')), []);
    assert.deepEqual(standing(...twice, undo('6', '4'), undo('7', '5')), ['1']);
    assert.deepEqual(
      lastUndos(twice).map(({ id }) => id),
      ['4', '5'],
    );
  });

  it('an undo of what is not there changes nothing, and takes it back once a merge brings it', () => {
    assert.deepEqual(standing(kept, undo('4', '2')), ['1']);
    assert.deepEqual(standing(kept, ...batch, undo('4', 'b')), ['1']);
  });

  it('takes back an act that a clock ahead named later, and has one meaning in a circle', () => {
    assert.deepEqual(standing(undo('4', '9'), act('9', 'accept', cat)), []);
    // 8 takes back 7, and so 7 takes back nothing; that 7 speaks of 8 does not matter.
    assert.deepEqual(standing(kept, undo('7', '8'), undo('8', '7')), ['1']);
    assert.deepEqual(standing(kept, undo('7', '7')), ['1']);
  });

  it('a redo is over once anything was decided', () => {
    const undone = [kept, ...batch, undo('4', 'b')];
    assert.deepEqual(
      lastUndos(undone).map(({ id }) => id),
      ['4'],
    );
    assert.deepEqual(lastUndos([...undone, act('5', 'flag', dog)]), []);
    assert.deepEqual(lastUndos([kept]), []);
  });

  it('walks back and forth as an editor does', () => {
    const op = fc.constantFrom<DecisionAct>('accept', 'reject', 'flag');
    const step = fc.record({ op, image: fc.constantFrom(cat, dog), isBatch: fc.boolean() });
    const move = fc.oneof({ arbitrary: step, weight: 2 }, fc.constantFrom('undo' as const, 'redo' as const));
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const events: DecisionEvent[] = [];
        let id = 100;
        const next = () => String(++id);
        // The model: what an editor's own history would hold.
        const past: string[] = [];
        let future: string[] = [];
        const shown = () => JSON.stringify([...foldDecisions(events)].sort());
        let before = shown();
        for (const each of moves) {
          if (each === 'undo') {
            const of = lastStep(events);
            assert.equal(of === undefined, past.length === 0);
            if (of !== undefined) events.push(undo(next(), of));
            const back = past.pop();
            if (back !== undefined) {
              future.push(before);
              assert.equal(shown(), back);
            }
          } else if (each === 'redo') {
            const undos = lastUndos(events);
            assert.equal(undos.length === 0, future.length === 0);
            for (const { id: of } of undos) events.push(undo(next(), of));
            const again = future.pop();
            if (again !== undefined) {
              past.push(before);
              assert.equal(shown(), again);
            }
          } else {
            past.push(before);
            future = [];
            const name = each.isBatch ? next() : undefined;
            const images = each.isBatch ? [cat, dog] : [each.image];
            events.push(...images.map((image) => act(next(), each.op, image, name)));
          }
          before = shown();
        }
      }),
    );
  });
});
