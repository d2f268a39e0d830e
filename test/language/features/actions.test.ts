import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDocument } from '../../../src/language/document.ts';
import { actionsFor } from '../../../src/language/features/actions/actions.ts';
import { quickFixes } from '../../../src/language/features/actions/fixes.ts';
import { textHints } from '../../../src/language/features/inlay-hints.ts';
import { anyText, program, tokenSoup } from '../texts.ts';

describe('actions and hints on any text', () => {
  it('change places of the text, none of them twice', () => {
    fc.assert(
      fc.property(fc.oneof(program, tokenSoup, anyText), fc.nat(400), fc.nat(40), (text, from, length) => {
        const document = createDocument('a.vlprompt', text);
        const start = Math.min(from, text.length);
        const range = { start, end: Math.min(start + length, text.length) };
        const context = { document, documents: [document], range };
        for (const { title, changes } of [...actionsFor(context), ...quickFixes(context)]) {
          const inOrder = changes.map(({ at }) => at).toSorted((a, b) => a.start - b.start || a.end - b.end);
          let end = 0;
          for (const at of inOrder) {
            assert.ok(end <= at.start && at.start <= at.end && at.end <= text.length, title);
            end = at.end;
          }
        }
        for (const { offset } of textHints(document, range)) assert.ok(offset <= text.length);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
