import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkText } from '../../../src/language/checks/check.ts';
import { createDocument } from '../../../src/language/document.ts';
import { lex } from '../../../src/language/parser/parse.ts';

const errorsOf = (text: string) =>
  checkText(createDocument('a.vlprompt', `class cat "cat"\n${text}`)).filter(({ severity }) => severity === 'error');

/** One mistake, and the one sentence that it is told in. */
const mistakes: readonly (readonly [text: string, sentence: RegExp])[] = [
  ['recipe r { prompt: “a ${class}” images: 4 }', /straight quotes/],
  ['recipe r { prompt: „a ${class}“ }', /straight quotes/],
  ["recipe r { prompt: 'a ${class}, {red|blue}' }", /double quotes/],
  ['recipe r { prompt: `a ${class}` }', /double quotes/],
  ['recipe r { prompt: «a ${class}» }', /straight quotes/],
  ['class class "class"', /`class` is a word of the language and no name for a class/],
  ['class recipe "recipe"', /`recipe` is a word/],
  ['class from "from"', /`from` is a word/],
  ['class column "column"', /`column` is a word/],
  ['class on "on" { also: "x" }', /`on` is a word/],
  ['group check = cat', /`check` is a word/],
  ['recipe model { prompt: "x" }', /`model` is a word/],
  ['recipe r { prompt: "${class}" skip where class = cat && steps = 2 }', /`and`, not `&&`/],
  ['recipe r { prompt: "${class}" skip where steps = 2 || steps = 3 }', /`or`, not `\|\|`/],
  ['data d from "d" evaluate e { on: d classes: cat, dog check accuracy => 5% } class dog "dog"', /`>=`, not `=>`/],
];

describe('Slips of the hand', () => {
  for (const [text, sentence] of mistakes) {
    it(`are told once: ${text}`, () => {
      const errors = errorsOf(text);
      assert.equal(errors.length, 1, errors.map(({ message }) => message).join('\n'));
      assert.match(errors[0]?.message ?? '', sentence);
    });
  }

  it('mend foreign quotes', () => {
    const text = 'recipe r { prompt: “a cat” }';
    const fix = errorsOf(text)[0]?.fix;
    assert.equal(fix?.text, '"a cat"');
    assert.equal(`class cat "cat"\n${text}`.slice(fix.at.start, fix.at.end), '“a cat”');
  });

  it('are not seen in strings and comments', () => {
    assert.deepEqual(errorsOf('recipe r { prompt: "it\'s “a” && b" } // don\'t && “won’t”'), []);
  });

  for (const condition of ['class in [cat]', 'not class and steps = 2', '(class or steps = 2) and class in [cat, dog]'])
    it(`are no words of a condition: ${condition}`, () => {
      const text = `class dog "dog" recipe r { prompt: "\${class}" steps: [1, 2] skip where ${condition} }`;
      assert.deepEqual(createDocument('a.vlprompt', text).syntax, []);
    });

  it('leave missing names what they are', () => {
    assert.match(errorsOf('data from "x"')[0]?.message ?? '', /needs a name/);
    assert.match(errorsOf('class\nrecipe r { prompt: "x" }')[0]?.message ?? '', /needs a name/);
  });

  it('keep every token in its place', () => {
    const pieces = fc.constantFrom(
      '“',
      '”',
      "'",
      '`',
      '"',
      '\\',
      '&&',
      '||',
      '=>',
      '=',
      '>',
      'class',
      'x',
      ' ',
      '\n',
      '//',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        let end = 0;
        for (const { image, startOffset } of lex(text).tokens) {
          assert.ok(startOffset >= end);
          end = startOffset + image.length;
          assert.ok(end <= text.length);
          // Mended tokens are what they were meant as.
          if (!/^["<>]/.test(image)) assert.equal(text.slice(startOffset, end), image);
        }
      }),
    );
  });
});
