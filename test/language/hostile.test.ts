import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkAll } from '../../src/language/checks/check.ts';
import { createDocument } from '../../src/language/document.ts';
import { completionsAt } from '../../src/language/features/completion.ts';
import { foldingRanges } from '../../src/language/features/folding.ts';
import { hoverAt } from '../../src/language/features/hover.ts';
import { rename } from '../../src/language/features/rename.ts';
import { documentSymbols } from '../../src/language/features/symbols.ts';
import { formatText } from '../../src/language/format/format.ts';
import { anyText, program, tokenSoup } from './texts.ts';

/** Everything an editor would ask of a text while its author types. */
async function askEverything(text: string, offset: number): Promise<void> {
  const document = createDocument('hostile.vlprompt', text);
  const { problems } = await checkAll(document, { folderExists: async () => true });
  for (const { at } of problems)
    assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length, JSON.stringify(at));
  documentSymbols(document);
  foldingRanges(document);
  hoverAt(document, offset);
  completionsAt(document, offset);
  rename(document, offset, 'other');
  formatText(text);
}

describe('whatever stands in a file', () => {
  for (const [title, texts] of Object.entries({
    'any characters': anyText,
    'tokens in any order': tokenSoup,
    programs: program,
  })) {
    it(`is answered: ${title}`, async () => {
      await fc.assert(
        fc.asyncProperty(texts, fc.nat(), async (text, at) => askEverything(text, at % (text.length + 1))),
        { numRuns: 300, seed: 20_260, endOnFailure: false },
      );
    });
  }

  const large: readonly (readonly [string, string])[] = [
    ['a megabyte in one string', `class a "${'x'.repeat(1_000_000)}"`],
    ['a megabyte of a name', 'a'.repeat(1_000_000)],
    ['a megabyte of hyphenated name', 'a-'.repeat(500_000)],
    ['a megabyte of digits', '1'.repeat(1_000_000)],
    ['a megabyte of spaces', `a${' '.repeat(1_000_000)}b`],
    ['open comments', '/* '.repeat(100_000)],
    ['quotes', '"'.repeat(100_000)],
    ['triple quotes', '""" '.repeat(50_000)],
    ['NUL', '\0'.repeat(100_000)],
    ['10 000 open braces', '{'.repeat(10_000)],
    ['10 000 open brackets', `recipe a { guidance: ${'['.repeat(10_000)}`],
    ['10 000 negations', `curate a { keep where ${'not '.repeat(10_000)} x }`],
    ['10 000 parentheses', `curate a { keep where ${'('.repeat(10_000)}x${')'.repeat(10_000)} }`],
    ['10 000 nested variants', `template t { "${'{'.repeat(10_000)}${'}'.repeat(10_000)}" }`],
    [
      'many variants',
      `class a "a" class b "b" recipe r { prompt: "\${class} ${'{a|b}'.repeat(1000)}" } evaluate e { on: r prompt: "\${class} ${'{a|b}'.repeat(100)}" }`,
    ],
    ['colons in brackets in a prompt', `template t { "[${':'.repeat(100_000)}" }`],
    ['underscores in a prompt', `template t { "${'__a'.repeat(30_000)}" }`],
    [
      'constants that double',
      `${Array.from({ length: 60 }, (_, i) => `let a${i} = "\${a${i + 1}}\${a${i + 1}}"`).join('\n')}\nlet a60 = "x"\nrecipe r { prompt: "\${a0}" }`,
    ],
    [
      'a constant of itself',
      'let a = "${a}${a}${a}"\nrecipe r { prompt: "${a}" negative: a }\nclass c "${class}${class}"',
    ],
    [
      'lists of lists',
      `${Array.from({ length: 40 }, (_, i) => `let a${i} = [a${i + 1}, a${i + 1}]`).join('\n')}\nrecipe r { prompt: "x" guidance: a0 }`,
    ],
    ['long axes', 'recipe r { prompt: "x" guidance: 1..1000 steps: 1..1000 seed: 0..999 images: 10000 }'],
    [
      'an endless range',
      'recipe r { prompt: "x" guidance: 1..99999999999999999999 step 0.0000001 seed: 3..1 steps: 1..3 step 0 }',
    ],
    [
      'a long chain of groups',
      `${Array.from({ length: 3000 }, (_, i) => `group g${i} = g${i + 1}`).join('\n')}\nclass g3000 "x"`,
    ],
  ];
  for (const [title, text] of large) {
    it(`is answered: ${title}`, () => askEverything(text, Math.floor(text.length / 2)));
  }
});
