import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDocument } from '../../../src/language/document.ts';
import { brokenRegions } from '../../../src/language/format/broken.ts';
import { formatText } from '../../../src/language/format/format.ts';
import { formatHealthy, formatRange, formatTyped } from '../../../src/language/format/partial.ts';
import { applyChanges } from '../../../src/language/format/text-change.ts';
import { placeOf } from '../../../src/language/tree/places.ts';
import { cursorIn } from '../cursor.ts';
import { program, tokenSoup } from '../texts.ts';

/** The text with the range between the marks `⟦⟧` formatted. */
function ranged(marked: string): string {
  const start = marked.indexOf('⟦');
  const end = marked.replace('⟦', '').indexOf('⟧');
  const text = marked.replace('⟦', '').replace('⟧', '');
  return applyChanges(text, formatRange(createDocument('a.vlprompt', text), { start, end }));
}

/** The text after the character before the cursor was typed. */
function typed(marked: string): string {
  const { text, offset } = cursorIn(marked);
  return applyChanges(text, formatTyped(createDocument('a.vlprompt', text), offset, text.charAt(offset - 1)));
}

describe('formatting of a range', () => {
  const cases: readonly (readonly [title: string, marked: string, formatted: string])[] = [
    [
      'changes whole declarations and nothing else',
      'class   a   "x"\n\nlet  ⟦ w⟧ =  3\n\n\n\nclass  b  "y"',
      'class   a   "x"\n\nlet w = 3\n\n\n\nclass  b  "y"',
    ],
    [
      'keeps the columns of neighbours',
      'class a    "x"\nclass⟦⟧ b "y"\nclass long "z"',
      'class a    "x"\nclass b    "y"\nclass long "z"',
    ],
    [
      'is not hindered by an error elsewhere',
      'class = = =\nlet⟦⟧  w=3\nrecipe r { prompt: ( }',
      'class = = =\nlet w = 3\nrecipe r { prompt: ( }',
    ],
    ['is not hindered by an open string elsewhere', 'class a "x\nlet⟦⟧  w=3\n', 'class a "x\nlet w = 3\n'],
    ['is not hindered by an open comment', 'let⟦⟧  w=3\n/* open', 'let w = 3\n/* open'],
    ['is not hindered by characters that are no tokens', '§ §\nlet⟦⟧  w=3', '§ §\nlet w = 3\n'],
    ['leaves a broken declaration as it is', 'class ⟦  a⟧ = =\nlet  w=3', 'class   a = =\nlet  w=3'],
    ['sets a declaration back to the margin', 'let a = 1\n   let⟦⟧  w=3', 'let a = 1\nlet w = 3\n'],
    ['formats comments in it', 'let a = 1\n⟦   // here⟧\nlet  w=3', 'let a = 1\n// here\nlet  w=3'],
  ];
  for (const [title, marked, formatted] of cases) it(title, () => assert.equal(ranged(marked), formatted));

  it('of everything is the canonical form', () => {
    fc.assert(
      fc.property(program, (text) => {
        const whole = formatRange(createDocument('a.vlprompt', text), { start: 0, end: text.length });
        // What stands before the first and after the last declaration belongs to no range.
        assert.equal(applyChanges(text, whole).trim(), formatText(text).trim());
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('formatting of one declaration', () => {
  const declarationIn = (text: string, index: number) => {
    const declaration = createDocument('a.vlprompt', text).tree.declarations[index];
    const { start, end } = declaration ? placeOf(declaration) : { start: 0, end: 0 };
    return text.slice(start, end);
  };

  it('makes of it what formatting the whole file makes of it', () => {
    fc.assert(
      fc.property(program, fc.nat(7), (text, index) => {
        const document = createDocument('a.vlprompt', text);
        const declaration = document.tree.declarations[index];
        fc.pre(declaration !== undefined);
        const formatted = applyChanges(text, formatRange(document, placeOf(declaration)));
        assert.equal(declarationIn(formatted, index), declarationIn(formatText(text), index));
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('formatting around errors', () => {
  it('changes nothing but white space', () => {
    fc.assert(
      fc.property(program, tokenSoup, program, (first, soup, second) => {
        const text = `${first}\n${soup}\n${second}`;
        const ink = (written: string) => written.replace(/\s+/g, '');
        assert.equal(ink(applyChanges(text, formatHealthy(text))), ink(text));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('of a formatted text changes nothing', () => {
    fc.assert(
      fc.property(program, tokenSoup, (healthy, soup) => {
        const once = applyChanges(`${healthy}\n${soup}`, formatHealthy(`${healthy}\n${soup}`));
        assert.equal(applyChanges(once, formatHealthy(once)), once);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('leaves broken regions untouched', () => {
    const text = 'class  a  "x"\nclass = =  =\nlet  b  = 3\n}\nlet  c  = 4';
    assert.deepEqual(
      brokenRegions(text).map(({ start, end }) => text.slice(start, end)),
      ['class = =  =', '}'],
    );
    assert.equal(applyChanges(text, formatHealthy(text)), 'class a "x"\nclass = =  =\nlet b = 3\n}\nlet c = 4\n');
  });
});

describe('formatting while typing', () => {
  const cases: readonly (readonly [title: string, marked: string, formatted: string])[] = [
    ['a brace that closes a body', 'recipe r {\n steps:20\n   }<|>', 'recipe r {\n  steps: 20\n}'],
    ['a brace in a prompt', 'let  a = "{x}<|>"', 'let  a = "{x}"'],
    ['a brace that closes a body on one line adds no line', 'recipe r {steps:20}<|>', 'recipe r {steps: 20}'],
    ['a line break formats the line above', 'recipe r {\n  steps:20\n    <|>\n}', 'recipe r {\n  steps: 20\n    \n}'],
    ['a line break after a declaration', 'class   a  "x"\n<|>', 'class a "x"\n'],
    [
      'a line break leaves the line of the cursor alone',
      'recipe r {\n  steps:20\n     <|>seed:   3\n}',
      'recipe r {\n  steps: 20\n     seed:   3\n}',
    ],
    ['a line break in a string', 'let  a = """x\n<|>"""', 'let a = """x\n"""'],
    ['a line break in a broken declaration', 'recipe r {\n steps:20\n<|>', 'recipe r {\n steps:20\n'],
    [
      'a line break between declarations',
      'class  a  "x"\n\n\n<|>\n\nclass  b  "y"',
      'class a "x"\n\n\n\n\nclass  b  "y"',
    ],
  ];
  for (const [title, marked, formatted] of cases) it(title, () => assert.equal(typed(marked), formatted));
});
