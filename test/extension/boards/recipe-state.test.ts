import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  countImages,
  haveSameImages,
  imagesOf,
  recipeState,
  withDrawn,
  withLookup,
  withProgress,
  withRecipe,
  withRunBroken,
  withRunStarted,
} from '../../../src/extension/boards/recipe-state.ts';
import { drawnImage, drawnRecipe, recipe } from '../sample-plans.ts';

const plan = recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 2 });
const keys = imagesOf(plan).map(({ key }) => key);

describe('the state of a recipe', () => {
  it('counts what the store holds', () => {
    const state = withLookup(recipeState(plan), drawnRecipe(plan, keys.slice(0, 3)));
    assert.deepEqual(countImages(state), { done: 3, total: 8 });
    assert.equal(state.isKnown, true);
  });

  it('keeps the pictures that an edit does not touch, and knows the others are missing', () => {
    const all = withDrawn(recipeState(plan), drawnRecipe(plan, keys));
    const oneCellChanged = {
      ...plan,
      cells: plan.cells.map((cell, index) =>
        index === 0 ? { ...cell, images: cell.images.map((image) => ({ ...image, key: `new${image.key}` })) } : cell,
      ),
    };
    assert.deepEqual(countImages(withRecipe(all, oneCellChanged)), { done: 6, total: 8 });
    assert.deepEqual(countImages(withRecipe(withRecipe(all, oneCellChanged), plan)), { done: 8, total: 8 });
  });

  it('lets the run, not an older answer of the store, say what is being drawn', () => {
    const running = withProgress(withRunStarted(recipeState(plan)), {
      stage: 'drawing',
      done: 0,
      total: 8,
      changed: [{ key: keys[0] ?? '', state: 'drawing', preview: '/store/p.png' }],
    });
    const state = withLookup(running, drawnRecipe(plan, []));
    assert.equal(state.images.get(keys[0] ?? '')?.state, 'drawing');
  });

  it('tells a renewed preview from the one before', () => {
    const changed = [{ key: 'a', state: 'drawing', preview: '/store/p.png' } as const];
    const progress = { stage: 'drawing', done: 0, total: 8, changed } as const;
    const once = withProgress(recipeState(plan), progress);
    const twice = withProgress(once, progress);
    assert.notEqual(once.images.get('a')?.revision, twice.images.get('a')?.revision);
  });

  it('forgets what was under way when the run broke, but not what was done', () => {
    const changed = [drawnImage(keys[0] ?? '', true), { key: keys[1] ?? '', state: 'drawing' } as const];
    const running = withProgress(withRunStarted(recipeState(plan)), { stage: 'drawing', done: 1, total: 8, changed });
    const broken = withRunBroken(running, 'The disk is full.');
    assert.deepEqual(countImages(broken), { done: 1, total: 8 });
    assert.equal(broken.images.has(keys[1] ?? ''), false);
    assert.equal(broken.run, undefined);
    assert.equal(broken.failure, 'The disk is full.');
    assert.equal(withRunBroken(running).failure, undefined);
    assert.equal(withRunStarted(broken).failure, undefined);
  });

  it('keeps what the run did otherwise than asked until the next run', () => {
    const progress = { stage: 'drawing', done: 0, total: 8, changed: [] } as const;
    const running = withProgress(withRunStarted(recipeState(plan)), { ...progress, note: 'In tiles.' });
    assert.deepEqual(withProgress(running, progress).notes, ['In tiles.']);
    assert.deepEqual(withProgress(running, { ...progress, note: 'In tiles.' }).notes, ['In tiles.']);
    const drawn = withDrawn(running, { ...drawnRecipe(plan, keys), notes: ['In tiles.', 'In halves.'] });
    assert.deepEqual(drawn.notes, ['In tiles.', 'In halves.']);
    assert.equal(withRunStarted(drawn).notes, undefined);
    assert.equal(withDrawn(drawn, drawnRecipe(plan, keys)).notes, undefined);
  });

  it('holds an estimate as long as it is one of these very images', () => {
    const answer = { ...drawnRecipe(plan, keys.slice(0, 3)), estimate: { seconds: 12 } };
    const estimated = withLookup(recipeState(plan), answer);
    assert.equal(estimated.estimate, 12);
    assert.equal(withRecipe(estimated, { ...plan, name: 'renamed' }).estimate, 12);
    const others = recipe('preview', { rows: ['cat'], columns: [1], images: 9 });
    assert.equal(withRecipe(estimated, others).estimate, undefined);
    assert.equal(withLookup(recipeState(others), answer, plan).estimate, undefined);
    assert.equal(withDrawn(withRunStarted(estimated), drawnRecipe(plan, keys)).estimate, undefined);
    assert.equal(withRunBroken(withRunStarted(estimated)).estimate, undefined);
  });

  it('never counts more than is planned, whatever the engine reports', () => {
    const anyKey = fc.oneof(fc.constantFrom(...keys), fc.string());
    const anyImage = fc.record({
      key: anyKey,
      state: fc.constantFrom('missing', 'queued', 'drawing', 'done', 'failed'),
    });
    fc.assert(
      fc.property(fc.array(anyImage), (changed) => {
        const state = withProgress(recipeState(plan), { stage: 'drawing', done: 0, total: 8, changed });
        const last = new Map(changed.map(({ key, state }) => [key, state]));
        const done = keys.filter((key) => last.get(key) === 'done').length;
        assert.deepEqual(countImages(state), { done, total: 8 });
      }),
    );
  });
});

describe('recipes with the same images', () => {
  it('have the same keys in the same places', () => {
    assert.equal(haveSameImages(plan, { ...plan, name: 'other' }), true);
    assert.equal(haveSameImages(plan, recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 1 })), false);
    assert.equal(haveSameImages(plan, { ...plan, cells: [...plan.cells].reverse() }), false);
  });
});
