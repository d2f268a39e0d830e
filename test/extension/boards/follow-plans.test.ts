import assert from 'node:assert/strict';
import { EvaluationBoard } from '../../../src/extension/boards/evaluation-board.ts';
import { PlanFollower } from '../../../src/extension/boards/follow-plans.ts';
import { RecipeBoard } from '../../../src/extension/boards/recipe-board.ts';
import type { PlanResult } from '../../../src/protocol/language.ts';
import { ManualTimer } from '../manual-timer.ts';
import { drawnRecipe, evaluation, recipe } from '../sample-plans.ts';

const uri = 'file:///a.vlprompt';

function planned(salt: string): PlanResult {
  const recipes = [recipe('preview', { rows: ['cat'], columns: [1], images: 1, salt })];
  const evaluations = [evaluation('zeroshot')];
  return { plan: { version: 3, file: 'a.vlprompt', classes: [], data: [], recipes, evaluations }, errors: 0 };
}

/** With a curation that drops by this rule, so many lines below the beginning. */
function curated(rule: string, line = 0): PlanResult {
  const { plan, ...rest } = planned('a');
  const span = { file: 'a.vlprompt', start: { line, character: 0 }, end: { line, character: 9 } };
  const from = plan.recipes.map((each) => ({ kind: 'recipe' as const, recipe: each }));
  const judging = { model: { spec: { kind: 'starter', name: 'clip' } as const }, classes: [] };
  const rules = [{ kind: 'drop' as const, condition: { kind: 'is' as const, field: 'reason' }, text: rule, span }];
  return { plan: { ...plan, curations: [{ name: 'train', from, judging, rules, seed: 0, span }] }, ...rest };
}

/** Everything a follower works with, and what it asks of the engine. */
function bench(isTrusted = true) {
  const asked: string[] = [];
  const timer = new ManualTimer();
  const recipes = new RecipeBoard(async () => ({
    lookup: async ({ recipe }) => {
      asked.push('lookup');
      return drawnRecipe(recipe, []);
    },
    draw: async () => assert.fail('drew'),
  }));
  const evaluations = new EvaluationBoard(async () => ({
    lastReport: async () => {
      asked.push('lastReport');
      return null;
    },
    evaluate: async () => assert.fail('evaluated'),
  }));
  const follower = new PlanFollower({
    recipes,
    evaluations,
    lookUpCuration: async ({ name }) => void asked.push(name),
    isTrusted: () => isTrusted,
    onError: (error) => assert.fail(String(error)),
    timer,
  });
  return { asked, timer, recipes, evaluations, follower };
}

describe('following plans', () => {
  it('shows what the file says at once, and asks the engine when typing has paused', () => {
    const { asked, timer, recipes, follower } = bench();
    for (const salt of ['a', 'b', 'c']) {
      follower.accept(uri, planned(salt));
      timer.pass(100);
    }
    const { cells } = recipes.state({ uri, name: 'preview' })?.recipe ?? assert.fail();
    assert.equal(cells[0]?.images[0]?.key, 'c0.0.0');
    assert.deepEqual(asked, []);
  });

  it('asks once for all that was typed', async () => {
    const { asked, timer, follower } = bench();
    follower.accept(uri, planned('a'));
    follower.accept(uri, planned('b'));
    timer.pass(1000);
    // One question came of the typing; the second is this one, whose answer comes after that of the first.
    await follower.lookup(uri);
    assert.equal(asked.filter((call) => call === 'lookup').length, 2);
  });

  it('does not ask again for words that move no image', async () => {
    const { asked, timer, follower } = bench();
    follower.accept(uri, planned('a'));
    await follower.lookup(uri);
    timer.pass(1000);
    const before = asked.length;
    follower.accept(uri, planned('a'));
    timer.pass(1000);
    assert.equal(asked.length, before);
  });

  it('asks again when a curation has other rules, and not when it has moved', async () => {
    const { asked, timer, follower } = bench();
    const settle = async (result: PlanResult) => {
      follower.accept(uri, result);
      timer.pass(1000);
      await new Promise(setImmediate);
      return asked.splice(0).filter((call) => call === 'train').length;
    };
    assert.equal(await settle(curated('one')), 1);
    assert.equal(await settle(curated('one', 4)), 0);
    assert.equal(await settle(curated('two', 4)), 1);
    assert.equal(await settle(planned('a')), 0);
    assert.equal(await settle(curated('two')), 1);
  });

  it('asks nothing of an engine in a workspace that is not trusted', async () => {
    const { asked, timer, follower } = bench(false);
    follower.accept(uri, planned('a'));
    timer.pass(1000);
    await follower.lookup(uri);
    assert.deepEqual(asked, []);
  });
});
