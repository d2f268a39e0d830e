import assert from 'node:assert/strict';
import type { ListedPart, ReviewImage } from '../../../../src/protocol/webviews/review.ts';
import { decodeWindow } from '../../../../src/webviews/review/list/decode-window.ts';
import { ListedImages, piece } from '../../../../src/webviews/review/list/listed-images.ts';
import { rowAfter } from '../../../../src/webviews/review/list/row-after.ts';

function row(place: number): ReviewImage {
  const own = { state: 'undecided', isFlagged: false, tags: [], why: [] } as const;
  const made = { from: 'r', class: 'dent', settings: [], width: 1, height: 1 };
  return { place, number: place, url: `${place}.png`, own, ...made };
}

/** Questions wait until they are answered by hand. */
function listed(count: number) {
  const asked: { readonly part: ListedPart; readonly answer: (images: readonly ReviewImage[] | null) => void }[] = [];
  const images = new ListedImages(
    (part) => new Promise((answer) => asked.push({ part, answer })),
    () => {},
  );
  images.begin(1, count);
  const answer = async (index: number) => {
    const { part, answer: give } = asked[index] ?? assert.fail(`nothing was asked as number ${index}`);
    give(Array.from({ length: Math.min(part.count, count - part.from) }, (_, n) => row(part.from + n)));
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { images, asked, answer };
}

describe('images of a list', () => {
  it('are asked for in pieces, those in view alone, a few pieces at once', async () => {
    const { images, asked, answer } = listed(100_000);
    images.look(70_000, 70_000 + 10 * piece);
    assert.equal(asked.length, 3);
    images.look(0, 5);
    await answer(0);
    assert.deepEqual(
      asked.map(({ part }) => part.from % piece),
      [0, 0, 0, 0],
    );
    assert.equal(asked[3]?.part.from, 0, 'what was scrolled past is not asked for');
    await answer(3);
    assert.equal(images.at(5)?.number, 5);
    images.look(0, 5);
    assert.equal(asked.length, 4);
  });

  it('are forgotten once there are too many, but for those in view', async () => {
    const { images, asked, answer } = listed(1_000_000);
    for (let number = 0; number < 100; number++) {
      images.look(number * piece, number * piece);
      await answer(asked.length - 1);
    }
    assert.equal(images.at(0), undefined);
    assert.equal(images.at(99 * piece)?.number, 99 * piece);
  });

  it('of another list are none of this one', async () => {
    const { images, answer } = listed(10);
    images.look(0, 9);
    images.begin(2, 10);
    await answer(0);
    assert.equal(images.at(0), undefined);
  });

  it('show what was pressed until it is known what became of it', async () => {
    const { images, asked, answer } = listed(10);
    images.look(0, 9);
    await answer(0);
    const settle = images.press([3], { op: 'rate', to: 4 });
    images.press('all', { op: 'tag', to: 'good' });
    assert.equal(images.at(3)?.own.rating, 4);
    assert.equal(images.at(4)?.own.rating, undefined);
    assert.deepEqual(images.at(9)?.own.tags, ['good']);
    const renewed = images.renew([3]);
    assert.equal(images.at(3)?.own.rating, 4, 'nothing flickers');
    await answer(asked.length - 1);
    await renewed;
    settle();
    assert.equal(images.at(3)?.own.rating, undefined, 'the host has it no other way');
  });

  it('are decoded ahead, the nearest first, and where a decision leads', () => {
    assert.deepEqual(decodeWindow(10, 100, 40), [10, 40, 11, 9, 12, 8, 13, 7, 14, 6, 15, 5]);
    assert.deepEqual(decodeWindow(0, 3, 1), [0, 1, 2]);
    assert.deepEqual(decodeWindow(0, 0, undefined), []);
  });
});

describe('a row after a change', () => {
  it('says what was changed, and nothing else', () => {
    const before = row(1);
    assert.equal(rowAfter(before, { op: 'reject', why: ['blurred'] }).own.state, 'rejected');
    assert.deepEqual(rowAfter(before, { op: 'reject', why: ['blurred'] }).own.why, ['blurred']);
    const rejected = rowAfter(before, { op: 'reject', why: ['blurred'] });
    assert.deepEqual(rowAfter(rejected, { op: 'accept' }).own.why, []);
    assert.deepEqual(rowAfter(rejected, { op: 'flag' }).own.why, ['blurred']);
    assert.equal(rowAfter(before, { op: 'relabel', to: 'hole' }).label, 'hole');
    assert.equal(rowAfter(before, { op: 'note', note: 'look' }).own.note, 'look');
    const tagged = rowAfter(rowAfter(before, { op: 'tag', to: 'a' }), { op: 'tag', to: 'a' });
    assert.deepEqual(tagged.own.tags, ['a']);
    assert.deepEqual(rowAfter(tagged, { op: 'untag', to: 'a' }).own.tags, []);
    assert.deepEqual(before, row(1));
  });
});
