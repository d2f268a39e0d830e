import assert from 'node:assert/strict';
import fc from 'fast-check';
import { expressible, quotedPrompt } from '../../../src/language/exchange/recipe/quote-prompt.ts';
import type { Dialect } from '../../../src/language/plan/plan.ts';
import { readQuoted } from '../../../src/language/prompt/quoted.ts';
import { drawPrompt } from '../../../src/language/prompt/resolve.ts';
import { scanPrompt } from '../../../src/language/prompt/scan.ts';

const noNames = { interpolation: () => undefined, wildcard: () => undefined };

/** What our grammar makes of a string. */
function resolved(raw: string, dialect: Dialect): string {
  const quoted = readQuoted(raw, 0);
  assert.ok(quoted.isClosed, raw);
  const { parts, problems } = scanPrompt(quoted, 'a.vlprompt');
  assert.deepEqual(
    problems.filter(({ kind }) => kind !== 'extra-network'),
    [],
    raw,
  );
  return drawPrompt(parts, noNames, () => [], 'prompt', dialect).text;
}

/** Pieces that mean something to somebody, and pieces that mean nothing. */
const pieces = fc.oneof(
  fc.constantFrom(
    ...[
      '{',
      '}',
      '|',
      '$',
      '${',
      '_',
      '__',
      '"',
      '"""',
      '\n',
      '\n\n',
      '\r',
      '\t',
      ' ',
      '  ',
      '::',
      '$$',
      'a',
      'fox',
      '\0',
    ],
    ...[
      '(',
      ')',
      '[',
      ']',
      ':1.2)',
      '\\(',
      '\\)',
      '\\[',
      '\\]',
      '\\\\',
      '\\:',
      '\\|',
      'BREAK',
      '//',
      '/*',
      '*/',
      '///',
    ],
    ...[
      '<lora:a__b__c:0.7>',
      '<',
      '>',
      '<a:',
      '__x__',
      '__a/b*__',
      '${class}',
      '{2$$a|b}',
      'é',
      '狐',
      '😀',
      '\u2028',
      '\ufeff',
      '\u202e',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => !text.includes('\\')),
);
const prompts = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(''));

describe('a literal prompt as a string of ours', () => {
  for (const dialect of ['a1111', 'a1111-nonorm'] as const) {
    it(`resolves to itself, byte for byte, in ${dialect}`, () => {
      fc.assert(
        fc.property(prompts, (text) => {
          const words = expressible(text, dialect);
          assert.equal(resolved(quotedPrompt(words, dialect), dialect), words);
        }),
        { numRuns: 3000 },
      );
    });
  }

  it('loses nothing that A1111 reads: only backslashes before ordinary characters fall away', () => {
    assert.equal(expressible('a \\(b\\) \\\\ \\: c', 'a1111'), 'a \\(b\\) \\\\ \\: c');
    assert.equal(expressible('\\a C:\\x \\', 'a1111'), 'a C:x ');
    fc.assert(
      fc.property(prompts, (text) =>
        assert.equal(expressible(text, 'a1111'), text.replace(/\p{Surrogate}/gu, '\uFFFD')),
      ),
    );
  });

  it('resolves to itself in Comfy’s dialect, a backslash that is one being written as two', () => {
    fc.assert(
      fc.property(prompts, (text) => {
        const words = expressible(text, 'comfy');
        assert.equal(resolved(quotedPrompt(words, 'comfy'), 'comfy'), words.replace(/\\(?![()])/g, '\\\\'));
      }),
      { numRuns: 3000 },
    );
  });

  it('resolves to itself where brackets mean nothing', () => {
    fc.assert(
      fc.property(prompts, (text) => {
        const words = expressible(text, 'none');
        assert.equal(resolved(quotedPrompt(words, 'none'), 'none'), words);
      }),
      { numRuns: 3000 },
    );
  });

  it('is written over lines when it has several', () => {
    assert.equal(quotedPrompt('a fox,\n\n  in "snow"', 'a1111'), '"""\n    a fox,\n\n      in \\"snow\\"\n  """');
    for (const text of ['a\n', '\na', ' a\n b', 'a \nb', 'a\r\nb', '\n']) {
      assert.match(quotedPrompt(text, 'a1111'), /^"[^"\n]*"$/, JSON.stringify(text));
    }
  });
});
