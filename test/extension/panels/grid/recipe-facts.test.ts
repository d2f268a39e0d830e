import assert from 'node:assert/strict';
import { recipeState, withDrawn } from '../../../../src/extension/boards/recipe-state.ts';
import { findImage, imagesWith } from '../../../../src/extension/panels/grid/grid-images.ts';
import { type FactsEngine, RecipeFacts } from '../../../../src/extension/panels/grid/recipe-facts.ts';
import { recipeOfOne } from '../../../../src/extension/panels/grid/redraw-image.ts';
import type { RecipePlan } from '../../../../src/language/plan/plan.ts';
import type { DecisionRequest, RecipeDecisions } from '../../../../src/protocol/decisions.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { RecipeScores } from '../../../../src/protocol/scores.ts';
import { drawnRecipe, recipe } from '../../sample-plans.ts';

const id = { uri: 'file:///a.vlprompt', name: 'preview' };
const judging = { model: { spec: { kind: 'starter', name: 'clip' } }, classes: [] } as const;
const plan: RecipePlan = { ...recipe('preview', { rows: ['cat', 'dog'], columns: [1], images: 2 }), judging };
const score = { score: 0.3, predicted: 0, confidence: 0.9, margin: 0.8, agrees: true };
const kept = { state: 'kept', isFlagged: false } as const;

function factsOf(engine: Partial<FactsEngine>, asked: RecipePlan = plan, done = ['0.0.0', '1.0.0']) {
  let state = withDrawn(recipeState(asked), drawnRecipe(asked, done));
  const told: RecipeDecisions[] = [];
  const errors: unknown[] = [];
  const unasked = () => assert.fail('was not to be asked');
  const all = { score: unasked, lookupScores: unasked, lookupDecisions: unasked, decide: unasked };
  const facts = new RecipeFacts({
    engineOf: async () => ({ ...all, ...engine }) as FactsEngine,
    reviewerOf: async () => 'jo',
    stateOf: () => state,
    decisions: { set: (_, __, decisions) => told.push(decisions) },
    isTrusted: () => true,
    onError: (error) => errors.push(error),
  });
  return {
    facts,
    told,
    errors,
    change: (next: RecipePlan) => {
      state = { ...state, recipe: next };
    },
  };
}

const scores: RecipeScores = {
  recipe: 'preview',
  judge: { spec: judging.model.spec, digest: 'd' },
  classes: ['cat', 'dog'],
  cells: [
    [score, null],
    [{ ...score, score: 0.1 }, null],
  ],
};

describe('what is thought of images', () => {
  it('is known by image, so that it outlives other plans', async () => {
    const { facts, change } = factsOf({
      lookupDecisions: async () => ({
        recipe: 'preview',
        cells: [
          [kept, null],
          [null, null],
        ],
      }),
      lookupScores: async () => scores,
    });
    await facts.refresh(id, { withScores: true });
    assert.deepEqual(facts.scoring(id), { kind: 'scored' });
    const [cat, dog] = plan.cells;
    assert.ok(cat && dog);
    change({
      ...plan,
      rows: [...plan.rows].reverse(),
      cells: [
        { ...dog, row: 0 },
        { ...cat, row: 1 },
      ],
    });
    assert.deepEqual(facts.facts(id)?.decisions, [null, null, kept, null]);
    assert.deepEqual(
      facts.facts(id)?.scores?.map((each) => each?.score ?? null),
      [0.1, null, 0.3, null],
    );
    assert.equal(facts.facts(id)?.judge, 'starter/clip');
  });

  it('changes at once when something is decided, for those who count, too', async () => {
    const asked: DecisionRequest[] = [];
    const { facts, told } = factsOf({
      decide: async (request) => {
        asked.push(request);
        return null;
      },
    });
    const before = facts.version(id);
    await facts.decide(id, ['0.0.0'], 'reject');
    assert.ok(facts.version(id) > before);
    assert.deepEqual(facts.facts(id)?.decisions[0], { state: 'rejected', isFlagged: false });
    assert.deepEqual(told.at(-1)?.cells[0]?.[0]?.state, 'rejected');
    const [request] = asked;
    assert.deepEqual([request?.reviewer, request?.act, request?.keys], ['jo', 'reject', ['0.0.0']]);
    // Only what it is about is sent.
    assert.deepEqual(
      request?.recipe.cells.map(({ images }) => images.length),
      [1, 0],
    );
  });

  it('is asked for again after an undo', async () => {
    const { facts } = factsOf({
      decide: async () => null,
      lookupDecisions: async () => ({
        recipe: 'preview',
        cells: [
          [kept, null],
          [null, null],
        ],
      }),
    });
    await facts.decide(id, [], 'undo');
    assert.deepEqual(facts.facts(id)?.decisions[0], kept);
  });

  it('is scored once at a time, and a cancelled scoring is no failure', async () => {
    const { facts } = factsOf({
      score: async (_, { signal, onProgress } = {}) => {
        onProgress?.({ stage: 'loading', done: 1, total: 2 } as never);
        assert.deepEqual(facts.scoring(id), { kind: 'scoring', done: 1, total: 2 });
        await facts.score(id);
        facts.cancel(id);
        assert.ok(signal?.aborted);
        throw new Failure('cancelled', 'Cancelled.');
      },
    });
    await facts.score(id);
    assert.deepEqual(facts.scoring(id), { kind: 'possible' });
  });

  it('cannot be scored without a judge, which it says', async () => {
    const { judging: _, ...without } = plan;
    const { facts } = factsOf({}, without);
    assert.equal(facts.scoring(id).kind, 'impossible');
    await assert.rejects(facts.score(id), (error) => Failure.is(error, 'plan-invalid'));
  });

  it('is nobody’s request when it is only looked up', async () => {
    const failure = new Failure('engine-crashed', 'It ended.');
    const { facts, errors } = factsOf({ lookupDecisions: () => Promise.reject(failure) });
    await facts.refresh(id, { withScores: true });
    assert.deepEqual(errors, [failure]);
  });
});

describe('images of a recipe', () => {
  it('are found by all words of their prompts, in whatever case', () => {
    assert.deepEqual(imagesWith(plan, 'DOG  photo'), [2, 3]);
    assert.deepEqual(imagesWith(plan, 'photo owl'), []);
  });

  it('are drawn once more as a recipe of one, under a name that no file declares', () => {
    const found = findImage(plan, '1.0.1') ?? assert.fail();
    const one = recipeOfOne(plan, found, { ...found.image, key: 'k', seed: 99 });
    assert.deepEqual([one.name, one.rows.length, one.columns.length], ['preview (new seed)', 1, 1]);
    assert.deepEqual(
      one.cells.map(({ row, column, images }) => [row, column, images.map(({ seed }) => seed)]),
      [[0, 0, [99]]],
    );
    assert.equal(one.rows[0]?.label, 'dog');
  });
});
