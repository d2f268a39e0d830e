import assert from 'node:assert/strict';
import fc from 'fast-check';
import { globMatcher } from '../../../src/language/wildcard/glob.ts';
import { matchWildcards, valuesBelow, wildcardPaths } from '../../../src/language/wildcard/match.ts';
import { parseWildcardFile } from '../../../src/language/wildcard/wildcard-file.ts';

const colours = parseWildcardFile('a.yaml', 'warm: [red, orange]\ncold:\n  light: [azure]\n  dark: [navy, red]\n').root;
const named = [
  { name: 'flower', node: parseWildcardFile('f.txt', 'rose\nlily').root },
  { name: 'colour', node: colours },
  { name: 'col', node: parseWildcardFile('c.txt', 'red\ncol').root },
];

describe('the values of a pattern', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['flower', 'rose, lily'],
    ['colour', 'red, orange, azure, navy'],
    ['colour/warm', 'red, orange'],
    ['colour/cold', 'azure, navy, red'],
    ['colour/cold/dark', 'navy, red'],
    ['col*', 'red, orange, azure, navy, col'],
    ['col', 'red, col'],
    ['c?l', 'red, col'],
    ['*/cold', 'azure, navy, red'],
    ['**/dark', 'navy, red'],
    ['colour/**/light', 'azure'],
    ['colour/*', 'red, orange, azure, navy'],
    ['colour/*/*', 'azure, navy, red'],
    ['*', 'rose, lily, red, orange, azure, navy, col'],
    ['**', 'rose, lily, red, orange, azure, navy, col'],
    ['warm', ''],
    ['colour/', ''],
    ['', ''],
    ['Flower', ''],
  ];
  for (const [pattern, expected] of cases) {
    it(`__${pattern}__`, () =>
      assert.equal(
        valuesBelow(matchWildcards(pattern, named))
          .map(({ text }) => text.text)
          .join(', '),
        expected,
      ));
  }

  it('have paths', () => {
    assert.deepEqual(
      wildcardPaths(named).map(({ path, of }) => `${of} ${path}`),
      ['0 flower', '1 colour', '1 colour/warm', '1 colour/cold', '1 colour/cold/light', '1 colour/cold/dark', '2 col'],
    );
  });
});

describe('a glob', () => {
  /** The same meaning as a regular expression, which may take for ever and so is not used. */
  function expression(pattern: string): RegExp {
    const source = pattern.replace(/(?<=^|\/)\*\*\/|\*+|\?|[\s\S]/gu, (token) => {
      if (token === '**/') return '(?:[\\s\\S]*/)?';
      if (token === '?') return '[^/]';
      if (token.startsWith('*')) return token === '*' ? '[^/]*' : '[\\s\\S]*';
      return token.replace(/[.+^${}()|[\]\\-]/, '\\$&');
    });
    return new RegExp(`^${source}$`, 'u');
  }

  it('means what its regular expression means', () => {
    const letters = fc.constantFrom('a', 'b', '/', '*', '**', '?', '**/', '.', '😀');
    const pattern = fc.array(letters, { maxLength: 8 }).map((parts) => parts.join(''));
    const path = fc.array(fc.constantFrom('a', 'b', '/', '.', '😀'), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, path, (glob, name) => assert.equal(globMatcher(glob)(name), expression(glob).test(name))),
      { seed: 11, numRuns: 2000 },
    );
  });

  it('answers where a regular expression would not', () => {
    assert.equal(globMatcher('*a'.repeat(200))('a'.repeat(2000)), true);
    assert.equal(globMatcher(`${'*a'.repeat(200)}b`)('a'.repeat(2000)), false);
  });
});
