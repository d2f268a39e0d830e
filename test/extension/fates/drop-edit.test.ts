import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dropEdit } from '../../../src/extension/fates/drop-edit.ts';
import type { ChoicePoint } from '../../../src/protocol/language.ts';

/** What a text is without the option between the marks; the text itself where nothing is offered. */
function without(marked: string, kind: ChoicePoint['kind']): string {
  const at = marked.indexOf('‹');
  const option = marked.slice(at + 1, marked.indexOf('›'));
  const text = marked.replace(/[‹›]/g, '');
  const edit = dropEdit(text, at, option, kind);
  return edit ? text.slice(0, edit.start) + edit.text + text.slice(edit.end) : text;
}

describe('dropping an option', () => {
  it('leaves the other variants', () => {
    for (const [marked, left] of [
      ['a {‹red›|blue|green} bag', 'a {blue|green} bag'],
      ['a {red|‹blue›|green} bag', 'a {red|green} bag'],
      ['a {red|blue|‹green›} bag', 'a {red|blue} bag'],
      ['a {‹red›|blue} bag', 'a blue bag'],
      ['a {red|‹blue›} bag', 'a red bag'],
      ['a { red | ‹blue› | green } bag', 'a { red | green } bag'],
      ['a {2::‹red›|1::blue|green} bag', 'a {1::blue|green} bag'],
      ['a {‹red›|1::blue} bag', 'a {1::blue} bag'],
      ['a {2$$‹red›|blue|green} bag', 'a {2$$red|blue|green} bag'],
      ['a {red {big|‹small›}|blue} bag', 'a {red big|blue} bag'],
      ['a {‹red {big|small}›|blue|green} bag', 'a {blue|green} bag'],
      ['a {‹red›} bag', 'a {red} bag'],
    ] as const) {
      assert.equal(without(marked, 'variant'), left, marked);
    }
  });

  it('leaves the other lines', () => {
    for (const [marked, left] of [
      ['red\n‹blue›\ngreen\n', 'red\ngreen\n'],
      ['red\n‹blue›', 'red\n'],
      ['colours:\n  - red\n  - ‹blue›\n', 'colours:\n  - red\n'],
      ['colours:\n  - "‹blue›"\n', 'colours:\n'],
      ['{"colours": ["red", "‹blue›"]}', '{"colours": ["red", "blue"]}'],
    ] as const) {
      assert.equal(without(marked, 'wildcard'), left, marked);
    }
    const template = 'template photo {\n  "a photo"\n  ‹"a picture"›\n}\n';
    assert.equal(without(template, 'line'), 'template photo {\n  "a photo"\n}\n');
    const prompt = 'recipe r { prompt: ‹"a photo"› }';
    assert.equal(without(prompt, 'line'), prompt.replace(/[‹›]/g, ''));
  });

  it('leaves the other values of a constant', () => {
    for (const [marked, left] of [
      ['let kind = ["‹photo›", "product photo", "sketch"]', 'let kind = ["product photo", "sketch"]'],
      ['let kind = ["photo", "‹product photo›", "sketch"]', 'let kind = ["photo", "sketch"]'],
      ['let kind = ["photo", "‹sketch›"]', 'let kind = ["photo"]'],
      ['let size = [1, ‹2›, 3]', 'let size = [1, 3]'],
      ['let kind = ["‹photo›"]', 'let kind = ["photo"]'],
      ['let size = ‹1..9›', 'let size = 1..9'],
    ] as const) {
      assert.equal(without(marked, 'constant'), left, marked);
    }
  });

  it('changes nothing where the text is another one by now', () => {
    assert.equal(dropEdit('a {red|blue} bag', 3, 'pink', 'variant'), undefined);
    assert.equal(dropEdit('', 0, 'red', 'wildcard'), undefined);
  });

  it('leaves every other variant, once, in any list of them', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(words, fc.nat(), (options, chosen) => {
        const dropped = chosen % options.length;
        const marked = options.map((word, i) => (i === dropped ? `‹${word}›` : word)).join('|');
        const left = options.filter((_, i) => i !== dropped);
        const expected = left.length === 1 ? `a ${left[0]} bag` : `a {${left.join('|')}} bag`;
        assert.equal(without(`a {${marked}} bag`, 'variant'), expected);
      }),
    );
  });
});
