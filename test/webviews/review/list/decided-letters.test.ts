import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decisionOf, letterOf } from '../../../../src/protocol/decision-letters.ts';
import { type DecisionAct, decidedBy } from '../../../../src/protocol/decisions.ts';
import { DecidedLetters } from '../../../../src/webviews/review/list/decided-letters.ts';

const acts: fc.Arbitrary<DecisionAct> = fc.constantFrom('accept', 'reject', 'undecide', 'flag', 'unflag');
const texts = fc.string({ unit: fc.constantFrom('u', 'U', 'k', 'K', 'r', 'R'), minLength: 1, maxLength: 30 });

function begun(letters: string): DecidedLetters {
  const decided = new DecidedLetters();
  decided.begin(letters);
  return decided;
}

function shown(decided: DecidedLetters): string {
  return Array.from({ length: decided.length }, (_, place) => letterOf(decided.of(place))).join('');
}

function counted(letters: string) {
  const counts = { undecided: 0, kept: 0, rejected: 0 };
  for (const letter of letters) counts[decisionOf(letter).state] += 1;
  return counts;
}

describe('what was decided of a list', () => {
  it('shows what is pressed at once, and the host’s word once it has answered', () => {
    const decided = begun('uuk');
    const settle = decided.press([0, 2], { op: 'reject' });
    assert.equal(shown(decided), 'rur');
    assert.deepEqual(decided.counts, { undecided: 1, kept: 0, rejected: 2 });
    decided.learn(0, 'r');
    settle();
    assert.equal(shown(decided), 'ruk', 'the last could not be kept');
    assert.deepEqual(decided.counts, { undecided: 1, kept: 1, rejected: 1 });
  });

  it('keeps the later of two presses on one image, whichever is answered first', () => {
    const decided = begun('u');
    const first = decided.press([0], { op: 'accept' });
    const second = decided.press([0], { op: 'reject' });
    decided.learn(0, 'k');
    first();
    assert.equal(shown(decided), 'r');
    decided.learn(0, 'r');
    second();
    assert.equal(shown(decided), 'r');
  });

  it('has no letter for labels, ratings, tags and notes', () => {
    const decided = begun('k');
    decided.press([0], { op: 'rate', to: 5 })();
    decided.press([0], { op: 'relabel', to: 'dent' })();
    assert.equal(shown(decided), 'k');
  });

  it('counts as one who counts all of them, after any presses and answers', () => {
    const steps = fc.array(
      fc.record({
        places: fc.array(fc.nat(29), { maxLength: 5 }),
        act: acts,
        isKept: fc.boolean(),
        isLate: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(texts, steps, (letters, all) => {
        const decided = begun(letters);
        const known = [...letters];
        const late: (() => void)[] = [];
        for (const { places, act, isKept, isLate } of all) {
          const there = [...new Set(places)].filter((place) => place < letters.length);
          const settle = decided.press(there, { op: act });
          const answer = () => {
            for (const place of isKept ? there : []) {
              known[place] = letterOf(decidedBy(decisionOf(known[place]), act));
              decided.learn(place, known[place] ?? 'u');
            }
            settle();
          };
          if (isLate) late.push(answer);
          else answer();
          assert.deepEqual(decided.counts, counted(shown(decided)));
        }
        for (const answer of late) answer();
        assert.equal(shown(decided), known.join(''));
      }),
    );
  });

  it('finds the next undecided image round the end, and none when all are decided', () => {
    assert.equal(begun('ukuk').nextUndecided(0), 2);
    assert.equal(begun('ukuk').nextUndecided(2), 0);
    assert.equal(begun('kUk').nextUndecided(1), 1);
    assert.equal(begun('krk').nextUndecided(1), undefined);
    assert.equal(begun('').nextUndecided(0), undefined);
  });
});
