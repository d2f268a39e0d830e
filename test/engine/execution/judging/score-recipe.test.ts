import assert from 'node:assert/strict';
import { rm, stat, writeFile } from 'node:fs/promises';
import { Executor } from '../../../../src/engine/executor.ts';
import type { JudgingPlan, RecipePlan } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { GarmentModels } from '../../support/garment-models.ts';
import { evaluationPlan, type RecipeChoices, recipePlan } from '../../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

/** Judged by the usual prompt. */
function judged(choices: RecipeChoices = {}, judging: Partial<JudgingPlan> = {}): RecipePlan {
  const { model, classes } = evaluationPlan({ on: [] });
  return { ...recipePlan({ images: 2, ...choices }), judging: { model, classes, ...judging } };
}

const template = (text: (name: string) => string) =>
  evaluationPlan({ on: [], prompts: (name) => [text(name)] }).classes;

describe('scoring a recipe', () => {
  let workspace: TemporaryWorkspace;
  let models: GarmentModels;
  let executor: Executor;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    models = new GarmentModels();
    executor = open();
  });

  afterEach(async () => {
    await executor.dispose();
    await workspace.remove();
  });

  const open = () => new Executor({ settings: workspace.settings, opener: models });
  const draw = (recipe: RecipePlan) => drain(executor.draw(recipe, never));
  const score = async (recipe: RecipePlan) => (await drain(executor.score(recipe, never))).result;

  it('says how like its prompt each image is, and what it is taken for', async () => {
    const recipe = judged();
    await draw(recipe);
    const scores = await score(recipe);
    assert.deepEqual([scores.recipe, scores.classes], ['preview', ['shirt', 'sneaker']]);
    assert.deepEqual(
      scores.cells.map((cell) => cell.map((one) => one && [one.predicted, one.agrees])),
      [
        [
          [0, true],
          [0, true],
        ],
        [
          [1, true],
          [1, true],
        ],
      ],
    );
    for (const one of scores.cells.flat()) {
      assert.ok(one!.score! > 0.9 && one!.score! <= 1 + 1e-6);
      assert.ok(one!.confidence > 0.5 && one!.margin > 0 && one!.margin < one!.confidence);
    }
  });

  it('has a margin below zero where the judge takes an image for another class than was asked for', async () => {
    const recipe = judged();
    const [shirt, sneaker] = recipe.rows;
    const swapped = {
      ...recipe,
      rows: [
        { ...shirt!, class: 'sneaker' },
        { ...sneaker!, class: 'shirt' },
      ],
    };
    await draw(recipe);
    const right = (await score(recipe)).cells.flat();
    const wrong = (await score(swapped)).cells.flat();
    for (const [at, one] of wrong.entries()) {
      assert.deepEqual([one!.agrees, one!.predicted], [false, right[at]!.predicted]);
      assert.ok(
        Math.abs(one!.margin + right[at]!.margin) < 1e-6,
        'of two classes, one is as far below as the other above',
      );
    }
  });

  it('scores what is drawn, and leaves the places of what is not', async () => {
    const recipe = judged();
    assert.equal(await executor.lookupScores(recipe), null);
    await draw({ ...recipe, cells: recipe.cells.slice(0, 1), rows: recipe.rows.slice(0, 1) });
    const drawn = models.drawn.length;
    const scores = await score(recipe);
    assert.equal(models.drawn.length, drawn, 'nothing is drawn for it');
    assert.deepEqual(
      scores.cells.map((cell) => cell.map((one) => one !== null)),
      [
        [true, true],
        [false, false],
      ],
    );
  });

  it('is known without a model from then on, in the next process too', async () => {
    const recipe = judged();
    await draw(recipe);
    const scores = await score(recipe);
    executor = open();
    const { images } = models;
    models.texts.length = 0;
    assert.deepEqual(await executor.lookupScores(recipe), scores);
    assert.deepEqual(await score(recipe), scores);
    assert.deepEqual([models.images, models.texts], [images, []]);
  });

  it('looks at no image again when a template changed, and scores anew', async () => {
    const recipe = judged();
    await draw(recipe);
    await score(recipe);
    const { images, drawn } = models;
    models.texts.length = 0;
    const changed = judged({}, { classes: template((name) => `a drawing of a ${name}`) });
    assert.equal(await executor.lookupScores(changed), null, 'scores of other words are not its own');
    await score(changed);
    assert.equal(models.images, images);
    assert.equal(models.drawn.length, drawn.length);
    assert.deepEqual(models.texts, ['a drawing of a shirt', 'a drawing of a sneaker']);
    assert.notEqual(await executor.lookupScores(recipe), null, 'nor are the others forgotten');
  });

  it('cannot tell apart what is one class, nor say that a row of no class is right', async () => {
    const alone = judged({ classes: ['shirt'] }, { classes: template((name) => name).slice(0, 1) });
    await draw(alone);
    assert.deepEqual(
      (await score(alone)).cells.flat().map((one) => [one?.predicted, one?.agrees, one?.margin]),
      [
        [-1, null, 0],
        [-1, null, 0],
      ],
    );
    const stranger = judged({ classes: ['bag'] });
    await draw(stranger);
    assert.ok((await score(stranger)).cells.flat().every((one) => one?.agrees === null && one.predicted >= 0));
  });

  it('knows no likeness to a prompt that the judge cannot read whole', async () => {
    const long = judged({ prompt: (name) => `${name} ${'very '.repeat(80)}` });
    await draw(long);
    const [one] = (await score(long)).cells.flat();
    assert.equal(one?.score, null);
    assert.equal(one?.predicted, 0);
    assert.deepEqual((await executor.lookupScores(long))?.cells.flat()[0], one);
  });

  it('reads a prompt without what tells the painter how to weigh it', async () => {
    const recipe = judged({ classes: ['shirt'], images: 1 });
    const wordings = [
      [
        [
          { text: 'a photo of a ', weight: 1 },
          { text: 'shirt', weight: 1.4 },
        ],
      ],
    ];
    const cells = recipe.cells.map((cell) => ({
      ...cell,
      images: cell.images.map((image) => ({
        ...image,
        prompt: 'a photo of a (shirt:1.4)',
        reading: { wordings, steps: [0, 0, 0, 0] },
      })),
    }));
    await draw({ ...recipe, cells });
    await score({ ...recipe, cells });
    assert.ok(models.texts.includes('a photo of a shirt'));
    assert.ok(!models.texts.some((text) => text.includes('1.4')));
  });

  it('does without an image that is damaged', async () => {
    const recipe = judged();
    const { result } = await draw(recipe);
    const [first] = result.cells.flat();
    await writeFile(first!.file!, Buffer.alloc((await stat(first!.file!)).size));
    const scores = await score(recipe);
    assert.deepEqual(
      scores.cells.flat().map((one) => one !== null),
      [false, true, true, true],
    );
  });

  it('says what is missing of a recipe without a judge, and when it is cancelled', async () => {
    const { judging: _, ...without } = judged();
    assert.equal(await executor.lookupScores(without), null);
    await assert.rejects(
      score(without),
      (error) => Failure.is(error, 'plan-invalid') && /no judge/.test(error.message),
    );
    const recipe = judged();
    await draw(recipe);
    await assert.rejects(drain(executor.score(recipe, AbortSignal.abort())), (error) => Failure.is(error, 'cancelled'));
    assert.equal(await executor.lookupScores(recipe), null);
    await rm(workspace.settings.store, { recursive: true });
    assert.equal(await executor.lookupScores(recipe), null);
  });
});
