import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ActEvent, DecisionEvent } from '../../../../src/engine/datasets/decisions/decision-event.ts';
import { foldDecisions } from '../../../../src/engine/datasets/decisions/fold-decisions.ts';
import { lastStep } from '../../../../src/engine/datasets/decisions/standing-events.ts';
import type { DecisionAct, DecisionChange } from '../../../../src/protocol/decisions.ts';

const [cat, dog] = ['a'.repeat(64), 'b'.repeat(64)];

function act(id: string, op: DecisionAct, image: string, batch?: string): ActEvent {
  return { id, ts: '', by: 'jo', op, image, ...(batch !== undefined && { batch }) };
}

function undo(id: string, of: string): DecisionEvent {
  return { id, ts: '', by: 'jo', op: 'undo', of };
}

describe('what stands after all decisions', () => {
  it('is the last word, and pins beside it', () => {
    const events = [act('1', 'accept', cat), act('2', 'flag', cat), act('3', 'reject', cat), act('4', 'accept', dog)];
    assert.deepEqual(Object.fromEntries(foldDecisions(events)), {
      [cat]: { state: 'rejected', isFlagged: true, decided: '3' },
      [dog]: { state: 'kept', isFlagged: false, decided: '4' },
    });
  });

  it('falls back to the word before when one is undone, a batch at once', () => {
    const events = [act('1', 'accept', cat), act('2', 'reject', cat, 'b'), act('3', 'reject', dog, 'b')];
    assert.equal(lastStep(events), 'b');
    const undone = foldDecisions([...events, undo('4', 'b')]);
    assert.deepEqual(Object.fromEntries(undone), { [cat]: { state: 'kept', isFlagged: false, decided: '1' } });
  });

  it('keeps labels, ratings, tags, splits and notes beside the verdict, and its reasons with it', () => {
    const say = (id: string, change: DecisionChange): ActEvent => ({ id, ts: '', by: 'jo', image: cat, ...change });
    const events = [
      say('1', { op: 'tag', to: 'odd' }),
      say('2', { op: 'tag', to: 'dark' }),
      say('3', { op: 'relabel', to: 'boot', from: 'shoe' }),
      say('4', { op: 'rate', to: 4 }),
      say('5', { op: 'split', to: 'val' }),
      say('6', { op: 'reject', why: ['blurred'], note: 'two heels' }),
    ];
    const said = { label: 'boot', rating: 4, tags: ['dark', 'odd'], split: 'val', isFlagged: false };
    const rejected = { ...said, state: 'rejected', why: ['blurred'], note: 'two heels', decided: '6' };
    assert.deepEqual(foldDecisions(events).get(cat), rejected);
    const back = [say('7', { op: 'accept' }), say('8', { op: 'rate', to: 0 }), say('9', { op: 'untag', to: 'odd' })];
    const { rating: _, ...rest } = said;
    assert.deepEqual(foldDecisions([...events, ...back]).get(cat), {
      ...rest,
      state: 'kept',
      tags: ['dark'],
      decided: '7',
      note: 'two heels',
    });
    assert.deepEqual(foldDecisions([...events, undo('7', '6')]).get(cat), { ...said, state: 'undecided' });
  });

  it('is what it was before when every step is undone, one after the other', () => {
    const op = fc.constantFrom<DecisionAct>('accept', 'reject', 'undecide', 'flag', 'unflag');
    const step = fc.record({ op, image: fc.constantFrom(cat, dog) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const events: DecisionEvent[] = steps.map(({ op, image }, index) => act(`${index}`, op, image));
        for (let of = lastStep(events); of !== undefined; of = lastStep(events)) events.push(undo(`u${of}`, of));
        assert.equal(events.length, 2 * steps.length);
        assert.equal(foldDecisions(events).size, 0);
      }),
    );
  });
});
