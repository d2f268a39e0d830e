import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nudged } from '../../../src/extension/commands/nudged.ts';

/** The line after the change, with the words between `<` and `>` before and after. */
function nudgedLine(marked: string, by: number): string | undefined {
  const start = marked.indexOf('<');
  const end = marked.indexOf('>') - 1;
  const line = marked.replace(/[<>]/gu, '');
  const change = nudged(line, start, end, by);
  if (change === undefined) return undefined;
  const text = line.slice(0, change.start) + change.text + line.slice(change.end);
  const { words } = change;
  return `${text.slice(0, words.start)}<${text.slice(words.start, words.end)}>${text.slice(words.end)}`;
}

describe('nudging a weight', () => {
  for (const [before, by, expected] of [
    ['"a <red> shirt"', 0.05, '"a (<red>:1.05) shirt"'],
    ['"a (<red>:1.05) shirt"', 0.05, '"a (<red>:1.1) shirt"'],
    ['"a (<red>:1.05) shirt"', -0.05, '"a <red> shirt"'],
    ['"a <red> shirt"', -0.05, '"a (<red>:0.95) shirt"'],
    ['"a (<red shirt>:2)"', 0.05, '"a (<red shirt>:2)"'],
    ['"a (<red>:0.05) shirt"', -0.05, '"a (<red>:0.05) shirt"'],
    ['"a ((<red>)) shirt"', 0.05, '"a (((<red>:1.05))) shirt"'],
  ] as const) {
    it(`${before} ${by > 0 ? 'up' : 'down'}`, () => assert.equal(nudgedLine(before, by), expected));
  }

  it('leaves white space alone', () => assert.equal(nudgedLine('"a< >b"', 0.05), undefined));

  it('comes back: as many steps down as up change nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]*[a-z][a-z ]*$/u), fc.integer({ min: 1, max: 18 }), (words, steps) => {
        let marked: string | undefined = `"<${words}>, and"`;
        for (let step = 0; step < steps; step++) marked = nudgedLine(marked ?? '', 0.05);
        for (let step = 0; step < steps; step++) marked = nudgedLine(marked ?? '', -0.05);
        assert.equal(marked, `"<${words}>, and"`);
      }),
    );
  });
});
