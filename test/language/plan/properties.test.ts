import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkText } from '../../../src/language/checks/check.ts';
import { createDocument } from '../../../src/language/document.ts';
import { formatText } from '../../../src/language/format/format.ts';
import { buildPlan } from '../../../src/language/plan/build-plan.ts';
import type { RecipePlan } from '../../../src/language/plan/plan.ts';
import { grids } from './grids.ts';

/** Grids of too many images are no recipes, and no cases. */
function recipeOf(text: string): RecipePlan {
  const document = createDocument('a.vlprompt', text);
  const [recipe] = buildPlan(document, checkText).recipes;
  if (recipe !== undefined) return recipe;
  fc.pre(!checkText(document).some(({ code }) => code === 'too-many-images'));
  return assert.fail(`no recipe:\n${text}`);
}

/** Keys of all images by where they stand, whatever the order of the rows. */
function placedKeys({ rows, columns, cells }: RecipePlan): ReadonlyMap<string, readonly string[]> {
  return new Map(
    cells.map((cell) => [
      `${rows[cell.row]?.label} / ${columns[cell.column]?.label} / ${cell.column}`,
      cell.images.map((image) => image.key),
    ]),
  );
}

const runs = { numRuns: 60 };

describe('plans of any grid', () => {
  it('have a cell for every row and column, in their place', () => {
    fc.assert(
      fc.property(grids, ({ text }) => {
        const { rows, columns, axes, cells } = recipeOf(text);
        assert.equal(cells.length, rows.length * columns.length);
        for (const [index, cell] of cells.entries()) assert.equal(index, cell.row * columns.length + cell.column);
        for (const { values } of columns) assert.equal(values.length, axes.length);
        for (const cell of cells) assert.equal(cell.images.length === 0, cell.isSkipped === true);
        const shown = new Set(cells.filter((cell) => !cell.isSkipped).map((cell) => cell.column));
        assert.equal(shown.size, columns.length, 'a column is empty');
      }),
      runs,
    );
  });

  it('are the same each time', () => {
    fc.assert(
      fc.property(grids, ({ text }) => assert.deepEqual(recipeOf(text), recipeOf(text))),
      runs,
    );
  });

  it('keep every key when declarations change places', () => {
    const shuffled = grids.chain((grid) =>
      fc
        .shuffledSubarray([...grid.declarations], { minLength: grid.declarations.length })
        .map((order) => ({ grid, order })),
    );
    fc.assert(
      fc.property(shuffled, ({ grid, order }) => {
        // Variants of rows stand beside one another in the order of the rows, which is that of the text.
        fc.pre(!grid.text.includes('expand: all'));
        const byPlace = (text: string) => [...placedKeys(recipeOf(text))].sort(([a], [b]) => (a < b ? -1 : 1));
        assert.deepEqual(byPlace(order.join('\n')), byPlace(grid.text));
      }),
      runs,
    );
  });

  it('keep every key when the text is formatted', () => {
    fc.assert(
      fc.property(grids, ({ text }) =>
        assert.deepEqual(placedKeys(recipeOf(formatText(text))), placedKeys(recipeOf(text))),
      ),
      runs,
    );
  });

  it('keep the keys of all images that a reworded option does not touch', () => {
    const options = fc.array(fc.constantFrom('red', 'blue', 'green', 'a {b|c}'), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(options, fc.nat(), fc.nat(1000), (words, which, seed) => {
        const index = which % words.length;
        const recipe = (each: readonly string[]) =>
          recipeOf(`recipe r { prompt: "x {${each.join('|')}} in {oil|ink}" images: 20 seed: ${seed} }`);
        const before = recipe(words).cells[0]?.images ?? [];
        const after = recipe(words.map((word, at) => (at === index ? 'REWORDED' : word))).cells[0]?.images ?? [];
        before.forEach((image, k) => {
          const isTouched = after[k]?.prompt.includes('REWORDED');
          if (!isTouched) assert.deepEqual(after[k], { ...image, source: after[k]?.source });
          else assert.equal(after[k]?.prompt.split(' in ')[1], image.prompt.split(' in ')[1]);
        });
      }),
      runs,
    );
  });
});
