import assert from 'node:assert/strict';
import { recipeState, withLookup, withProgress, withRunStarted } from '../../../src/extension/boards/recipe-state.ts';
import { recipeLenses } from '../../../src/extension/lenses/recipe-lenses.ts';
import { drawnRecipe, recipe } from '../sample-plans.ts';
import { titles } from './titles.ts';

const plan = recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 10 });
const keys = plan.cells.flatMap(({ images }) => images.map(({ key }) => key));
const looked = (done: readonly string[], seconds?: number) =>
  withLookup(recipeState(plan), {
    ...drawnRecipe(plan, done),
    ...(seconds !== undefined && { estimate: { seconds } }),
  });

describe('the lenses of a recipe', () => {
  it('say how many images there are to draw', () => {
    assert.deepEqual(titles(recipeLenses(recipeState(plan))), ['▷ Draw 40 images', '▦ Grid']);
  });

  it('say how many are missing, how many are not, and how long the missing will take', () => {
    assert.equal(recipeLenses(looked(keys.slice(0, 28)))[0]?.title, '▷ Draw 12 of 40 (28 cached)');
    assert.equal(recipeLenses(looked(keys.slice(0, 28), 100))[0]?.title, '▷ Draw 12 of 40 (28 cached, ~1 min 40 s)');
    assert.equal(recipeLenses(looked([], 2.1))[0]?.title, '▷ Draw 40 images (~3 s)');
  });

  it('lead to the grid when there is nothing to draw', () => {
    const [first] = recipeLenses(looked(keys, 0));
    assert.deepEqual([first?.title, first?.action], ['✓ 40 images', 'showGrid']);
  });

  it('say how many of the drawn images are undecided, and lead to their review', () => {
    const title = (done: readonly string[], decided: readonly string[]) =>
      recipeLenses(looked(done), { decided: new Set(decided) }).find(({ action }) => action === 'review')?.title;
    assert.equal(title([], []), undefined);
    assert.equal(title(keys.slice(0, 12), keys.slice(10, 20)), '▷ Review 10 pending');
    assert.equal(title(keys, keys), '✓ Reviewed');
  });

  it('count along with a run and offer its end', () => {
    const state = withProgress(recipeState(plan), {
      stage: 'drawing',
      done: 12,
      total: 40,
      changed: [],
      secondsLeft: 8.2,
    });
    assert.deepEqual(titles(recipeLenses(state)), ['◌ Drawing 12 of 40 · 9 s left', '■ Cancel', '▦ Grid']);
    const titleOf = (stage: 'loading' | 'warming-up') =>
      titles(recipeLenses({ ...state, run: { stage, part: 'unet (3.2 GB)', done: 0, total: 40 } }))[0];
    assert.deepEqual([titleOf('loading'), titleOf('warming-up')], ['◌ Loading the model', '◌ Warming up']);
  });

  it('say why a run does not go on, and lead to the queue', () => {
    const state = withRunStarted(recipeState(plan));
    const [waiting, cancel] = recipeLenses(state, { standing: 'waiting' });
    assert.deepEqual([waiting?.title, waiting?.action, cancel?.title], ['◌ Waiting', 'showQueue', '■ Cancel']);
    assert.equal(recipeLenses(state, { standing: 'paused' })[0]?.title, '◌ Paused');
  });

  it('compare with the last commit where there is one', () => {
    const compare = recipeLenses(recipeState(plan), { isInGit: true }).find(({ kind }) => kind === 'compare');
    assert.deepEqual([compare?.title, compare?.action], ['⇄ Compare with HEAD', 'compare']);
  });

  it('call nothing drawn where nothing is asked for', () => {
    const none = recipe('none', { rows: [], columns: [1], images: 1 });
    assert.equal(recipeLenses(recipeState(none))[0]?.title, '∅ No images');
  });

  it('speak of one image as one', () => {
    const one = recipe('one', { rows: ['cat'], columns: [1], images: 1 });
    assert.equal(recipeLenses(recipeState(one))[0]?.title, '▷ Draw 1 image');
  });
});
