import assert from 'node:assert/strict';
import { createDocument } from '../../../src/language/document.ts';

/** Each has one mistake; what stands before and after it must be read as if it were not there. */
const mistakes: readonly string[] = [
  'model = "starter/clip"',
  'model x "starter/clip"',
  'model x =',
  'model x = starter',
  'class',
  'class "words"',
  'class x = "words"',
  'class x "words" { also }',
  'class x "words" { also: }',
  'class x "words" { also "other" }',
  'class x "words" { also: "open',
  'class x "words" {',
  'group = a, b',
  'group x a, b',
  'group x = a,',
  'group x = a b',
  'template { "a" }',
  'template x "a"',
  'template x { a }',
  'template x { "open }',
  'template x { "a ${class" ',
  'data from "x"',
  'data x "folder"',
  'data x from',
  'let = 3',
  'let x 3',
  'let x = [1, 2',
  'recipe { prompt: "a" }',
  'recipe x { prompt "a" }',
  'recipe x { prompt: "a" steps 20 }',
  'recipe x { guidance: [1, 3 }',
  'recipe x { guidance: 1, , 3 }',
  'recipe x { : 3 }',
  'recipe x { prompt: "a"',
  'recipe x prompt: "a" }',
  'evaluate x { expect }',
  'evaluate x { expect accuracy }',
  'evaluate x { expect accuracy >= }',
  'evaluate x { expect >= 80% }',
  'evaluate x { expect recall( >= 80% }',
  'evaluate x { check confusion(a -> ) <= 20% }',
  'evaluate x { on holdout }',
  'curate x { keep score >= 1 }',
  'curate x { keep where }',
  'curate x { keep where score >= and }',
  'learn x { method: }',
  'benchmark x from { }',
  'wildcard x from "a" { "b',
  'import',
  'import { a, } from "b"',
  'import a from "b"',
  'something else',
  '}',
  ') ] }',
  '§ % &',
  '/* open',
  '"""',
];

describe('a syntax error', () => {
  for (const mistake of mistakes) {
    it(`leaves the others alive: ${mistake}`, () => {
      const before = 'class before "before"\ntemplate lines { "a ${class}" }\n';
      // What an open comment swallows cannot be read.
      const after = mistake.startsWith('/*') ? '' : '\nclass after "after"\nrecipe last { prompt: lines }\n';
      const { names } = createDocument('a.vlprompt', before + mistake + after);
      const expected = after === '' ? ['before', 'lines'] : ['before', 'lines', 'after', 'last'];
      assert.deepEqual(
        [...names.keys()].filter((name) => name !== 'x'),
        expected,
      );
    });
  }

  it('is told in the author’s words', () => {
    const { syntax, text } = createDocument('a.vlprompt', 'recipe x { prompt: "a"\nclass b "b"');
    assert.deepEqual(
      syntax.map(({ message, at }) => [text.slice(at.start, at.end), message]),
      [['class', 'Here `}` is expected, not `class`.']],
    );
  });

  it('at the end of the file points to the last word', () => {
    const { syntax, text } = createDocument('a.vlprompt', 'recipe x { prompt: "a"');
    assert.deepEqual(
      syntax.map(({ message, at }) => [text.slice(at.start, at.end), message]),
      [['"a"', 'Here `}` is expected, not the end of the file.']],
    );
  });
});
