import assert from 'node:assert/strict';
import { evaluationState, withEvaluation, withReport } from '../../../src/extension/boards/evaluation-state.ts';
import { recipeState, withLookup, withProgress } from '../../../src/extension/boards/recipe-state.ts';
import { evaluationLenses, recipeLenses } from '../../../src/extension/lenses/lens-texts.ts';
import { drawnRecipe, estimate, evaluation, recipe, report } from '../sample-plans.ts';

const plan = recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 10 });
const titles = (lenses: readonly { readonly title: string }[]) => lenses.map(({ title }) => title);
const keys = plan.cells.flatMap(({ images }) => images.map(({ key }) => key));

describe('the lenses of a recipe', () => {
  it('say how many images there are to draw', () => {
    assert.deepEqual(titles(recipeLenses(recipeState(plan))), ['▷ Draw 40 images', '▦ Grid']);
  });

  it('say how many are missing', () => {
    const state = withLookup(recipeState(plan), drawnRecipe(plan, keys.slice(0, 28)));
    assert.deepEqual(titles(recipeLenses(state)), ['▷ Draw 12 of 40 images', '▦ Grid']);
  });

  it('lead to the grid when there is nothing to draw', () => {
    const [first] = recipeLenses(withLookup(recipeState(plan), drawnRecipe(plan, keys)));
    assert.deepEqual([first?.title, first?.action], ['✓ 40 images', 'showGrid']);
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

  it('speak of one image as one', () => {
    const one = recipe('one', { rows: ['cat'], columns: [1], images: 1 });
    assert.equal(recipeLenses(recipeState(one))[0]?.title, '▷ Draw 1 image');
  });
});

describe('the lenses of an evaluation', () => {
  const plan = evaluation('zeroshot');
  const judged = withReport(evaluationState(plan), report(), plan);

  it('offer to evaluate what was never judged', () => {
    assert.deepEqual(titles(evaluationLenses(evaluationState(plan))), ['▷ Evaluate']);
  });

  it('say the accuracy with its n, and whether the statements hold', () => {
    assert.deepEqual(titles(evaluationLenses(judged)), ['▷ Evaluate', '✓ 84.3 % on holdout (n 600)']);
    const failed = withReport(evaluationState(plan), report({ held: false }), plan);
    assert.equal(evaluationLenses(failed)[1]?.title, '✗ 84.3 % on holdout (n 600)');
  });

  it('say what it was before the words changed', () => {
    const changed = withEvaluation(judged, evaluation('zeroshot', 'other words'));
    assert.equal(evaluationLenses(changed)[1]?.title, 'was 84.3 % on holdout (n 600)');
  });

  it('invent no number where nothing was measured', () => {
    const empty = withReport(evaluationState(plan), report({ accuracy: estimate(null, 0) }), plan);
    assert.equal(evaluationLenses(empty)[1]?.title, '✓ no accuracy on holdout (n 0)');
  });

  it('follow a run', () => {
    const run = { stage: 'reading', source: 'holdout', done: 120, total: 600 } as const;
    assert.deepEqual(titles(evaluationLenses({ ...judged, run })), ['◌ Reading holdout: 120 of 600', '■ Cancel']);
    const loading = { stage: 'loading', part: 'vision_model (350 MB)', done: 0, total: 0 } as const;
    assert.deepEqual(titles(evaluationLenses({ ...judged, run: loading })), [
      '◌ Loading vision_model (350 MB)',
      '■ Cancel',
    ]);
  });
});
