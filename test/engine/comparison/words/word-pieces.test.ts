import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wordPieces } from '../../../../src/engine/comparison/words/word-pieces.ts';

/** `[-removed-]{+added+}`. */
function shown(before: string, after: string): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;
  return wordPieces(before, after)
    .map(({ kind, text }) => marks[kind].join(text === '' ? '' : '\u0000').replace('\u0000', text))
    .join('');
}

describe('wordPieces', () => {
  for (const [before, after, expected] of [
    ['a photo of a shirt', 'a photo of a shirt', 'a photo of a shirt'],
    ['a photo of a shirt', 'a studio photo of a shirt', 'a{+ studio+} photo of a shirt'],
    ['a photo of a red shirt', 'a photo of a navy top', 'a photo of a[- red shirt-]{+ navy top+}'],
    ['a shirt, grey', 'a shirt', 'a shirt[-, grey-]'],
    ['(shirt:1.2)', '(shirt:1.3)', '(shirt:[-1.2-]{+1.3+})'],
    ['', 'a bag', '{+a bag+}'],
    ['a bag', '', '[-a bag-]'],
    ['ein Hemd, weiß', 'ein Hemd, weit', 'ein Hemd,[- weiß-]{+ weit+}'],
  ] as const) {
    it(`${JSON.stringify(before)} → ${JSON.stringify(after)}`, () => assert.equal(shown(before, after), expected));
  }

  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.constantFrom('a', ' red', ' shirt', ',', ' {', '🧥', '\n', '  ')).map((words) => words.join('')),
  );

  it('loses nothing of either text, and says so of equal ones', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = wordPieces(before, after);
        const without = (kind: string) =>
          pieces
            .filter((piece) => piece.kind !== kind)
            .map((piece) => piece.text)
            .join('');
        assert.equal(without('added'), before);
        assert.equal(without('removed'), after);
        assert.equal(
          pieces.every(({ kind }) => kind === 'same'),
          before === after,
        );
        assert.ok(pieces.every((piece) => piece.text !== ''));
      }),
    );
  });

  it('takes texts of thousands of words', () => {
    const words = (word: string) => Array.from({ length: 5000 }, (_, i) => `${word}${i}`).join(' ');
    assert.equal(wordPieces(words('a'), words('b')).length, 2);
  });
});
