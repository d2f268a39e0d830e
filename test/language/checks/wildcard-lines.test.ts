import assert from 'node:assert/strict';
import { checkText } from '../../../src/language/checks/check.ts';
import { createDocument } from '../../../src/language/document.ts';

describe('values that a prompt file lists', () => {
  const cases: readonly (readonly [string, string[]])[] = [
    ['"red" "3::blue" "a::b"', []],
    ['"red" "-1::blue"', ['bad-weight “-1”']],
    ['"red" "1,5::blue"', ['bad-weight “1,5”']],
    ['"red" "0::blue"', ['never-chosen “"0::blue"”']],
    ['"0::red" "0::blue"', ['bad-weight “"0::red"”']],
    ['"red" "blue" "2::red"', ['duplicate-value “"2::red"”']],
  ];
  for (const [values, expected] of cases) {
    it(values, () => {
      const text = `wildcard w { ${values} }\nlet a = "__w__"\n`;
      const problems = checkText(createDocument('a.vlprompt', text)).filter(
        ({ code }) => code !== 'unused' && code !== 'empty-wildcard',
      );
      assert.deepEqual(
        problems.map(({ code, at }) => `${code} “${text.slice(at.start, at.end)}”`),
        expected,
      );
    });
  }
});
