import assert from 'node:assert/strict';
import { type DrawingEngine, RecipeBoard } from '../../../src/extension/boards/recipe-board.ts';
import { countImages, imagesOf } from '../../../src/extension/boards/recipe-state.ts';
import type { DrawProgress } from '../../../src/protocol/engine.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { drawnImage, drawnRecipe, recipe } from '../sample-plans.ts';

const id = { uri: 'file:///a.vlprompt', name: 'preview' };
const plan = recipe('preview', { rows: ['cat'], columns: [1], images: 3 });
const keys = imagesOf(plan).map(({ key }) => key);

/** An engine whose `draw` does what the test says. */
function boardWith(draw: DrawingEngine['draw']): RecipeBoard {
  const engine: DrawingEngine = { lookup: async ({ recipe }) => drawnRecipe(recipe, keys.slice(0, 1)), draw };
  const board = new RecipeBoard(async () => engine);
  board.show(id, plan);
  return board;
}

describe('the board of recipes', () => {
  it('follows a run from the click to the last image', async () => {
    const seen: (number | undefined)[] = [];
    const board = boardWith(async ({ recipe }, options) => {
      const progress: DrawProgress = {
        stage: 'drawing',
        done: 1,
        total: 3,
        changed: [drawnImage(keys[0] ?? '', true)],
      };
      options?.onProgress?.(progress);
      return drawnRecipe(recipe, keys);
    });
    board.onDidChange(() => seen.push(board.state(id)?.run?.done));
    await board.draw(id);
    assert.deepEqual(seen, [0, 1, undefined]);
    assert.deepEqual(countImages(board.state(id) ?? assert.fail()), { done: 3, total: 3 });
  });

  it('makes one run of two clicks', async () => {
    let count = 0;
    const board = boardWith(async ({ recipe }) => {
      count++;
      return drawnRecipe(recipe, keys);
    });
    await Promise.all([board.draw(id), board.draw(id)]);
    assert.equal(count, 1);
  });

  it('cancels quietly', async () => {
    let isUnderWay = () => {};
    const underWay = new Promise<void>((resolve) => {
      isUnderWay = resolve;
    });
    const board = boardWith(async (_, options) => {
      const aborted = new Promise((resolve) => options?.signal?.addEventListener('abort', resolve));
      isUnderWay();
      await aborted;
      throw new Failure('cancelled', 'Cancelled.');
    });
    const drawing = board.draw(id);
    await underWay;
    board.cancel(id);
    await drawing;
    assert.equal(board.isRunning(id), false);
    assert.equal(board.state(id)?.failure, undefined);
  });

  it('keeps the sentence of a failure, passes it on, and is ready for another run', async () => {
    const failure = new Failure('disk-full', 'The disk is full.');
    const board = boardWith(async () => Promise.reject(failure));
    await assert.rejects(board.draw(id), failure);
    assert.equal(board.state(id)?.failure, 'The disk is full.');
    assert.equal(board.isAtWork, false);
  });

  it('asks the store once, and again only when the images change', async () => {
    const board = boardWith(async ({ recipe }) => drawnRecipe(recipe, keys));
    assert.equal(board.show(id, plan), true);
    await board.lookup(id);
    assert.equal(board.show(id, { ...plan }), false);
    assert.equal(board.show(id, recipe('preview', { rows: ['cat'], columns: [1], images: 4 })), true);
  });

  it('draws a part, or a recipe as it once was, in the place of the whole', async () => {
    const asked: unknown[] = [];
    const board = boardWith(async (request) => {
      asked.push(request);
      return drawnRecipe(request.recipe, keys.slice(0, 1));
    });
    const totals: (number | undefined)[] = [];
    board.onDidChange(() => totals.push(board.state(id)?.run?.total));
    const part = { ...plan, cells: plan.cells.map((cell) => ({ ...cell, images: cell.images.slice(0, 1) })) };
    await board.draw(id, { recipe: part, resumes: 'r1' });
    assert.deepEqual(asked, [{ recipe: part, resumes: 'r1' }]);
    assert.deepEqual(totals, [1, undefined]);
    assert.deepEqual(countImages(board.state(id) ?? assert.fail()), { done: 1, total: 3 });
  });

  it('does nothing for a recipe that nobody has seen', async () => {
    const board = boardWith(async () => assert.fail('drew'));
    await board.draw({ uri: id.uri, name: 'other' });
    assert.equal(board.state({ uri: id.uri, name: 'other' }), undefined);
  });
});
