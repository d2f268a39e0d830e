import assert from 'node:assert/strict';
import type { DecidedPlaces } from '../../../../src/protocol/webviews/review.ts';
import { ReviewedList } from '../../../../src/webviews/review/list/reviewed-list.ts';

/** A host that answers by hand. */
function listed() {
  let tell: (decided: DecidedPlaces) => void = () => {};
  const answers: ((letters: string | null) => void)[] = [];
  const decisions: ((decided: DecidedPlaces | null) => void)[] = [];
  let changes = 0;
  const list = new ReviewedList(
    {
      images: async () => null,
      standing: () => new Promise((resolve) => answers.push(resolve)),
      watchDecisions: (_, { onProgress = () => {} } = {}) => {
        tell = onProgress;
        return new Promise(() => {});
      },
      place: async () => null,
      decide: () => new Promise((resolve) => decisions.push(resolve)),
      count: async () => 0,
    },
    () => {
      changes += 1;
    },
  );
  return { list, answers, decisions, tell: (decided: DecidedPlaces) => tell(decided), changes: () => changes };
}

describe('the list that is reviewed', () => {
  it('misses nothing that is decided while its letters are on their way', async () => {
    const { list, answers, tell } = listed();
    const beginning = list.begin(1, undefined, () => 0);
    tell({ letters: [[1, 'k']] });
    answers[0]?.('uuu');
    tell({ letters: [[2, 'r']] });
    assert.ok(await beginning);
    assert.deepEqual(list.counts, { undecided: 1, kept: 1, rejected: 1 });
  });

  it('is the later of two, whichever is answered first', async () => {
    const { list, answers } = listed();
    const first = list.begin(1, undefined, () => 0);
    const second = list.begin(2, undefined, () => 1);
    answers[1]?.('uuuu');
    assert.ok(await second);
    answers[0]?.('u');
    assert.ok(!(await first));
    assert.equal(list.revision, 2);
    assert.equal(list.count, 4);
    assert.equal(list.current, 1);
  });

  it('tells of a decision at once, and of what became of it', async () => {
    const { list, answers, decisions, changes } = listed();
    const beginning = list.begin(1, undefined, () => 0);
    answers[0]?.('uu');
    await beginning;
    const deciding = list.decide('all', { op: 'reject' });
    assert.equal(changes(), 1);
    assert.equal(list.counts.rejected, 2);
    decisions[0]?.({ letters: [[0, 'r']] });
    await deciding;
    assert.equal(changes(), 3);
    assert.deepEqual(list.counts, { undecided: 1, kept: 0, rejected: 1 });
  });

  it('reads all letters again only where too many changed to say which', async () => {
    const { list, answers, decisions } = listed();
    const beginning = list.begin(1, undefined, () => 0);
    answers[0]?.('uuu');
    await beginning;
    const deciding = list.decide('all', { op: 'accept' });
    decisions[0]?.({ letters: null });
    await new Promise((resolve) => setImmediate(resolve));
    answers[1]?.('kku');
    await deciding;
    assert.deepEqual(list.counts, { undecided: 1, kept: 2, rejected: 0 });
  });
});
