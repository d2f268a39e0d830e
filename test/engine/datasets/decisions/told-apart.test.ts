import assert from 'node:assert/strict';
import type { DecisionEvent } from '../../../../src/engine/datasets/decisions/decision-event.ts';
import { eventLine, readEvent } from '../../../../src/engine/datasets/decisions/decision-event.ts';
import { foldDecisions } from '../../../../src/engine/datasets/decisions/fold-decisions.ts';
import { toldApart } from '../../../../src/engine/datasets/decisions/told-apart.ts';
import { UlidSource } from '../../../../src/engine/datasets/decisions/ulid.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';

const ids = new UlidSource();
const [a, b, c] = ['a', 'b', 'c'].map(digestOf) as [string, string, string];

function distinct(by: string, from: string, to: string): DecisionEvent & { readonly op: 'distinct' } {
  const image = digestOf(`file of ${from}`);
  return { id: ids.next(), ts: '2026-11-22T00:00:00Z', by, op: 'distinct', image, pixels: from, to: `sha256:${to}` };
}

describe('what is no duplicate', () => {
  it('is told by either of the two, once, whoever says it', () => {
    const ann = [distinct('ann', a, b), distinct('ann', a, c)];
    const bob = [distinct('bob', b, a)];
    const pairs = toldApart(
      new Map([
        ['ann', ann],
        ['bob', bob],
      ]),
    );
    assert.deepEqual(
      new Set(pairs.map((pair) => [...pair].sort().join())),
      new Set([[a, b].sort().join(), [a, c].sort().join()]),
    );
    assert.equal(pairs.length, 2);
  });

  it('is none any more once it is undone, and is no word on the image itself', () => {
    const event = distinct('ann', a, b);
    const undo: DecisionEvent = { id: ids.next(), ts: event.ts, by: 'ann', op: 'undo', of: event.id };
    assert.deepEqual(toldApart(new Map([['ann', [event, undo]]])), []);
    const decision = foldDecisions([event]).get(event.image);
    assert.deepEqual(decision, { state: 'undecided', isFlagged: false, distinct: [b] });
  });

  it('is known where only another event names the pixels, and is never of an image and itself', () => {
    const { pixels: _, ...unnamed } = distinct('ann', a, b);
    const same = distinct('ann', a, a);
    assert.deepEqual(toldApart(new Map([['ann', [unnamed, same]]])), [[a, b].sort()]);
  });

  it('is a line that says which digest it means; of another kind it is none', () => {
    const event = distinct('ann', a, b);
    assert.deepEqual(readEvent(eventLine(event)), event);
    assert.equal(readEvent(eventLine(event).replace(`sha256:${b}`, b)), undefined);
    assert.equal(readEvent(eventLine(event).replace(`sha256:${b}`, 'sha256:b')), undefined);
  });
});
