import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkText } from '../../../src/language/checks/check.ts';
import { createDocument } from '../../../src/language/document.ts';
import { formatText } from '../../../src/language/format/format.ts';
import { lex } from '../../../src/language/parser/parse.ts';
import { buildPlan } from '../../../src/language/plan/build-plan.ts';
import { anyText, program, tokenSoup } from '../texts.ts';

/** The plan without places in the text, which formatting is there to change. */
function meaningOf(text: string): unknown {
  const plan = buildPlan(createDocument('a.vlprompt', text), (document) => checkText(document));
  return JSON.parse(
    JSON.stringify(plan, (key, value: unknown) => (key === 'span' || key === 'source' ? undefined : value)),
  );
}

/** Everything but white space, in order. */
function inkOf(text: string): string[] {
  const { tokens, hidden } = lex(text);
  const all = [...tokens, ...hidden].toSorted((a, b) => a.startOffset - b.startOffset);
  return all.map((token) => (token.tokenType.name === 'BLOCK_COMMENT' ? token.image : token.image.replace(/\s+/g, '')));
}

describe('formatting', () => {
  it('changes nothing but white space', () => {
    fc.assert(
      fc.property(program, (text) => assert.deepEqual(inkOf(formatText(text)), inkOf(text))),
      { seed: 1, numRuns: 300 },
    );
  });

  it('of a formatted text changes nothing', () => {
    fc.assert(
      fc.property(program, (text) => assert.equal(formatText(formatText(text)), formatText(text))),
      { seed: 2, numRuns: 300 },
    );
  });

  it('never changes the plan', () => {
    fc.assert(
      fc.property(program, (text) => assert.deepEqual(meaningOf(formatText(text)), meaningOf(text))),
      { seed: 3, numRuns: 200 },
    );
  });

  it('does not depend on how the text was laid out', () => {
    const loosened = (text: string) => text.replace(/^ */gm, '\t\t').replaceAll('\n\n', '\n\n\n\n');
    fc.assert(
      fc.property(program, (text) => {
        fc.pre(!text.includes('/*'));
        assert.equal(formatText(loosened(formatText(text))), formatText(text));
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it('breaks lines alike before and after line breaks of texts were made alike', () => {
    for (let width = 90; width < 110; width++) {
      const text = `class a\r\n"x" { also: "y", """\n${'z'.repeat(width)}\n""" }`;
      assert.equal(formatText(formatText(text)), formatText(text));
    }
  });

  it('leaves no white space at the ends of lines', () => {
    const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, 'comment');
    fc.assert(
      fc.property(program, (text) => assert.doesNotMatch(withoutComments(formatText(text)), /[ \t]$/m)),
      { seed: 5, numRuns: 200 },
    );
  });

  it('leaves what it cannot read as it is, or formats it for good', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, tokenSoup), (text) => assert.equal(formatText(formatText(text)), formatText(text))),
      { seed: 6, numRuns: 500 },
    );
  });

  const cases: readonly (readonly [title: string, text: string, formatted: string])[] = [
    ['names and captions in columns', 'class a "x"\nclass  long   "y"', 'class a    "x"\nclass long "y"\n'],
    ['a blank line parts columns', 'class a "x"\n\n\n\nclass long "y"', 'class a "x"\n\nclass long "y"\n'],
    [
      'columns across bodies',
      'class a "x" { also: "z" }\nclass long "y"',
      'class a    "x" {\n  also: "z"\n}\nclass long "y"\n',
    ],
    [
      'comments behind the last line of a text',
      'let a = """\r\n  x\n""" // one\nlet b = "y" // two',
      'let a = """\r\n  x\r\n"""          // one\r\nlet b = "y"  // two\r\n',
    ],
    ['settings in columns', 'recipe r {\nprompt:"x"\n\tseed : 3 }', 'recipe r {\n  prompt: "x"\n  seed:   3\n}\n'],
    ['an empty body', 'recipe r {\n}', 'recipe r {}\n'],
    ['a comment in an empty body', 'recipe r { // c\n}', 'recipe r {  // c\n}\n'],
    [
      'comments at the ends of lines in columns',
      'class a "x" // one\nclass b "yyyy" // two',
      'class a "x"     // one\nclass b "yyyy"  // two\n',
    ],
    [
      'a comment within a list',
      'class a "x" { also: "y", // first\n"z" }',
      'class a "x" {\n  also: "y",  // first\n    "z"\n}\n',
    ],
    ['a comment above the closing brace', 'recipe r { seed: 3\n// last\n}', 'recipe r {\n  seed: 3\n  // last\n}\n'],
    ['documentation', '/// One.\nclass a "x"', '/// One.\nclass a "x"\n'],
    [
      'statements',
      'evaluate e{on:r expect recall( a )>=80 %  on lower bound}',
      'evaluate e {\n  on: r\n  expect recall(a) >= 80% on lower bound\n}\n',
    ],
    [
      'ranges and lists',
      'recipe r { guidance: 1..9  step 2 steps: [ 1 , 3 ] }',
      'recipe r {\n  guidance: 1..9 step 2\n  steps:    [1, 3]\n}\n',
    ],
    [
      'conditions',
      'curate c { keep where(a>1 or not(b=2)) and c in [ x,y ] }',
      'curate c {\n  keep where (a > 1 or not (b = 2)) and c in [x, y]\n}\n',
    ],
    ['a string over several lines as it is', 'template t { """\n   x\n """ }', 'template t {\n  """\n   x\n """\n}\n'],
    ['line ends of the author’s system', 'class a "x"\r\n\r\n\r\nclass b "y"', 'class a "x"\r\n\r\nclass b "y"\r\n'],
    [
      'a long list on several lines',
      `group g = ${Array.from({ length: 3 }, () => 'x'.repeat(50)).join(',')}`,
      `group g = ${'x'.repeat(50)},\n  ${'x'.repeat(50)},\n  ${'x'.repeat(50)}\n`,
    ],
    ['nothing', '', ''],
    ['white space', ' \n\n ', ''],
    ['a syntax error as it is', 'class   a = =', 'class   a = ='],
    ['an open comment as it is', 'class   a "x" /* c', 'class   a "x" /* c'],
    ['an open string as it is', 'class   a "x', 'class   a "x'],
  ];
  for (const [title, text, formatted] of cases) it(title, () => assert.equal(formatText(text), formatted));
});
