import assert from 'node:assert/strict';
import { countDecisionsOfClasses, countImagesOfClasses } from '../../../src/extension/boards/class-counts.ts';
import { DecisionBoard } from '../../../src/extension/boards/decision-board.ts';
import { recipeState, withLookup } from '../../../src/extension/boards/recipe-state.ts';
import type { ImageDecision } from '../../../src/protocol/decisions.ts';
import { drawnRecipe, recipe } from '../sample-plans.ts';

const plan = recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 2 });

describe('images of classes', () => {
  it('are counted over all columns, drawn or not', () => {
    const state = withLookup(recipeState(plan), drawnRecipe(plan, ['0.0.0', '0.1.1', '1.0.0']));
    assert.deepEqual(Object.fromEntries(countImagesOfClasses([state])), {
      cat: { done: 2, total: 4 },
      dog: { done: 1, total: 4 },
    });
  });

  it('are counted over all recipes, those that two share once', () => {
    const wider = recipe('wider', { rows: ['cat'], columns: [1, 3, 5], images: 2 });
    const states = [recipeState(plan), recipeState(wider)];
    assert.deepEqual(countImagesOfClasses(states).get('cat'), { done: 0, total: 6 });
  });

  it('are none of rows without a class', () => {
    const nameless = { ...plan, rows: [{ label: '' }, { label: '' }] };
    assert.equal(countImagesOfClasses([recipeState(nameless)]).size, 0);
  });
});

describe('decisions about classes', () => {
  const kept: ImageDecision = { state: 'kept', isFlagged: false };
  const rejected: ImageDecision = { state: 'rejected', isFlagged: true };
  const undecided: ImageDecision = { state: 'undecided', isFlagged: false };
  const decisions = {
    recipe: 'preview',
    cells: [
      [kept, kept],
      [rejected, null],
      [undecided, null],
      [null, null],
    ],
  };

  it('are counted by class; where nothing was decided there is no count', () => {
    const counts = countDecisionsOfClasses([{ recipe: plan, decisions }]);
    assert.deepEqual(Object.fromEntries(counts), { cat: { kept: 2, rejected: 1 } });
  });

  it('of one file are not those of another, and a later answer takes the place of an earlier one', () => {
    const board = new DecisionBoard();
    const id = { uri: 'file:///a.vlprompt', name: 'preview' };
    board.set(id, plan, decisions);
    board.set({ ...id, uri: 'file:///b.vlprompt' }, plan, decisions);
    board.set(id, plan, { ...decisions, cells: [[kept, rejected]] });
    assert.deepEqual(board.countsOf(id.uri).get('cat'), { kept: 1, rejected: 1 });
  });
});
