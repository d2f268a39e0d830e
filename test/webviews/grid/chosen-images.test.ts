import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GridFacts } from '../../../src/protocol/webviews/grid.ts';
import { chosenImages, everything, filterWords, isWall, sortWords } from '../../../src/webviews/grid/chosen-images.ts';

const score = fc.record({
  score: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
  predicted: fc.nat(3),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  margin: fc.double({ min: 0, max: 1, noNaN: true }),
  agrees: fc.option(fc.boolean()),
});
const decision = fc.record({ state: fc.constantFrom('kept', 'rejected', 'undecided'), isFlagged: fc.boolean() });
const images = fc.array(fc.tuple(fc.constantFrom('m', 'q', 'w', 'd', 'f'), fc.option(score), fc.option(decision)));
const choices = fc.record({
  // The tables hold nothing else.
  sort: fc.constantFrom(...(Object.keys(sortWords) as (keyof typeof sortWords)[])),
  filter: fc.constantFrom(...(Object.keys(filterWords) as (keyof typeof filterWords)[])),
  isDescending: fc.boolean(),
  words: fc.constant(''),
});

describe('images that are sorted and filtered', () => {
  it('are some of all, each once, in the order that is asked for', () => {
    fc.assert(
      fc.property(images, choices, (all, choice) => {
        const facts = {
          scores: all.map(([, score]) => score),
          decisions: all.map(([, , decision]) => decision),
          classes: [],
          judge: '',
        } as GridFacts;
        const shown = chosenImages(choice, all.map(([state]) => state).join(''), facts, undefined);
        assert.equal(new Set(shown).size, shown.length);
        const { sort } = choice;
        if (sort === 'plan') return;
        const values = shown.map((index) => all[index]?.[1]?.[sort] ?? undefined);
        const known = values.filter((value) => value !== undefined);
        // Those without a number come last.
        assert.deepEqual(values.slice(0, known.length), known);
        const sorted = [...known].sort((a, b) => (choice.isDescending ? b - a : a - b));
        assert.deepEqual(known, sorted);
      }),
    );
  });

  it('are those that the filter names', () => {
    const facts = {
      scores: [null, null, null, null],
      decisions: [
        { state: 'kept', isFlagged: false },
        { state: 'rejected', isFlagged: true },
        { state: 'undecided', isFlagged: false },
        null,
      ],
      classes: [],
      judge: '',
    } as GridFacts;
    const shown = (filter: keyof typeof filterWords) =>
      chosenImages({ ...everything, filter }, 'dddm', facts, undefined);
    assert.deepEqual(
      [shown('kept'), shown('rejected'), shown('undecided'), shown('pinned'), shown('missing')],
      [[0], [1], [2], [1], [3]],
    );
    assert.deepEqual(chosenImages({ ...everything, words: 'x' }, 'dddm', facts, new Set([3, 1])), [1, 3]);
  });

  it('are a wall only when something is chosen', () => {
    assert.equal(isWall(everything), false);
    assert.equal(isWall({ ...everything, words: ' ' }), false);
    assert.ok(isWall({ ...everything, words: 'cat' }) && isWall({ ...everything, sort: 'margin' }));
  });
});
