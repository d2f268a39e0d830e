import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seededChance } from '../../../src/language/prompt/chance.ts';
import { readQuoted } from '../../../src/language/prompt/quoted.ts';
import { drawPrompt } from '../../../src/language/prompt/resolve.ts';
import { scanPrompt } from '../../../src/language/prompt/scan.ts';

function drawn(text: string, seed: number, image: number): string {
  const { parts } = scanPrompt(readQuoted(`"${text}"`, 0));
  return drawPrompt(parts, () => undefined, seededChance(seed, image), 'prompt').text;
}

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const point = fc.array(word, { minLength: 2, maxLength: 5 });
const seed = fc.nat();

function written(points: readonly (readonly string[])[]): string {
  return points.map((options) => `{${options.join('|')}}`).join(' ');
}

describe('edit-stable sampling', () => {
  it('rewording an option changes no choice', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 4 }), seed, fc.nat(), (points, from, at) => {
        const changed = at % points.length;
        const option = at % (points[changed]?.length ?? 1);
        const reworded = points.map((options, p) =>
          options.map((text, o) => (p === changed && o === option ? 'REWORDED' : text)),
        );
        const before = drawn(written(points), from, 0).split(' ');
        const after = drawn(written(reworded), from, 0).split(' ');
        before.forEach((text, p) => {
          if (after[p] !== text)
            assert.deepEqual([p, after[p], text], [changed, 'REWORDED', points[changed]?.[option]]);
        });
      }),
      { seed: 1 },
    );
  });

  it('a new option takes over only what it wins', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 4 }), seed, fc.nat(), (points, from, at) => {
        const longer = points.map((options, p) => (p === at % points.length ? [...options, 'NEW'] : options));
        const before = drawn(written(points), from, 3).split(' ');
        const after = drawn(written(longer), from, 3).split(' ');
        after.forEach((text, p) => {
          if (text !== before[p]) assert.deepEqual([p, text], [at % points.length, 'NEW']);
        });
      }),
      { seed: 2 },
    );
  });

  it('a choice within a choice leaves the choices around it alone', () => {
    for (let image = 0; image < 50; image++) {
      const plain = drawn('{a|b|c} {x|y}', 9, image).split(' ');
      const nested = drawn('{a|b {1|2}|c} {x|y}', 9, image).replace(/ [12]/, '').split(' ');
      assert.deepEqual(nested, plain);
    }
  });

  it('draws the same again', () => {
    fc.assert(
      fc.property(seed, fc.nat(), (from, image) => {
        assert.equal(drawn('{a|b|c} {d|e}', from, image), drawn('{a|b|c} {d|e}', from, image));
      }),
      { seed: 3 },
    );
  });

  it('takes options as often as their weights say, and independently', () => {
    const weights = [3, 1, 0.5, 0];
    const counts = new Map<string, number>();
    const draws = 20_000;
    for (let image = 0; image < draws; image++) {
      const text = drawn('{3::a|1::b|0.5::c|0::d}{x|y}', 5, image);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const cells = ['a', 'b', 'c'].flatMap((option, index) =>
      ['x', 'y'].map((other) => [option + other, (weights[index] ?? 0) / total / 2] as const),
    );
    const chiSquare = cells.reduce(
      (sum, [text, share]) => sum + ((counts.get(text) ?? 0) - draws * share) ** 2 / (draws * share),
      0,
    );
    assert.deepEqual([...counts.keys()].sort(), cells.map(([text]) => text).sort());
    // 99.9 % quantile of chi-square with 5 degrees of freedom.
    assert.ok(chiSquare < 20.5, `chi-square is ${chiSquare}`);
  });
});
