import assert from 'node:assert/strict';
import { PendingBulk } from '../../../../src/webviews/review/wall/pending-bulk.ts';

describe('a change of many images', () => {
  /** Questions of one pending change, counted by hand. */
  function pending() {
    const done: string[] = [];
    const bulk = new PendingBulk(() => {});
    const ask = (action: 'accept' | 'reject') => {
      let count: (count: number | null) => void = () => {};
      const counting = new Promise<number | null>((resolve) => {
        count = resolve;
      });
      return { asked: bulk.ask(action, action, counting, () => done.push(action)), count };
    };
    return { bulk, done, ask };
  }

  it('is done by Enter or by the same key once more, after it is counted', async () => {
    const { bulk, done, ask } = pending();
    const { asked, count } = ask('accept');
    assert.ok(bulk.isYes('accept') && bulk.isYes('enlarge') && !bulk.isYes('reject'));
    bulk.answer(true);
    assert.deepEqual(done, [], 'nobody has seen how many');
    count(3);
    assert.ok(await asked);
    assert.equal(bulk.question?.count, 3);
    bulk.answer(true);
    assert.deepEqual(done, ['accept']);
    assert.equal(bulk.question, undefined);
    bulk.answer(true);
    assert.deepEqual(done, ['accept']);
  });

  it('is not done when it is left, when it changes nothing, and when another is asked for', async () => {
    const { bulk, done, ask } = pending();
    const left = ask('accept');
    left.count(3);
    await left.asked;
    bulk.answer(false);
    const none = ask('accept');
    none.count(0);
    await none.asked;
    bulk.answer(true);
    const [first, second] = [ask('accept'), ask('reject')];
    first.count(5);
    second.count(7);
    assert.deepEqual(await Promise.all([first.asked, second.asked]), [false, true]);
    bulk.answer(true);
    assert.deepEqual(done, ['reject']);
  });

  it('is forgotten when another list holds by now', async () => {
    const { bulk, ask } = pending();
    const { asked, count } = ask('accept');
    count(null);
    assert.ok(!(await asked));
    assert.equal(bulk.question, undefined);
  });
});
