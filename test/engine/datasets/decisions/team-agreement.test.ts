import assert from 'node:assert/strict';
import fc from 'fast-check';
import { haste, reviewPace } from '../../../../src/engine/datasets/decisions/review-pace.ts';
import { teamAgreement, type WordedImage } from '../../../../src/engine/datasets/decisions/team-agreement.ts';
import type { ReviewerWord } from '../../../../src/protocol/agreement.ts';
import { cohensKappa, fleissKappa } from '../../metrics/labels/kappa-by-image.ts';

function word(by: string, state: ReviewerWord['state'], more: Partial<ReviewerWord> = {}): ReviewerWord {
  return { by, state, isFlagged: false, ...more };
}

/** The 50 grants of the worked example of Cohen's kappa: 20 both keep, 5 and 10 one, 15 none; κ is 0.4. */
const grants: readonly WordedImage[] = (
  [
    ['kept', 'kept', 20],
    ['kept', 'rejected', 5],
    ['rejected', 'kept', 10],
    ['rejected', 'rejected', 15],
  ] as const
).flatMap(([ann, bob, times]) =>
  Array.from({ length: times }, () => ({ class: 'boot', words: [word('ann', ann), word('bob', bob)] })),
);

const close = (value: number | null | undefined, expected: number | null) =>
  assert.ok(expected === null ? value === null : Math.abs((value ?? Number.NaN) - expected) < 1e-9, `${value}`);

describe('how far reviewers agree', () => {
  it('is Cohen’s kappa of two, Fleiss’ of all, with intervals and n', () => {
    const agreement = teamAgreement(grants) ?? assert.fail('none');
    const [pair] = agreement.pairs;
    assert.deepEqual(pair?.reviewers, ['ann', 'bob']);
    close(pair?.verdicts.value, 0.4);
    assert.equal(pair?.verdicts.n, 50);
    assert.ok((pair?.verdicts.low ?? 1) < 0.4 && (pair?.verdicts.high ?? 0) > 0.4);
    // Scott's π: both keep 27.5 of 50 on average.
    const expected = 0.55 ** 2 + 0.45 ** 2;
    close(agreement.value, (0.7 - expected) / (1 - expected));
    assert.equal(agreement.perClass[0]?.class, 'boot');
    close(agreement.perClass[0]?.kappa.value, agreement.value);
  });

  it('is of classes, too: who keeps an image says that it shows what it was drawn as', () => {
    const images: readonly WordedImage[] = [
      { class: 'boot', words: [word('ann', 'kept'), word('bob', 'undecided', { label: 'shoe' })] },
      { class: 'boot', words: [word('ann', 'kept'), word('bob', 'kept')] },
      { class: 'shoe', words: [word('ann', 'kept'), word('bob', 'kept')] },
      { class: 'shoe', words: [word('ann', 'rejected'), word('bob', 'kept')] },
    ];
    const { labels, n, pairs } = teamAgreement(images) ?? assert.fail('none');
    assert.deepEqual([n, labels?.n], [3, 3]);
    close(labels?.value, fleissKappa([[1, 1], [2, 0], [0, 2]], 2).overall.value); // biome-ignore format: a row an image
    assert.deepEqual(
      labels?.perClass.map((each) => each.class),
      ['boot', 'shoe'],
    );
    close(pairs[0]?.labels?.value, cohensKappa([0, 0, 1], [1, 0, 1], 2).overall.value);
    assert.equal(pairs[0]?.verdicts.n, 3);
  });

  it('is nothing where no two spoke of one image', () => {
    assert.equal(teamAgreement([]), null);
    assert.equal(teamAgreement([{ words: [word('ann', 'kept')] }, { words: [word('bob', 'kept')] }]), null);
    const flagged: WordedImage = { words: [word('ann', 'undecided', { isFlagged: true }), word('bob', 'kept')] };
    assert.equal(teamAgreement([flagged]), null);
  });

  it('is what the plain formulas say of any words', () => {
    const states = fc.constantFrom('kept' as const, 'rejected' as const, 'undecided' as const);
    const image = fc.record({
      class: fc.constantFrom('boot', 'shirt'),
      words: fc.tuple(states, states, states).map((each) => {
        return each.map((state, index) => word(['ann', 'bob', 'cy'][index] ?? '', state));
      }),
    });
    fc.assert(
      fc.property(fc.array(image, { maxLength: 20 }), (images) => {
        const agreement = teamAgreement(images);
        const counts = images.map(({ words }) =>
          ['kept', 'rejected'].map((state) => words.filter((each) => each.state === state).length),
        );
        const expected = fleissKappa(counts, 2).overall;
        assert.equal(agreement?.n ?? 0, expected.n);
        close(agreement?.value ?? null, expected.value);
        for (const { reviewers, verdicts } of agreement?.pairs ?? []) {
          const both = images.flatMap(({ words }) => {
            const said = reviewers.map((name) => words.find(({ by }) => by === name)?.state);
            return said.includes('undecided') ? [] : [said.map((state) => Number(state === 'kept'))];
          });
          const column = (at: number) => both.map((each) => each[at] ?? 0);
          close(verdicts.value, cohensKappa(column(0), column(1), 2).overall.value);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('how far reviewers have come', () => {
  it('counts what each said and what is left, of those who are named first', () => {
    const images = [
      [word('Ann Lee', 'kept', { ms: 900 }), word('zoe', 'rejected', { ms: 100 })],
      [word('Ann Lee', 'rejected', { ms: 1100 })],
      [],
    ];
    const none = { kept: 0, rejected: 0, left: 3, timed: 0, medianMs: null, hasty: 0 };
    assert.deepEqual(reviewPace(images, ['bob', 'ann-lee']), [
      { reviewer: 'bob', ...none },
      { reviewer: 'Ann Lee', kept: 1, rejected: 1, left: 1, timed: 2, medianMs: 1000, hasty: 0 },
      { reviewer: 'zoe', kept: 0, rejected: 1, left: 2, timed: 1, medianMs: 100, hasty: 0 },
    ]);
  });

  it('says who keeps many images without looking, and nothing of batches or of a slip', () => {
    const paced = (times: number, ms?: number) =>
      haste(
        reviewPace(
          Array.from({ length: times }, () => [word('bob', 'kept', ms === undefined ? {} : { ms })]),
          [],
        ),
      );
    assert.deepEqual(paced(12, 40), [
      'bob kept 12 images after less than 200 ms each: too fast to have looked. Have them reviewed again.',
    ]);
    assert.deepEqual([...paced(9, 40), ...paced(50, 200), ...paced(50)], []);
  });
});
