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
  'recipe x { zip(steps, guidance }',
  'recipe x { zip guidance, steps }',
  'recipe x { zip() }',
  'recipe x { skip steps > 3 }',
  'recipe x { skip where (steps > 3 }',
  'recipe x { steps = 20 }',
  'recipe x { extends }',
  'recipe x extends base { }',
  'recipe x ( prompt: "a" )',
  'recipe x { prompt: "a"; steps: 3 }',
  'curate x { keep where not }',
  'curate x { drop where score == 3 }',
  'curate x { keep where class in [a, }',
  'curate x { balance: 40 per }',
  'curate x { split: train 80% val 20% }',
  'curate x { export: imagefolder, "out" }',
  'learn x { shots: few 16 per class',
  'benchmark x "y"',
  'wildcard x "file.txt"',
  'wildcard x { red blue }',
  'data x from "d" { labels: "l.csv" column }',
  'import { a from "b"',
  'import { a } "b"',
  'import {} from',
  'class check "x"',
  'class x: "words"',
  'let x: 3',
  'group x = a b',
  'template x { "a", "b" }',
  "class x 'words'",
  '# a comment',
  'clas x "words"',
  'evaluate x { expct accuracy >= 3% }',
  'evaluate x { expect accuracy 80% }',
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
        [...names.keys()].filter((name) => name !== 'x' && name !== 'check'),
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

describe('the remedy', () => {
  const remedies: readonly (readonly [string, RegExp, string?])[] = [
    ['model m "starter/clip"', /add `=`/, 'model m = "starter/clip"'],
    ['data d "folder"', /add `from`/, 'data d from "folder"'],
    ['benchmark b "folder"', /add `from`/, 'benchmark b from "folder"'],
    ['wildcard w "w.txt"', /add `from`/, 'wildcard w from "w.txt"'],
    ['class a = "words"', /take out `=`/, 'class a  "words"'],
    ['let w 3', /add `=`/, 'let w = 3'],
    ['group g a, b', /add `=`/, 'group g = a, b'],
    ['group g = a b', /separated by commas/, 'group g = a , b'],
    ['class check "x"', /`check` is a word of the language/],
    ['recipe r extends base { }', /`extends` is a setting/],
    ['recipe r ( )', /in braces/],
    ['import a from "x"', /`import \{ a \} from/],
    ['import from "x"', /without `from`/],
    ['curate c { keep score > 1 }', /add `where`/, 'curate c { keep where score > 1 }'],
    ['curate c { keep where score > 1 and }', /After `and` a condition/],
    ['template t { "a", "b" }', /without commas/, 'template t { "a" "b" }'],
    ['clas a "x"', /did you mean `class`/, 'class a "x"'],
    ['# words', /begins with `\/\/`/],
    ["class a 'x'", /double quotes/, 'class a "x"'],
    ['class a “x”', /straight quotes/, 'class a "x"'],
    ['recipe r { steps: 3; }', /take out `;`/],
  ];
  for (const [wrong, says, right] of remedies) {
    it(`is told: ${wrong}`, () => {
      const [found] = createDocument('a.vlprompt', wrong).syntax;
      assert.match(found?.message ?? '', says);
      const { fix } = found ?? {};
      assert.equal(fix && wrong.slice(0, fix.at.start) + fix.text + wrong.slice(fix.at.end), right);
    });
  }
});
