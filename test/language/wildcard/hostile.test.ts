/** @file Whatever stands in a wildcard file, an answer comes. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchWildcards, valuesBelow } from '../../../src/language/wildcard/match.ts';
import {
  parseWildcardFile,
  type WildcardNode,
  wildcardExtensions,
} from '../../../src/language/wildcard/wildcard-file.ts';

/** Everything that can be asked of a file, and that every place lies in it. */
function read(ending: string, text: string) {
  const file = parseWildcardFile(`a${ending}`, text);
  const check = (node: WildcardNode): void => {
    for (const { text: phrase, at, removeAt } of node.values) {
      for (const index of [0, phrase.text.length]) assertWithin(phrase.offsetAt(index), text);
      for (const extent of [at, removeAt])
        assert.ok(assertWithin(extent.start, text) <= assertWithin(extent.end, text));
    }
    node.children.forEach(check);
  };
  check(file.root);
  for (const { at } of file.problems) assert.ok(assertWithin(at.start, text) <= assertWithin(at.end, text));
  valuesBelow(matchWildcards('**/a*', [{ name: 'a', node: file.root }]));
  return file;
}

function assertWithin(offset: number, text: string): number {
  assert.ok(Number.isInteger(offset) && offset >= 0 && offset <= text.length, String(offset));
  return offset;
}

const pieces = [
  '- ',
  'a',
  ': ',
  '\n',
  '  ',
  '\t',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '|\n',
  '>-\n',
  '&x ',
  '*x',
  '!!map ',
  '? ',
  '#',
  '3::',
  '::',
  '\\',
  '\\u12',
  '---\n',
  '%YAML',
  '\r\n',
  '\0',
  '\uFEFF',
  '\uD800',
  '\u202E',
  'null',
  '1e999',
  '__proto__',
  'constructor',
  '<<',
];

describe('hostile wildcard files', () => {
  for (const ending of [...wildcardExtensions, '.TXT', '']) {
    it(`any characters in ${ending}`, () => {
      fc.assert(
        fc.property(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join('')),
          ),
          (text) => {
            read(ending, text);
          },
        ),
        { seed: 15, numRuns: 500 },
      );
    });
  }

  const large: readonly (readonly [string, string, string])[] = [
    ['.txt', '1 MB on one line', 'x'.repeat(1_000_000)],
    ['.txt', '1 MB of blanks', ' '.repeat(1_000_000)],
    ['.txt', 'many line breaks', '\r\n'.repeat(400_000)],
    ['.yaml', 'open brackets', '['.repeat(50_000)],
    ['.yaml', 'nested maps', '{a: '.repeat(50_000)],
    ['.yaml', 'nested questions', '? '.repeat(50_000)],
    ['.yaml', 'nested questions with values', `${'? '.repeat(20_000)}\n${': '.repeat(20_000)}`],
    ['.yaml', 'keys on one line', 'a: '.repeat(50_000)],
    ['.yaml', 'nested dashes', '- '.repeat(50_000)],
    ['.yaml', 'nested keys', Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['.yaml', 'unknown aliases', '- *a\n'.repeat(20_000)],
    ['.yaml', 'many keys', Array.from({ length: 20_000 }, (_, index) => `k${index}: x\n`).join('')],
    ['.yaml', 'a long quoted value', `- "${'a '.repeat(200_000)}"`],
    ['.yaml', 'a folded value of many lines', `- "${'a\n '.repeat(100_000)}"`],
    ['.yaml', 'a block of many lines', `- |\n${'  a b\n'.repeat(50_000)}`],
    ['.json', 'open brackets', '['.repeat(500_000)],
    ['.json', 'open objects', '{"a":'.repeat(100_000)],
    ['.json', 'escaped quotes', `["${'\\"'.repeat(400_000)}`],
    ['.json', 'wrong characters', "'".repeat(200_000)],
  ];
  for (const [ending, title, text] of large) it(`${title} in ${ending}`, () => void read(ending, text));

  it('aliases that double are read up to the limit', () => {
    const doubling = Array.from(
      { length: 40 },
      (_, index) => `k${index}: &a${index} {p: *a${index - 1}, q: *a${index - 1}}`,
    );
    const { problems, root } = read('.yaml', ['start: &a-1 [x, y]', ...doubling].join('\n'));
    assert.ok(problems.some(({ code }) => code === 'wildcard-too-large'));
    assert.ok(valuesBelow([root]).length === 2);
  });

  it('more values than a file may have are left out, with one problem', () => {
    for (const [ending, text] of [
      ['.txt', Array.from({ length: 100_003 }, (_, index) => index).join('\n')],
      ['.json', JSON.stringify(Array.from({ length: 100_003 }, (_, index) => index))],
    ] as const) {
      const { root, problems } = read(ending, text);
      assert.equal(root.values.length, 100_000);
      assert.deepEqual(
        problems.map(({ code, at }) => [code, text.slice(at.start, at.end)]),
        [['wildcard-too-large', '100000']],
      );
    }
  });

  it('a file over the limit is not read', () => {
    const { root, problems } = read('.txt', 'x\n'.repeat(1_000_001));
    assert.deepEqual([root.values.length, problems.map(({ code }) => code)], [0, ['wildcard-too-large']]);
  });

  it('no more problems are told than an editor shows', () => {
    assert.equal(read('.txt', 'x\n'.repeat(5000)).problems.length, 1000);
  });
});
