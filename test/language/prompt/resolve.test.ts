import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seededChance } from '../../../src/language/prompt/chance.ts';
import { measurePrompt } from '../../../src/language/prompt/measure.ts';
import { allPrompts, drawPrompt } from '../../../src/language/prompt/resolve.ts';
import { goodPrompt, lookupIn, nowhere, parts, scraps, someNames } from './prompts.ts';

function all(text: string): string[] {
  return allPrompts(parts(text), someNames, 'none').map((each) => each.text);
}

function draw(text: string, seed: number, image = 0) {
  return drawPrompt(parts(text), someNames, seededChance(seed, image), 'prompt', 'a1111');
}

describe('all prompts', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['a ${class}', ['a t-shirt']],
    ['{a|b} {c|d}', ['a c', 'a d', 'b c', 'b d']],
    ['{a|b {c|d}}', ['a', 'b c', 'b d']],
    ['{a|b|a}', ['a', 'b']],
    ['${words} ${words}', ['red red', 'blue blue']],
    ['${words} {a|b} ${words}', ['red a red', 'red b red', 'blue a blue', 'blue b blue']],
    ['{${words}|no} ${words}', ['red red', 'blue blue', 'no red', 'no blue']],
    [
      '${deep} ${words}',
      [
        'x red red',
        'x blue blue',
        'x red blue',
        ...['dark red', 'dark green'].flatMap((colour) => [`x ${colour} red`, `x ${colour} blue`]),
      ],
    ],
    ['{2::a|0::b|c}', ['a', 'c']],
    ['{2$$a|b|c}', ['a, b', 'a, c', 'b, a', 'b, c', 'c, a', 'c, b']],
    ['{1-2$$ and $$a|b}', ['a', 'b', 'a and b', 'b and a']],
    ['{-2$$a|b}', ['a', 'b', 'a, b', 'b, a']],
    ['{0-1$$a|b}!', ['!', 'a!', 'b!']],
    ['{4$$a|b}', ['a, b', 'b, a']],
    ['{2-1$$a|b}', ['a', 'b', 'a, b', 'b, a']],
    ['{2$$a|0::b}', ['a']],
    ['{2$${a|b}|c}', ['a, c', 'b, c', 'c, a', 'c, b']],
    ['{2$$ ${words} $$a|b}', ['a red b', 'a blue b', 'b red a', 'b blue a']],
    ['{|red} rose', [' rose', 'red rose']],
    ['__colour__', ['red', 'dark red', 'dark green']],
    ['{2$$__colour__}', ['red, dark red', 'red, dark green', 'dark red, red', 'dark green, red']],
    [
      '__colour__ __colour__',
      [
        'red red',
        'red dark red',
        'red dark green',
        'dark red red',
        'dark red dark red',
        'dark red dark green',
        'dark green red',
        'dark green dark red',
        'dark green dark green',
      ],
    ],
    ['a __empty__ __unknown__ ${unknown}', ['a   ']],
    ['{[a|b]|c}', ['[a|b]', 'c']],
    ['', ['']],
  ];
  for (const [text, expected] of cases) it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(all(text), expected));

  it('are each said once', () => {
    fc.assert(
      fc.property(goodPrompt, (text) => {
        fc.pre(measurePrompt(parts(text), someNames).count < 2000);
        const found = all(text);
        assert.equal(new Set(found).size, found.length);
      }),
      { seed: 3 },
    );
  });
});

describe('a resolved prompt', () => {
  it('is one of all there are', () => {
    fc.assert(
      fc.property(goodPrompt, fc.nat(), (text, seed) => {
        fc.pre(measurePrompt(parts(text), someNames).count < 2000);
        const found = allPrompts(parts(text), someNames, 'a1111').map((each) => each.text);
        assert.ok(found.includes(draw(text, seed).text));
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('is the text of its pieces, each from where it was written', () => {
    const files: Record<string, (text: string) => boolean> = {
      'a.vlprompt': () => true,
      'words.vlprompt': (text) => ['red', 'blue'].includes(text),
      'deep.vlprompt': (text) => text === 'x ',
      'colour.txt': (text) => ['red', 'dark ', 'green'].includes(text),
    };
    fc.assert(
      fc.property(goodPrompt, fc.nat(), (text, seed) => {
        const { pieces, text: resolved } = draw(text, seed);
        assert.equal(pieces.map((piece) => piece.text).join(''), resolved);
        for (const piece of pieces) {
          assert.ok(files[piece.file]?.(piece.text), `${piece.file}: ${piece.text}`);
          const written = `"${text}"`.slice(piece.start, piece.end);
          if (piece.file === 'a.vlprompt' && written !== '') assert.equal(piece.text, written);
        }
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it('keeps an escaped character apart from the dialect', () => {
    const written = '\\(a\\) \\[b\\] \\: \\| \\\\ \\{ (c)';
    const spelled = (['none', 'comfy', 'a1111', 'a1111-nonorm'] as const).map(
      (spelling) => drawPrompt(parts(written), nowhere, seededChance(0, 0), 'prompt', spelling).text,
    );
    const a1111 = '\\(a\\) \\[b\\] \\: \\| \\\\ { (c)';
    assert.deepEqual(spelled, ['(a) [b] : | \\ { (c)', '\\(a\\) [b] \\: | \\\\ { (c)', a1111, a1111]);
  });

  it('says the same wherever a name stands, in every string of the image', () => {
    for (let image = 0; image < 50; image++) {
      const chance = seededChance(0, image);
      const [first, second] = drawPrompt(parts('${words} ${words}'), someNames, chance, 'prompt', 'none').text.split(
        ' ',
      );
      const third = drawPrompt(parts('{x|y|z} ${words}'), someNames, chance, 'negative', 'none').text.slice(2);
      assert.deepEqual([second, third], [first, first]);
    }
  });

  it('draws a wildcard anew at every place', () => {
    const drawn = Array.from({ length: 200 }, (_, image) => draw('__colour__ and __colour__', 0, image).text);
    assert.equal(new Set(drawn).size, all('__colour__ and __colour__').length);
  });

  it('is the same again', () => {
    fc.assert(
      fc.property(goodPrompt, fc.nat(), fc.nat(), (text, seed, image) => {
        assert.deepEqual(draw(text, seed, image), draw(text, seed, image));
      }),
      { seed: 3 },
    );
  });

  it('leaves out what contains itself', () => {
    assert.deepEqual(all('${self} ${twin} __self__'), ['a  b a  a', 'a  b a  b ', 'a  b c a', 'a  b c b ']);
    assert.equal(draw('${self}!', 1).text, 'a !');
  });
});

describe('measuring a prompt', () => {
  it('bounds the number and the length of what it makes', () => {
    fc.assert(
      fc.property(goodPrompt, (text) => {
        const { count, length } = measurePrompt(parts(text), someNames);
        fc.pre(count < 2000);
        const found = allPrompts(parts(text), someNames, 'a1111').map((each) => each.text);
        assert.ok(found.length <= count && Math.max(...found.map((each) => each.length)) <= length);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  const cases: readonly (readonly [string, number])[] = [
    ['', 1],
    ['{a|b} {c|d|e}', 6],
    ['{a|b {c|d}}', 3],
    ['${words} ${words} {x|y}', 4],
    ['${words} {${words}|{${words}|x} y}', 6],
    ['{2$$a|b|c}', 6],
    ['{1-$$a|b|c}', 15],
    ['{0-2$$a|b|c}', 1 + 3 + 6],
    ['{2$$ ${words} $$a|b}', 4],
    ['{2$${a|b}|c}', 4],
    ['{4$$a|b}', 2],
    ['{2::a|0::b}', 1],
    ['__colour__ __colour__', 9],
    ['{2$$__colour__}', 4],
    ['__unknown__ ${unknown} __empty__', 1],
  ];
  for (const [text, expected] of cases)
    it(`counts ${JSON.stringify(text)}`, () => assert.equal(measurePrompt(parts(text), someNames).count, expected));

  it('counts exactly where no name stands in several variants and all say something else', () => {
    for (const [text] of cases.filter(([text]) => text !== '${words} {${words}|{${words}|x} y}'))
      assert.equal(all(text).length, measurePrompt(parts(text), someNames).count, text);
  });

  it('finds the longest', () => {
    const lengths = ['{a|bcd} {e|fg}', '{2$$ -- $$a|bcd|ef}', '\\(\\a', '${deep}', '{2$$__colour__}'].map(
      (text) => measurePrompt(parts(text), someNames).length,
    );
    assert.deepEqual(lengths, [6, 9, 3, 12, 15]);
  });

  it('says that what contains itself never ends', () => {
    for (const text of ['${self}', '${twin}', '{0::x|${self}}', '__self__', '{a|b __self__}', '{2$${a|b}|${self}}']) {
      const { count, length } = measurePrompt(parts(text), someNames);
      assert.equal(length, Number.POSITIVE_INFINITY, text);
      assert.ok(count > 0, text);
    }
  });

  it('takes no longer where names double again and again', () => {
    const names = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [
        `n${index}`,
        `{\${n${index + 1}}|\${n${index + 1}}} \${n${index + 1}}`,
      ]),
    );
    assert.ok(measurePrompt(parts('${n0}'), lookupIn({ ...names, n25: '{a|b}' })).length > 2 ** 24);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(scraps, (text) => {
        const { count } = measurePrompt(parts(text), someNames);
        assert.ok(count >= 1);
      }),
      { seed: 9, numRuns: 500 },
    );
  });
});
