import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ImageSource, RecipePlan } from '../../../src/language/plan/plan.ts';
import { recipeOfClass } from '../../../src/language/plan/recipe-of-class.ts';
import { recipe } from '../../extension/sample-plans.ts';

const keysOf = ({ cells }: RecipePlan) => cells.flatMap(({ images }) => images.map(({ key }) => key));

/** The recipe with an image that each of its own begins with. */
function beginningWith(plan: RecipePlan, source: string, prefix: string): RecipePlan {
  const cells = plan.cells.map((cell) => ({
    ...cell,
    images: cell.images.map((image) => {
      const init: ImageSource = { kind: 'drawn', recipe: source, key: `${prefix}${image.key.slice(-5)}` };
      return { ...image, init };
    }),
  }));
  return { ...plan, cells };
}

describe('the part of a recipe that draws one class', () => {
  const rows = ['cat', 'dog', 'emu'];

  it('has that row alone, with the same images under the same keys', () => {
    const plan = recipe('preview', { rows, columns: [1, 3], images: 2 });
    const part = recipeOfClass(plan, 'dog') ?? assert.fail('nothing');
    assert.deepEqual(part.rows, [{ class: 'dog', label: 'dog' }]);
    assert.deepEqual(
      part.cells.map(({ row, column }) => [row, column]),
      [
        [0, 0],
        [0, 1],
      ],
    );
    assert.deepEqual(keysOf(part), ['1.0.0', '1.0.1', '1.1.0', '1.1.1']);
    assert.deepEqual([part.name, part.columns], [plan.name, plan.columns]);
  });

  it('is none of a class that is not in it, or of which all is skipped', () => {
    const plan = recipe('preview', { rows, columns: [1], images: 1 });
    assert.equal(recipeOfClass(plan, 'cow'), undefined);
    const skipped = { ...plan, cells: plan.cells.map((cell) => ({ ...cell, images: [], isSkipped: true as const })) };
    assert.equal(recipeOfClass(skipped, 'dog'), undefined);
  });

  it('brings what it begins with, be it by way of others, and nothing else', () => {
    const first = recipe('first', { rows, columns: [1], images: 1, salt: 'a' });
    const second = beginningWith(recipe('second', { rows, columns: [1], images: 1, salt: 'b' }), 'first', 'a');
    const other = recipe('other', { rows, columns: [1], images: 1, salt: 'x' });
    const third = beginningWith(recipe('third', { rows, columns: [1], images: 1 }), 'second', 'b');
    const part = recipeOfClass({ ...third, sources: [first, other, second] }, 'dog') ?? assert.fail('nothing');
    assert.deepEqual(
      part.sources?.map((source) => [source.name, keysOf(source)]),
      [
        ['first', ['a1.0.0']],
        ['second', ['b1.0.0']],
      ],
    );
  });

  it('is, over all classes, the whole', () => {
    const size = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 5 }),
        size,
        size,
        (names, columns, images) => {
          const guidance = Array.from({ length: columns }, (_, index) => index);
          const plan = recipe('r', { rows: names, columns: guidance, images });
          const parts = names.flatMap((name) => keysOf(recipeOfClass(plan, name) ?? assert.fail(name)));
          assert.deepEqual(parts, keysOf(plan));
        },
      ),
    );
  });
});
