import assert from 'node:assert/strict';
import { DecisionBoard } from '../../../src/extension/boards/decision-board.ts';
import { WordFates } from '../../../src/extension/fates/word-fates.ts';
import type { PlanResult, RecipeChoices } from '../../../src/protocol/language.ts';
import { ManualTimer } from '../manual-timer.ts';
import { recipe } from '../sample-plans.ts';
import { option } from './decided-choices.ts';

const id = { uri: 'file:///a.vlprompt', name: 'preview' };
const plan = recipe('preview', { rows: ['cat'], columns: [1], images: 2 });
const choices: RecipeChoices = {
  options: [option('red', 1), option('blue', 2)],
  points: [{ kind: 'variant', name: '{red|blue}', options: [0, 1] }],
  images: { '0.0.0': [0], '0.0.1': [1] },
};

function planned(): PlanResult {
  const all = { version: 1, file: 'a.vlprompt', classes: [], recipes: [plan], evaluations: [] };
  return { plan: all as unknown as PlanResult['plan'], errors: 0 }; // Only what is read is there.
}

function started() {
  const asked: string[] = [];
  const errors: unknown[] = [];
  const timer = new ManualTimer();
  const decisions = new DecisionBoard();
  const state = { plan: planned(), answer: choices as RecipeChoices | null };
  const fates = new WordFates({
    decisions,
    plans: { latest: () => state.plan },
    choicesOf: async ({ recipe }) => {
      asked.push(recipe);
      return state.answer;
    },
    scoresOf: async () => assert.fail('no judge'),
    uriOf: (_uri, _planFile, { file }) => `file:///${file}`,
    onError: (error) => errors.push(error),
    timer,
  });
  decisions.onDidChange((each) => fates.look(each));
  const decide = (...states: readonly ('kept' | 'rejected' | 'undecided')[]) =>
    decisions.set(id, plan, { recipe: 'preview', cells: [states.map((each) => ({ state: each, isFlagged: false }))] });
  const told = () => fates.fatesIn(id.uri).map(({ text, kept, rejected }) => [text, kept, rejected]);
  return { fates, decide, told, asked, state, timer, errors };
}

describe('words and fates', () => {
  it('are looked at once deciding has paused, and choices are asked for once a plan', async () => {
    const { fates, decide, told, asked, state, timer } = started();
    decide('kept', 'undecided');
    timer.pass(499);
    assert.deepEqual(asked, []);
    const changed = new Promise<void>((resolve) => fates.onDidChange(resolve));
    timer.pass(1);
    await changed;
    assert.deepEqual(told(), [['red', 1, 0]]);
    decide('kept', 'rejected');
    await fates.lookNow();
    assert.deepEqual(told(), [
      ['red', 1, 0],
      ['blue', 0, 1],
    ]);
    assert.deepEqual(asked, ['preview']);
    state.plan = planned();
    fates.renew(id.uri);
    await fates.lookNow();
    assert.deepEqual(asked, ['preview', 'preview']);
  });

  it('ask nothing where nothing was decided, and forget what was taken back', async () => {
    const { fates, decide, told, asked } = started();
    decide('undecided', 'undecided');
    await fates.lookNow();
    assert.deepEqual([asked, told()], [[], []]);
    decide('kept', 'undecided');
    await fates.lookNow();
    decide('undecided', 'undecided');
    await fates.lookNow();
    assert.deepEqual(told(), []);
  });

  it('forget a recipe that is gone, and write failures down', async () => {
    const { fates, decide, told, state, errors } = started();
    decide('kept', 'rejected');
    await fates.lookNow();
    assert.equal((await fates.suggestionsOf(id.uri))[0]?.compared, 2);
    state.answer = null;
    state.plan = planned();
    fates.renew(id.uri);
    await fates.lookNow();
    assert.deepEqual([told(), await fates.suggestionsOf(id.uri), errors], [[], [], []]);
  });
});
