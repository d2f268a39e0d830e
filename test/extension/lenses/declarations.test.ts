import assert from 'node:assert/strict';
import fc from 'fast-check';
import { declarationsIn } from '../../../src/extension/lenses/declarations.ts';

describe('declarations in a text', () => {
  it('are found with their lines, whole or broken', () => {
    const text =
      'class a "a"\nrecipe preview {\n  prompt: "recipe in words"\n}\n  evaluate zero-shot {\nrecipe broken\ncurate train {\n';
    assert.deepEqual(declarationsIn(text), [
      { kind: 'class', name: 'a', line: 0 },
      { kind: 'recipe', name: 'preview', line: 1 },
      { kind: 'evaluate', name: 'zero-shot', line: 4 },
      { kind: 'recipe', name: 'broken', line: 5 },
      { kind: 'curate', name: 'train', line: 6 },
    ]);
  });

  it('are not made of words that only begin alike, nor of a keyword without a name', () => {
    assert.deepEqual(declarationsIn('recipes a {\nrecipe {\nevaluate\n// recipe a {'), []);
  });

  it('are not what comments and long strings say; what is not closed yet hides nothing', () => {
    const hidden = 'class a "a"\n/*\nrecipe b {\n*/\ntemplate t { """\nrecipe c {\n""" }\n';
    assert.deepEqual(
      declarationsIn(`${hidden}// "\nclass d "/*"\n/* \nrecipe e {`).map(({ name }) => name),
      ['a', 'd', 'e'],
    );
  });

  it('each stand in a line of their own, in any text', () => {
    const line = fc.oneof(fc.string(), fc.constantFrom('recipe a {', 'evaluate b {', '\r', '\t recipe c'));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n');
        const found = declarationsIn(text).map(({ line }) => line);
        assert.deepEqual(
          found,
          [...new Set(found)].sort((a, b) => a - b),
        );
        assert.ok(found.every((line) => line < text.split('\n').length));
      }),
    );
  });
});
