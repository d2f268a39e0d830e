/** @file Whatever stands in a wildcard file and around it, every question has an answer. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChanges } from '../../../../src/language/format/text-change.ts';
import { actionsFor } from '../../../../src/language/wildcard/features/actions.ts';
import { checkView } from '../../../../src/language/wildcard/features/check-view.ts';
import { completionsAt } from '../../../../src/language/wildcard/features/completion.ts';
import { summaryOf } from '../../../../src/language/wildcard/features/counts.ts';
import { hoverAt } from '../../../../src/language/wildcard/features/hover.ts';
import { namesAt, placesAt } from '../../../../src/language/wildcard/features/names.ts';
import { wildcardSymbols } from '../../../../src/language/wildcard/features/symbols.ts';
import { formatLines } from '../../../../src/language/wildcard/format-lines.ts';
import { valuesBelow } from '../../../../src/language/wildcard/match.ts';
import { parseWildcardFile } from '../../../../src/language/wildcard/wildcard-file.ts';
import { viewOf } from './views.ts';

const pieces = [
  'red',
  '__w__',
  '__w/a__',
  '__*__',
  '{a|b}',
  '${x}',
  '3::',
  '0::',
  '\n',
  '\r\n',
  '# ',
  '- ',
  'a: ',
  '[',
  ']',
  '{',
  '}',
  '"',
  ',',
  '  ',
  '&x ',
  '*x ',
  '\0',
  '\uFEFF',
  '\uD800',
  '__proto__: ',
];
const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join(''));

describe('hostile wildcard files in the editor', () => {
  for (const ending of ['txt', 'yaml', 'json']) {
    it(`in .${ending}`, () => {
      const prompts = `wildcard w from "w.${ending}"\nwildcard v from "w.${ending}"\nclass c "__w/a__"\nrecipe r { prompt: "\${class} __w__ __v/*__" }`;
      fc.assert(
        fc.property(soup, fc.nat(60), fc.boolean(), (text, at, isRead) => {
          const { view } = viewOf(`w.${ending}`, text.replaceAll('<|>', ''), isRead ? { 'a.vlprompt': prompts } : {});
          const offset = Math.min(at, text.length);
          checkView(view);
          summaryOf(view);
          hoverAt(view, offset);
          completionsAt(view, offset);
          namesAt(view, offset);
          placesAt(view, offset, true);
          wildcardSymbols(view.file, view.lines);
          actionsFor(view.file, { start: offset, end: offset });
        }),
        { seed: 17, numRuns: 400 },
      );
    });

    it(`sorting in .${ending} keeps every value`, () => {
      fc.assert(
        fc.property(soup, (text) => {
          const file = parseWildcardFile(`w.${ending}`, text);
          if (file.problems.some(({ severity }) => severity === 'error')) return;
          const sort = actionsFor(file, { start: 0, end: text.length }).find(({ title }) => title === 'Sort values');
          const after = parseWildcardFile(`w.${ending}`, applyChanges(text, sort?.changes ?? []));
          assert.deepEqual(textsOf(after), textsOf(file));
        }),
        { seed: 18, numRuns: 2000 },
      );
    });
  }

  it('formatting keeps every value and changes nothing twice', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const formatted = applyChanges(text, formatLines(text));
        assert.deepEqual(formatLines(formatted), []);
        assert.deepEqual(textsOf(parseWildcardFile('w.txt', formatted)), textsOf(parseWildcardFile('w.txt', text)));
      }),
      { seed: 19, numRuns: 2000 },
    );
  });
});

function textsOf(file: ReturnType<typeof parseWildcardFile>): string[] {
  return valuesBelow([file.root])
    .map(({ text }) => text.text)
    .toSorted();
}
