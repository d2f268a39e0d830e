import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawingOrder, RecipeImages } from '../../../../src/engine/execution/drawing/recipe-images.ts';
import { recipePlan } from '../../support/plans.ts';

const recipes = fc
  .record({ classes: fc.uniqueArray(fc.constantFrom('shirt', 'sneaker', 'bag', 'hat')), images: fc.nat(4) })
  .map((choices) => recipePlan({ ...choices, guidance: [1, 3] }));

describe('drawingOrder', () => {
  it('draws the first image of every cell before the second of any', () => {
    const order = drawingOrder(recipePlan({ classes: ['shirt', 'sneaker'], guidance: [1, 3], images: 2, seed: 7 }));
    assert.deepEqual(
      order.map(({ prompt, seed, settings }) => `${prompt.split(' ').at(-1)} ${settings.guidance} ${seed}`),
      ['shirt 1 7', 'shirt 3 7', 'sneaker 1 7', 'sneaker 3 7', 'shirt 1 8', 'shirt 3 8', 'sneaker 1 8', 'sneaker 3 8'],
    );
  });

  it('has every image once', () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const keys = drawingOrder(recipe).map(({ key }) => key);
        const expected = new Set(recipe.cells.flatMap((cell) => cell.images.map(({ key }) => key)));
        assert.deepEqual(new Set(keys), expected);
        assert.equal(keys.length, expected.size);
      }),
    );
  });
});

describe('RecipeImages', () => {
  // Both rows ask for the same pictures.
  const recipe = recipePlan({ images: 2, prompt: () => 'a photo of a bag' });

  it('draws a picture once and shows it in every cell that asks for it', () => {
    const images = new RecipeImages(recipe);
    assert.equal(images.order.length, 2);
    assert.equal(images.total, 4);
    images.setDone(images.order[0]!.key, { file: '/a.png', hash: 'a' });
    const { cells, done } = images.result();
    assert.equal(done, 2);
    assert.deepEqual(
      cells.map((cell) => cell.map(({ state }) => state)),
      [
        ['done', 'missing'],
        ['done', 'missing'],
      ],
    );
  });

  it('tells of each change once, with the newest state', () => {
    const images = new RecipeImages(recipe);
    const [{ key } = { key: '' }] = images.order;
    images.set({ key, state: 'queued' });
    images.set({ key, state: 'drawing' });
    assert.deepEqual(images.takeChanged(), [{ key, state: 'drawing' }]);
    assert.deepEqual(images.takeChanged(), []);
  });

  it('counts as reused what was there before', () => {
    const images = new RecipeImages(recipe);
    images.setDone(images.order[0]!.key, { file: '/a.png', hash: 'a' });
    images.markReused();
    images.setDone(images.order[1]!.key, { file: '/b.png', hash: 'b' });
    const { reused, done } = images.result();
    assert.deepEqual({ reused, done }, { reused: 2, done: 4 });
  });
});
