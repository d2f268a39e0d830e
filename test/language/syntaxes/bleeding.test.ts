import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText, tokenSoup } from '../texts.ts';
import { tokenize } from './tokenize.ts';

/** Signs that open something in a prompt. */
const openers = fc
  .array(fc.constantFrom('{', '(', '[', '"', '"""', '${', '__', '\\', '|', '::', '$$', ':0.5]', '<a:', ')', '}', ' '), {
    maxLength: 30,
  })
  .map((signs) => signs.join(''));

describe('what is open', () => {
  it('ends before the next declaration', async () => {
    const text = fc.oneof(openers, anyText, tokenSoup);
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom('', '"', '"""', 'recipe r { prompt: "'), async (inner, before) => {
        // A comment may hold declarations, and an open one swallows the file: the parser reads it so too.
        const open = `template t { ${before}${inner.replaceAll('/*', '').replaceAll('*/', '')}`;
        const lines = await tokenize('source.vlprompt', `${open}\nclass next "next"`);
        assert.deepEqual(
          lines.at(-1)?.map(({ scopes }) => scopes.at(-1)),
          [
            'storage.type.declaration.vlprompt',
            'source.vlprompt',
            'entity.name.type.class.vlprompt',
            'source.vlprompt',
            'punctuation.definition.string.begin.vlprompt',
            'string.quoted.double.vlprompt',
            'punctuation.definition.string.end.vlprompt',
          ],
        );
      }),
      { numRuns: 500, seed: 20_262 },
    );
  });

  it('ends with its line in a wildcard file', async () => {
    await fc.assert(
      fc.asyncProperty(openers, async (open) => {
        const lines = await tokenize('text.vlwildcard', `${open}\nred`);
        assert.deepEqual(lines.at(-1)?.at(0)?.scopes, ['text.vlwildcard', 'string.unquoted.vlwildcard']);
      }),
      { numRuns: 200, seed: 20_263 },
    );
  });

  for (const [title, inner] of [
    ['nested braces', '{'.repeat(10_000)],
    ['nested brackets of all kinds', '([{'.repeat(3000)],
    ['nested pairs', '{'.repeat(5000) + '}'.repeat(5000)],
    ['colons', `[${':'.repeat(10_000)}`],
    ['underscores', '__a'.repeat(5000)],
  ] as const) {
    it(`of a long line is coloured too: ${title}`, async () => {
      const lines = await tokenize('source.vlprompt', `template t { "${inner}"\nclass next "next"`);
      assert.equal(lines[1]?.[0]?.scopes.at(-1), 'storage.type.declaration.vlprompt');
    });
  }
});
