import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Executor } from '../../../src/engine/executor.ts';
import { encodePng } from '../../../src/engine/images/encode-png.ts';
import type { EvaluationPlan, RecipePlan } from '../../../src/language/plan/plan.ts';
import type { CompareEffort, CompareSide, Comparison } from '../../../src/protocol/comparison.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { drain } from '../support/drain.ts';
import { never } from '../support/fixture.ts';
import { GarmentModels, plain } from '../support/garment-models.ts';
import { dataPlan, evaluationPlan, type RecipeChoices, recipePlan, statementPlan } from '../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../support/workspace.ts';

const classes = ['shirt', 'sneaker'].map((name) => ({
  name,
  prompts: [{ text: `a photo of a ${name}`, source: statementPlan({ metric: { name: 'accuracy' } }).span }],
}));

/** With the judge that the language would have given it. */
function recipeOf(choices: RecipeChoices = {}): RecipePlan {
  return { ...recipePlan(choices), judging: { model: { spec: { kind: 'starter', name: 'clip' } }, classes } };
}

describe('comparing', () => {
  let workspace: TemporaryWorkspace;
  let models: GarmentModels;
  let executor: Executor;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    models = new GarmentModels();
    executor = new Executor({ settings: workspace.settings, opener: models });
  });

  afterEach(async () => {
    await executor.dispose();
    await workspace.remove();
  });

  const draw = (recipe: RecipePlan) => drain(executor.draw(recipe, never));

  async function compare(before: CompareSide, after: CompareSide, effort: CompareEffort): Promise<Comparison> {
    return (await drain(executor.compare({ before, after, effort }, never))).result;
  }

  const recipes = (before: RecipePlan, after: RecipePlan, effort: CompareEffort = 'judge') =>
    compare({ kind: 'recipe', label: 'HEAD', recipe: before }, { kind: 'recipe', label: 'now', recipe: after }, effort);

  const evaluations = (before: EvaluationPlan, after: EvaluationPlan, effort: CompareEffort = 'judge') =>
    compare(
      { kind: 'evaluation', label: 'HEAD', evaluation: before },
      { kind: 'evaluation', label: 'now', evaluation: after },
      effort,
    );

  describe('recipes', () => {
    it('finds nothing where nothing changed', async () => {
      await draw(recipeOf());
      const found = await recipes(recipeOf(), recipeOf());
      assert.deepEqual(found.words, []);
      assert.deepEqual(found.notes, []);
      const pairs = found.pictures.flatMap((set) => set.pairs);
      assert.equal(pairs.length, 4);
      assert.ok(pairs.every(({ asked, pixels }) => asked.length === 0 && pixels.kind === 'same'));
      assert.ok(found.measures.length > 0);
      assert.ok(
        found.measures.every(({ verdict, difference }) => verdict === 'no clear difference' && difference.value === 0),
      );
    });

    it('is no run when all that it draws is there', async () => {
      await draw(recipeOf());
      const before = await executor.listRuns();
      await recipes(recipeOf(), recipeOf(), 'draw');
      assert.deepEqual(await executor.listRuns(), before);
    });

    it('tells a changed word of one class from what it leaves alone, in words, pixels and scores', async () => {
      const before = recipeOf();
      // A red one instead of a green one: the painter paints, and the judge sees, another garment.
      const after = recipeOf({
        prompt: (name) => (name === 'sneaker' ? 'a photo of a shirt' : `a photo of a ${name}`),
      });
      await draw(before);
      const found = await recipes(before, after, 'draw');
      assert.deepEqual(
        found.words.map(({ what, where, count, pieces }) => [what, where, count, pieces.map(({ text }) => text)]),
        [['prompt', 'sneaker · guidance 3', 2, ['a photo of a', ' sneaker', ' shirt']]],
      );
      const pairs = found.pictures[0]?.pairs ?? [];
      assert.deepEqual(
        pairs.map(({ row, number, asked, pixels }) => [row, number, asked, pixels.kind]),
        [
          ['shirt', 1, [], 'same'],
          ['shirt', 2, [], 'same'],
          ['sneaker', 1, ['words'], 'changed'],
          ['sneaker', 2, ['words'], 'changed'],
        ],
      );
      const changed = pairs[2]?.pixels;
      // From (20, 230, 20 + …) to (230, 20, 20 + …): two channels by 210.
      assert.ok(changed?.kind === 'changed' && Math.abs((changed.distance ?? 0) - 420 / 765) < 0.001);
      assert.deepEqual([pairs[2]?.before?.score?.predicted, pairs[2]?.after?.score?.predicted], ['sneaker', 'shirt']);
      const fidelity = found.measures.find(({ metric, class: name }) => metric === 'fidelity' && name === undefined);
      assert.deepEqual([fidelity?.before, fidelity?.after, fidelity?.moved], [1, 0.5, { up: 0, down: 2 }]);
      assert.equal(fidelity?.verdict, 'no clear difference', 'two images are too few to know');
      assert.equal(models.drawn.length, 4, 'a sneaker with the words of a shirt is the same picture');
    });

    it('draws and judges nothing unasked, and says what is missing', async () => {
      const found = await recipes(recipeOf(), recipeOf({ steps: 5 }), 'cached');
      assert.equal(models.opened, 1, 'the painter, to know its digest');
      assert.deepEqual([models.drawn.length, models.images], [0, 0]);
      assert.deepEqual([found.before.drawn, found.before.total, found.after.isJudged], [0, 4, false]);
      const pairs = found.pictures[0]?.pairs ?? [];
      assert.ok(pairs.every(({ asked, pixels }) => asked.join() === 'settings' && pixels.kind === 'unknown'));
      assert.deepEqual(found.words[0]?.pieces, [
        { kind: 'same', text: 'steps' },
        { kind: 'removed', text: ' 4' },
        { kind: 'added', text: ' 5' },
      ]);
      assert.equal(found.words[0]?.count, 4);
    });

    it('pairs by class, column and number: what is on one side alone came or went', async () => {
      const before = recipeOf({ classes: ['shirt', 'bag'], guidance: [1, 3] });
      const after = recipeOf({ classes: ['shirt', 'sneaker'], guidance: [3, 5], images: 3 });
      const { pictures, words } = await recipes(before, after, 'cached');
      const sides = pictures[0]?.pairs.map((pair) => [
        `${pair.row} ${pair.column} ${pair.number}`,
        `${pair.before ? 'was' : ''}${pair.after ? 'is' : ''}`,
      ]);
      assert.equal(sides?.length, 12 + 8 - 2, 'only shirt at guidance 3 has images on both sides: two');
      assert.deepEqual(new Map(sides as [string, string][]).get('shirt guidance 3 2'), 'wasis');
      assert.deepEqual(new Map(sides as [string, string][]).get('shirt guidance 3 3'), 'is');
      assert.deepEqual(new Map(sides as [string, string][]).get('bag guidance 1 1'), 'was');
      assert.deepEqual(words.map(({ where, count }) => [where, count]).sort(), [
        ['bag', 4],
        ['shirt', 2],
        ['shirt', 4],
        ['sneaker', 6],
      ]);
    });

    it('of another seed has no changed words', async () => {
      const { words, pictures } = await recipes(recipeOf(), recipeOf({ seed: 8 }), 'cached');
      assert.deepEqual(
        words.map(({ what, count, pieces }) => [what, count, pieces.at(-1)?.text]),
        [['setting', 4, ' 8']],
      );
      assert.deepEqual(pictures[0]?.pairs[0]?.asked, ['seed']);
    });

    it('is of use where one side cannot be looked at', async () => {
      const gone: RecipePlan = { ...recipeOf(), model: { spec: { kind: 'folder', path: './gone' } } };
      const found = await recipes(gone, recipeOf(), 'draw');
      assert.equal(found.after.drawn, 4);
      assert.equal(found.before.drawn, 0);
      assert.ok(
        found.notes.some((note) => note.startsWith('HEAD: ') && note.includes('gone')),
        found.notes.join('\n'),
      );
      assert.deepEqual(found.words[0]?.what, 'model');
    });

    it('stops where it is cancelled', async () => {
      const stop = new AbortController();
      models.beforeStep = () => stop.abort();
      const request = { kind: 'recipe', label: 'x', recipe: recipeOf() } as const;
      const work = executor.compare({ before: request, after: request, effort: 'draw' }, stop.signal);
      await assert.rejects(drain(work), (error) => Failure.is(error, 'cancelled'));
    });
  });

  describe('evaluations', () => {
    const holdout = { kind: 'data', data: dataPlan('holdout') } as const;
    const accurate = statementPlan({ metric: { name: 'accuracy' }, value: 0.9, text: 'accuracy >= 90%' });

    async function put(name: string, colour: readonly [number, number, number]): Promise<void> {
      const file = path.join(workspace.folder, 'holdout', name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, await encodePng(plain(4, 4, colour)));
    }

    beforeEach(async () => {
      for (let i = 0; i < 8; i++) {
        await put(`shirt/${i}.png`, [200 + i, 0, 0]);
        await put(`sneaker/${i}.png`, [0, 200 + i, 0]);
      }
    });

    const words = (sneaker: string) =>
      evaluationPlan({
        on: [holdout],
        statements: [accurate],
        prompts: (name) => [`a photo of a ${name === 'sneaker' ? sneaker : name}`],
      });

    it('says which numbers are clearly better, with pairs, and which statements hold now', async () => {
      // Neither garment is blue, as a bag is to the judge.
      const before = { ...words('bag'), key: 'a'.repeat(64) };
      const after = { ...words('sneaker'), key: 'b'.repeat(64) };
      const found = await evaluations(before, after);
      assert.deepEqual(found.subject, { kind: 'evaluation', name: 'zeroshot' });
      const accuracy = found.measures.find(({ metric }) => metric === 'accuracy');
      assert.equal(accuracy?.difference.n, 16);
      assert.equal(accuracy?.difference.method, 'paired-bootstrap');
      assert.equal(accuracy?.after, 1);
      assert.deepEqual(
        found.words.map(({ what, where, count }) => [what, where, count]),
        [['judged', 'sneaker', 1]],
      );
      assert.deepEqual(found.matrices[0]?.classes, ['shirt', 'sneaker']);
      assert.deepEqual(found.matrices[0]?.after, [
        [8, 0],
        [0, 8],
      ]);
      const wrong = 16 * (1 - (accuracy?.before ?? 0));
      assert.deepEqual(accuracy?.moved, { up: Math.round(wrong), down: 0 });
      assert.equal(found.statements[0]?.flip, wrong > 1.6 ? 'holds now' : 'none');
      assert.deepEqual(found.notes, []);
    });

    it('compares what was evaluated before alone when nothing may be opened', async () => {
      await drain(executor.evaluate(words('sneaker'), never));
      const found = await evaluations({ ...words('bag'), key: 'a'.repeat(64) }, words('sneaker'), 'cached');
      assert.deepEqual([found.before.isJudged, found.after.isJudged], [false, true]);
      assert.deepEqual([found.measures, found.matrices], [[], []]);
      assert.equal(found.words.length, 1);
    });

    it('judges real images where drawn ones are missing, and knows what it found later', async () => {
      const recipe = { kind: 'recipe', recipe: recipePlan() } as const;
      const plan = { ...evaluationPlan({ on: [holdout, recipe], statements: [accurate] }), key: 'c'.repeat(64) };
      const judged = await evaluations(plan, plan, 'judge');
      assert.match(judged.notes.join('\n'), /Images of preview are not drawn, so they were not judged/);
      assert.deepEqual([...new Set(judged.measures.map(({ source }) => source))], ['holdout']);
      const { images } = models;
      const cached = await evaluations(plan, plan, 'cached');
      assert.deepEqual([cached.measures, models.images], [judged.measures, images]);
    });

    it('judges no recipe that is not drawn unless drawing is wanted', async () => {
      const plan = evaluationPlan({ on: [{ kind: 'recipe', recipe: recipePlan() }] });
      const judged = await evaluations(plan, plan, 'judge');
      assert.equal(models.drawn.length, 0);
      assert.match(judged.notes.join('\n'), /not drawn/);
      const drawn = await evaluations(plan, plan, 'draw');
      assert.deepEqual([drawn.after.drawn, drawn.after.isJudged], [4, true]);
      const scores = drawn.pictures[0]?.pairs.map(({ after }) => after?.score?.predicted);
      assert.deepEqual(scores, ['shirt', 'shirt', 'sneaker', 'sneaker']);
    });
  });

  it('compares a run with the file as it is now', async () => {
    const before = recipeOf();
    await draw(before);
    const [run] = await executor.listRuns();
    assert.ok(run);
    const after = recipeOf({ prompt: (name) => `a photo of a clean ${name}` });
    const now = { kind: 'recipe', label: 'now', recipe: after } as const;
    const found = await compare({ kind: 'run', run: run.id }, now, 'draw');
    assert.equal(found.before.run, run.id);
    assert.match(found.before.label, /^run of \d{4}-\d\d-\d\d \d\d:\d\d$/);
    assert.deepEqual([found.before.drawn, found.after.drawn], [4, 4]);
    assert.deepEqual(
      found.words.map(({ count, pieces }) => [count, pieces[1]]),
      [[4, { kind: 'added', text: ' clean' }]],
    );
    await assert.rejects(compare({ kind: 'run', run: 'gone' }, now, 'cached'), (error) =>
      Failure.is(error, 'run-missing'),
    );
  });

  it('refuses two kinds of sides', async () => {
    const recipe = { kind: 'recipe', label: 'x', recipe: recipeOf() } as const;
    const evaluation = { kind: 'evaluation', label: 'y', evaluation: evaluationPlan({ on: [] }) } as const;
    await assert.rejects(compare(recipe, evaluation, 'cached'), (error) => Failure.is(error, 'plan-invalid'));
  });
});
