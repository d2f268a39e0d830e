import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileCondition } from '../../../../src/language/conditions/compile.ts';
import { evaluate } from '../../../../src/language/conditions/evaluate.ts';
import { imageFields } from '../../../../src/language/conditions/fields.ts';
import { createDocument } from '../../../../src/language/document.ts';
import {
  askedOf,
  isAsked,
  termsOf,
  toggledPart,
  toggledValue,
  without,
} from '../../../../src/webviews/review/finding/facet-conditions.ts';

/** As the language reads it. */
function compiled(where: string) {
  const document = createDocument('a.vlprompt', `class dent "d" curate c { keep where ${where} }`);
  assert.deepEqual(document.syntax, [], where);
  const curate = document.names.get('c');
  const filter = curate?.keyword === 'curate' ? curate.body?.members[0] : undefined;
  const condition = filter?.$type === 'Filter' ? filter.condition : undefined;
  return compileCondition(document, condition, imageFields) ?? assert.fail(`no condition: ${where}`);
}

describe('a click on a facet', () => {
  it('asks for a value, for several of one field, and no more', () => {
    const one = toggledValue('', 'class', 'dent');
    assert.equal(one, 'class = dent');
    const two = toggledValue(one, 'class', 'hole');
    assert.equal(two, 'class in [dent, hole]');
    assert.equal(toggledValue(two, 'class', 'dent'), 'class = hole');
    assert.equal(toggledValue(one, 'class', 'dent'), '');
    assert.ok(isAsked(two, 'class', 'hole'));
    assert.ok(!isAsked(two, 'class', 'stain'));
  });

  it('leaves what else was written as it was', () => {
    assert.equal(
      toggledValue('score > 0.2 and prompt ~ "a and b"', 'class', 'dent'),
      'score > 0.2 and prompt ~ "a and b" and class = dent',
    );
    assert.equal(
      toggledValue('score > 0.2 or class = dent', 'steps', '20'),
      '(score > 0.2 or class = dent) and steps = 20',
    );
    assert.equal(without('score > 0.2 and class = dent', 'class = dent'), 'score > 0.2');
    assert.equal(toggledValue('(a = 1 or b = 2) and class = dent', 'class', 'dent'), '(a = 1 or b = 2)');
    assert.deepEqual(termsOf('not (a = 1 and b = 2) and c = "x or y"'), ['not (a = 1 and b = 2)', 'c = "x or y"']);
  });

  it('quotes what is no name, and what is a text', () => {
    assert.equal(toggledValue('', 'prompt', 'a "big"\\dent'), 'prompt = "a \\"big\\"\\\\dent"');
    assert.equal(toggledValue('', 'class', 'in'), 'class = "in"');
    assert.equal(toggledValue('', 'tag', '7'), 'tag = "7"');
    assert.equal(toggledValue('', 'steps', '7'), 'steps = 7');
    assert.equal(toggledValue('', 'size', '64x64'), 'size = 64x64');
  });

  it('asks for a part of a range, widens, narrows, and takes out', () => {
    const part = (least: number, most: number) => ({ least, most });
    const one = toggledPart('', 'score', part(0.2, 0.25));
    assert.equal(one, 'score in 0.2..0.25');
    const wide = toggledPart(one, 'score', part(0.25, 0.3));
    assert.equal(wide, 'score in 0.2..0.3');
    assert.equal(toggledPart(wide, 'score', part(0.25, 0.3)), 'score in 0.25..0.3');
    assert.equal(toggledPart(one, 'score', part(0.2, 0.25)), '');
    assert.equal(askedOf('class = dent and score in 0.2..0.25', 'score'), 'score in 0.2..0.25');
    assert.equal(askedOf('scores = 1', 'score'), undefined);
  });

  it('is read by the language as what was clicked, and taken out by the next', () => {
    const values = fc.string({
      unit: fc.constantFrom('a', 'B', '1', ' ', '"', '\\', '[', ')', 'and', 'ü'),
      minLength: 1,
    });
    const starts = fc.constantFrom('', 'score > 0.2', 'score > 0.2 or steps = 3', 'not (class = dent)');
    fc.assert(
      fc.property(values, starts, (value, start) => {
        const where = toggledValue(start, 'reviewer', value);
        assert.ok(evaluate(compiled(where), { reviewer: value, score: 0.3, class: 'hole' }), where);
        assert.ok(!evaluate(compiled(where), { reviewer: `${value}!`, score: 0.3, class: 'hole' }), where);
        const [after, before] = [toggledValue(where, 'reviewer', value), start].map((each) =>
          termsOf(each).join(' and '),
        );
        assert.equal(after?.replace(/^\((.*)\)$/, '$1'), before);
      }),
    );
  });

  it('holds of every value in the part, the ends included', () => {
    const numbers = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(numbers, numbers, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
        const [least, most] = [Math.min(a, b), Math.max(a, b)];
        const where = toggledPart('', 'score', { least, most });
        const score = Math.min(most, least + share * (most - least));
        assert.ok(evaluate(compiled(where), { score }), `${where} does not hold ${score}`);
      }),
    );
  });
});
