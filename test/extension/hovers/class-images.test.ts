import assert from 'node:assert/strict';
import { recipeState, withDrawn } from '../../../src/extension/boards/recipe-state.ts';
import { classImages, picturesMarkdown } from '../../../src/extension/hovers/class-images.ts';
import { drawnRecipe, recipe } from '../sample-plans.ts';

const plan = recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 5 });
const all = plan.cells.flatMap(({ images }) => images.map(({ key }) => key));
const state = withDrawn(recipeState(plan), drawnRecipe(plan, all));

describe('the pictures of a class', () => {
  it('are a few, of every column before a second of any', () => {
    assert.deepEqual(
      classImages('dog', [state]),
      ['1.0.0', '1.1.0', '1.0.1', '1.1.1', '1.0.2', '1.1.2'].map((key) => `/store/${key}.png`),
    );
  });

  it('are only those that are drawn, each once', () => {
    const one = withDrawn(recipeState(plan), drawnRecipe(plan, ['0.1.4']));
    assert.deepEqual(classImages('cat', [one, one]), ['/store/0.1.4.png']);
    assert.deepEqual(classImages('dog', [one]), []);
    assert.deepEqual(classImages('unknown', [state]), []);
  });

  it('are written small', () => {
    assert.equal(picturesMarkdown(['file:///a.png']), '![](file:///a.png|width=72,height=72)');
  });
});
