import assert from 'node:assert/strict';
import { code } from '../../../src/language/features/markdown.ts';

describe('text as code in Markdown', () => {
  const cases: readonly (readonly [text: string, markdown: string])[] = [
    ['a  b', '`a  b`'],
    ['a \n\n b', '`a b`'],
    ['a\r\r![](https://a.b/c.png)', '`a ![](https://a.b/c.png)`'],
    ['``![](https://a.b/c.png)', '``` ``![](https://a.b/c.png) ```'],
    // Two backticks alone would open code that the next two, from another text, close.
    ['', '` `'],
  ];
  for (const [text, markdown] of cases)
    it(`stays inside: ${JSON.stringify(text)}`, () => assert.equal(code(text), markdown));

  it('may be of any length', () => {
    assert.ok(code('` '.repeat(500_000)).startsWith('`` ` `'));
    assert.ok(code(`a${' '.repeat(500_000)}b`).startsWith('`a '));
  });
});
