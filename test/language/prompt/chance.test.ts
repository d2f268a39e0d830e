import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Chance, firstOptions, seededChance } from '../../../src/language/prompt/chance.ts';
import { drawPrompt } from '../../../src/language/prompt/resolve.ts';
import { nowhere, parts, someNames, word } from './prompts.ts';

function drawn(text: string, seed: number, image: number): string {
  return drawPrompt(parts(text), someNames, seededChance(seed, image), 'prompt', 'none').text;
}

/** A choice point of some kind, by its options. */
const kinds = {
  one: (options: readonly string[]) => `{${options.join('|')}}`,
  weighted: (options: readonly string[]) => `{${options.map((option, index) => `${index + 1}::${option}`).join('|')}}`,
  several: (options: readonly string[]) => `{1-2$$+$$${options.join('|')}}`,
  nested: ([first = '', ...others]: readonly string[]) => `{{${others.join('|')}}|${first}}`,
} as const;

const point = fc.record({
  kind: fc.constantFrom('one', 'weighted', 'several', 'nested'),
  options: fc.array(word, { minLength: 2, maxLength: 5 }),
});
const points = fc.array(point, { minLength: 1, maxLength: 5 });
type Point = typeof point extends fc.Arbitrary<infer T> ? T : never;

/** Choice points between words and other parts that may come and go. */
function written(all: readonly Point[], between: string): string {
  return all.map(({ kind, options }) => kinds[kind](options)).join(`;${between}`);
}

function readPoints(text: string): string[] {
  return text.split(';');
}

describe('edit-stable sampling', () => {
  it('rewording an option changes nothing but its own words', () => {
    fc.assert(
      fc.property(points, fc.nat(), fc.nat(), fc.nat(), (all, seed, image, at) => {
        const changed = at % all.length;
        const reworded = all.map((each, p) =>
          p === changed ? { ...each, options: each.options.map((text) => `${text}-new`) } : each,
        );
        const before = readPoints(drawn(written(all, ''), seed, image));
        const after = readPoints(drawn(written(reworded, ''), seed, image));
        before.forEach((text, p) => {
          assert.equal(after[p], p === changed ? text.replace(/[a-z]+/g, '$&-new') : text);
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('text, names and wildcards may come and go around a choice', () => {
    fc.assert(
      fc.property(points, fc.nat(), fc.constantFrom('x ', '${words}', '__colour__', '\\('), (all, seed, between) => {
        const before = readPoints(drawn(written(all, ''), seed, 0));
        const after = readPoints(drawn(written(all, `${between}/`), seed, 0)).map((text) => text.replace(/^.*\//, ''));
        assert.deepEqual(after, before);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('a new option takes over only what it wins', () => {
    fc.assert(
      fc.property(points, fc.nat(), fc.nat(), (all, seed, at) => {
        const changed = at % all.length;
        const simple = all.map((each, p) => (p === changed ? { ...each, kind: 'one' as const } : each));
        const longer = simple.map((each, p) => (p === changed ? { ...each, options: [...each.options, 'NEW'] } : each));
        const before = readPoints(drawn(written(simple, ''), seed, 3));
        const after = readPoints(drawn(written(longer, ''), seed, 3));
        after.forEach((text, p) => {
          if (text !== before[p]) assert.deepEqual([p, text], [changed, 'NEW']);
        });
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('of several, a new option pushes out the last', () => {
    for (let image = 0; image < 200; image++) {
      const before = drawn('{2$$ $$a|b|c|d}', 4, image).split(' ');
      const after = drawn('{2$$ $$a|b|c|d|NEW}', 4, image).split(' ');
      const others = after.filter((text) => text !== 'NEW');
      assert.deepEqual(others, before.slice(0, others.length));
    }
  });

  it('a choice within a choice leaves the choices around it alone', () => {
    for (let image = 0; image < 50; image++) {
      const plain = drawn('{a|b|c} {x|y}', 9, image).split(' ');
      const nested = drawn('{a|b {1|2}|c} {x|y}', 9, image).replace(/ [12]/, '').split(' ');
      assert.deepEqual(nested, plain);
    }
  });

  // Drawn once; another scheme would draw every prompt of every workspace anew.
  it('draws what it drew in earlier versions', () => {
    const texts = Array.from({ length: 6 }, (_, image) =>
      drawn('{a|b|c|d} {2$$1::x|2::y|3::z} __colour__ ${words}', 7, image),
    );
    assert.deepEqual(texts, [
      'd x, z red red',
      'b z, y dark green red',
      'c z, x dark green red',
      'c z, y red red',
      'b y, z dark green blue',
      'd y, x red red',
    ]);
  });
});

const DRAWS = 100_000;

/** Pearson's statistic of draws against their probabilities; also says what was drawn that has none. */
function chiSquare(draw: (image: number) => string, shares: ReadonlyMap<string, number>): number {
  const counts = new Map<string, number>();
  for (let image = 0; image < DRAWS; image++) {
    const text = draw(image);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  assert.deepEqual(
    [...counts.keys()].filter((text) => !shares.has(text)),
    [],
  );
  return [...shares].reduce(
    (sum, [text, share]) => sum + ((counts.get(text) ?? 0) - DRAWS * share) ** 2 / (DRAWS * share),
    0,
  );
}

/** 99.9 % quantiles of chi-square by degrees of freedom (NIST handbook, 1.3.6.7.4). */
const quantiles: Readonly<Record<number, number>> = { 4: 18.467, 5: 20.515, 8: 26.124, 11: 31.264 };

/** Probabilities of taking k options one after the other, each by its share of what is left: joined in their order. */
function successive(weights: Readonly<Record<string, number>>, k: number): Map<string, number> {
  if (k === 0) return new Map([['', 1]]);
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const shares = new Map<string, number>();
  for (const [option, weight] of Object.entries(weights)) {
    const { [option]: _, ...others } = weights;
    for (const [rest, share] of successive(others, k - 1)) shares.set(option + rest, (weight / total) * share);
  }
  return shares;
}

function assertDrawn(text: string, shares: ReadonlyMap<string, number>, seed: number): void {
  const quantile = quantiles[shares.size - 1];
  assert.ok(quantile !== undefined && Math.abs([...shares.values()].reduce((sum, share) => sum + share, 0) - 1) < 1e-9);
  const prompt = parts(text);
  const statistic = chiSquare(
    (image) => drawPrompt(prompt, nowhere, seededChance(seed, image), 'prompt', 'none').text,
    shares,
  );
  assert.ok(statistic < quantile, `chi-square of ${text} is ${statistic}`);
}

describe('frequencies of what is drawn', () => {
  it('follow the weights, independently at every choice point', () => {
    const shares = [...successive({ a: 3, b: 1, c: 0.5 }, 1)].flatMap(([option, share]) =>
      ['x', 'y'].map((other) => [option + other, share / 2] as const),
    );
    assertDrawn('{3::a|1::b|0.5::c|0::d}{x|y}', new Map(shares), 5);
  });

  // Tools that draw again until the second differs take the heavy option first too rarely.
  it('of two by weight are those of one after the other', () => {
    assertDrawn('{2$$$$1::a|5::b|1::c}', successive({ a: 1, b: 5, c: 1 }, 2), 6);
  });

  it('of three of four are those of one after the other, in every order', () => {
    assertDrawn('{2$$$$4::a|3::b|2::c|1::d}', successive({ a: 4, b: 3, c: 2, d: 1 }, 2), 7);
  });

  it('of a range are even over the numbers', () => {
    const shares = [0, 1, 2].flatMap((k) =>
      [...successive({ a: 1, b: 2 }, k)].map(([text, share]) => [text, share / 3] as const),
    );
    assertDrawn('{0-2$$$$1::a|2::b}', new Map(shares.filter(([, share]) => share > 0)), 8);
  });

  it('are independent from image to image and from seed to seed', () => {
    const prompt = parts('{a|b|c}');
    const one = (seed: number, image: number) =>
      drawPrompt(prompt, nowhere, seededChance(seed, image), 'prompt', 'none').text;
    const pairs = new Map(['a', 'b', 'c'].flatMap((x) => ['a', 'b', 'c'].map((y) => [x + y, 1 / 9] as const)));
    assert.ok(chiSquare((image) => one(1, 2 * image) + one(1, 2 * image + 1), pairs) < (quantiles[8] ?? 0));
    assert.ok(chiSquare((seed) => one(seed, 0) + one(seed, 1), pairs) < (quantiles[8] ?? 0));
  });
});

describe('a chance', () => {
  const chances: Readonly<Record<string, Chance>> = { seeded: seededChance(1, 1), first: firstOptions };
  for (const [name, chance] of Object.entries(chances))
    it(`(${name}) takes none twice and none of weight 0`, () => {
      fc.assert(
        fc.property(fc.array(fc.constantFrom(0, 0.5, 1, 1e9)), fc.nat({ max: 6 }), (weights, count) => {
          const taken = chance('x', weights, count);
          const possible = weights.filter((weight) => weight > 0).length;
          assert.deepEqual([taken.length, new Set(taken).size], [Math.min(count, possible), taken.length]);
          assert.ok(taken.every((index) => (weights[index] ?? 0) > 0));
        }),
        { seed: 4 },
      );
    });
});
