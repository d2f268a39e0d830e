import assert from 'node:assert/strict';
import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Executor } from '../../../../src/engine/executor.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { encodePng } from '../../../../src/engine/images/encode-png.ts';
import type { EvaluationPlan, RecipePlan } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { GarmentModels, plain } from '../../support/garment-models.ts';
import {
  dataPlan,
  type EvaluationChoices,
  evaluationPlan,
  recipePlan,
  span,
  statementPlan,
} from '../../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

const recipe = recipePlan({ images: 2, guidance: [1, 3] });
const holdout = { kind: 'data', data: dataPlan('holdout') } as const;
const preview = { kind: 'recipe', recipe } as const;

describe('evaluating', () => {
  let workspace: TemporaryWorkspace;
  let models: GarmentModels;
  let executor: Executor;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    models = new GarmentModels();
    executor = open();
    // Three red shirts, one of which looks like a sneaker; two green sneakers.
    await put('shirt/a.png', [200, 0, 0]);
    await put('shirt/b.png', [210, 0, 0]);
    await put('shirt/c.png', [0, 220, 0]);
    await put('sneaker/a.png', [0, 200, 0]);
    await put('sneaker/b.png', [0, 210, 0]);
  });

  afterEach(async () => {
    await executor.dispose();
    await workspace.remove();
  });

  const open = () => new Executor({ settings: workspace.settings, opener: models });

  async function put(name: string, colour: readonly [number, number, number]): Promise<string> {
    const file = path.join(workspace.folder, 'holdout', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await encodePng(plain(4, 4, colour)));
    return file;
  }

  const evaluate = (choices: Partial<EvaluationChoices> = {}, signal = never) =>
    drain(executor.evaluate(evaluationPlan({ on: [holdout], ...choices }), signal));

  it('judges real images and says what it found', async () => {
    const statements = [
      statementPlan({ metric: { name: 'accuracy' }, operator: '=', value: 0.8 }),
      statementPlan({ kind: 'check', metric: { name: 'recall', class: 'shirt' }, value: 0.9 }),
    ];
    const { result } = await evaluate({ statements });
    const [source] = result.sources;
    assert.deepEqual(result.classes, ['shirt', 'sneaker']);
    assert.deepEqual(source?.confusion, [
      [2, 1],
      [0, 2],
    ]);
    assert.deepEqual([source?.name, source?.kind, source?.columns], ['holdout', 'data', []]);
    assert.deepEqual([source?.accuracy.value, source?.accuracy.n], [0.8, 5]);
    const wrong = source?.images.find(({ actual, predicted }) => actual !== predicted);
    assert.equal(wrong?.file, path.join(workspace.folder, 'holdout/shirt/c.png'));
    assert.ok(wrong.confidence > 0.5 && wrong.margin > 0 && wrong.margin < wrong.confidence);
    assert.equal('origin' in wrong, false);
    assert.deepEqual(
      result.statements.map(({ held, source: on }) => [held, on]),
      [
        [true, 'holdout'],
        [false, 'holdout'],
      ],
    );
    assert.equal(result.verdict, 'needs-review');
    assert.equal(result.file, span.file);
  });

  it('draws what is missing first, and judges it by column, each image with its origin', async () => {
    models.note = 'Decoded in tiles.';
    const { result, progress } = await evaluate({ on: [holdout, preview] });
    assert.deepEqual(result.notes, ['Decoded in tiles.']);
    const drawn = result.sources[1];
    assert.equal(models.drawn.length, 8);
    assert.equal(drawn?.accuracy.value, 1);
    assert.deepEqual(
      drawn?.columns.map(({ label, accuracy }) => [label, accuracy.n]),
      [
        ['guidance 1', 4],
        ['guidance 3', 4],
      ],
    );
    const { origin } = drawn.images[0]!;
    assert.deepEqual(origin, { source: span, prompt: 'a photo of a shirt', seed: 7, column: 0 });
    const stages = progress.map(({ stage, source }) => (source === undefined ? stage : `${stage} ${source}`));
    assert.deepEqual(
      [...new Set(stages)],
      ['loading', 'reading holdout', 'loading preview', 'drawing preview', 'judging holdout', 'judging preview'],
    );
    assert.deepEqual([progress.at(-1)?.done, progress.at(-1)?.total], [13, 13]);
  });

  it('holds drawn images against their own prompts where a statement is about it, and only there', async () => {
    const statements = [
      statementPlan({ metric: { name: 'clip-score', percentile: 10 }, value: 0.9 }),
      statementPlan({ metric: { name: 'margin', percentile: 0 }, operator: '<', value: 0 }),
      statementPlan({ metric: { name: 'calibration-error' }, operator: '<=', value: 1 }),
    ];
    const { result } = await evaluate({ on: [holdout, preview], statements });
    assert.deepEqual(
      result.statements.map(({ held, source, measured }) => [held, source, measured.n]),
      [
        [true, 'preview', 8],
        [true, 'holdout', 5],
        [true, 'holdout', 5],
      ],
    );
    assert.equal(result.statements[0]?.measured.unit, 'cosine');
    assert.ok(result.sources[1]?.images.every(({ score }) => score! > 0.9 && score! <= 1 + 1e-6));
    assert.ok(result.sources[0]?.images.every((image) => !('score' in image)));
    const plain = await evaluate({ on: [preview] });
    assert.ok(plain.result.sources[0]?.images.every((image) => !('score' in image)));
    assert.deepEqual(models.texts, ['a photo of a shirt', 'a photo of a sneaker'], 'prompts and classes share words');
  });

  it('tells where images lie among the classes, and by which bytes it knew them', async () => {
    const { result } = await evaluate();
    const [source] = result.sources;
    assert.deepEqual(
      source?.analysis.topK.map(({ value }) => value),
      [0.8, 1],
    );
    const [pair, ...others] = source!.analysis.confusedPairs;
    assert.equal(others.length, 0);
    assert.deepEqual([pair?.a, pair?.b, pair?.aForB, pair?.bForA], [0, 1, 1, 0]);
    for (const { file, hash, rank, runnerUp, predicted } of source!.images) {
      assert.equal(hash, digestOf(await readFile(file)));
      assert.deepEqual([rank === 1, runnerUp], [!file.endsWith('c.png'), 1 - predicted]);
    }
  });

  it('reads many texts a part at a time, says how far it is, and remembers them when it is cancelled', async () => {
    const prompts = (name: string) => Array.from({ length: 300 }, (_, i) => `${i} of ${name}`);
    const controller = new AbortController();
    const plan = evaluationPlan({ on: [holdout], prompts });
    const told: string[] = [];
    const cancelAtSecondPart = drain(executor.evaluate(plan, controller.signal), ({ part }) => {
      if (part !== undefined) told.push(part);
      if (told.length === 2) controller.abort();
    });
    await assert.rejects(cancelAtSecondPart, (error) => Failure.is(error, 'cancelled'));
    assert.deepEqual(told, ['what the judge reads (0 of 600 texts)', 'what the judge reads (256 of 600 texts)']);
    executor = open();
    models.texts.length = 0;
    await evaluate({ prompts });
    assert.equal(models.texts.length, 600 - 256);
  });

  it('skips, counts and names a damaged image', async () => {
    const file = await put('shirt/d.png', [200, 0, 0]);
    await writeFile(file, (await readFile(file)).subarray(0, 40));
    const { result } = await evaluate();
    assert.equal(result.sources[0]?.accuracy.n, 5);
    const [skipped, ...others] = result.sources[0]?.skipped ?? [];
    assert.equal(others.length, 0);
    assert.equal(skipped?.file, file);
    assert.match(skipped.reason, /d\.png is damaged/);
  });

  it('embeds new words only', async () => {
    await evaluate({ on: [holdout, preview] });
    const { images } = models;
    models.texts.length = 0;
    executor = open();
    const prompts = (name: string) => [`a photo of a ${name}`, `a picture of a ${name}`];
    await evaluate({ on: [holdout, preview], prompts });
    assert.equal(models.images, images);
    assert.deepEqual(models.texts, ['a picture of a shirt', 'a picture of a sneaker']);
  });

  it('embeds new images only', async () => {
    await evaluate();
    await put('sneaker/c.png', [0, 230, 0]);
    await evaluate();
    assert.equal(models.images, 6);
  });

  it('embeds equal images once, and judges each', async () => {
    await put('shirt/d.png', [200, 0, 0]);
    const { result } = await evaluate();
    assert.equal(result.sources[0]?.accuracy.n, 6);
    await evaluate();
    assert.equal(models.images, 6, 'in the first run, before the cache knew');
  });

  it('remembers what was embedded before a cancel', async () => {
    const controller = new AbortController();
    const run = executor.evaluate(evaluationPlan({ on: [holdout] }), controller.signal);
    const cancelOnceEmbedded = async () => {
      for (let next = await run.next(); !next.done; next = await run.next()) if (models.images > 0) controller.abort();
    };
    await assert.rejects(cancelOnceEmbedded(), (error) => Failure.is(error, 'cancelled'));
    executor = open();
    await evaluate();
    assert.equal(models.images, 5);
  });

  it('is cancelled, with nothing left open or locked', async () => {
    await assert.rejects(evaluate({}, AbortSignal.abort()), (error) => Failure.is(error, 'cancelled'));
    const controller = new AbortController();
    models.beforeStep = () => controller.abort();
    await assert.rejects(evaluate({ on: [preview] }, controller.signal), (error) => Failure.is(error, 'cancelled'));
    models.beforeStep = () => {};
    assert.equal((await evaluate({ on: [preview] })).result.sources[0]?.accuracy.n, 8);
  });

  it('leaves out rows of no class here, and images that could not be drawn, and says so', async () => {
    const prompt = (name: string) => (name === 'sneaker' ? 'far too long' : `a photo of a ${name}`);
    const plan = recipePlan({ classes: ['shirt', 'sneaker', 'bag'], images: 1, prompt });
    const { result } = await evaluate({ on: [{ kind: 'recipe', recipe: plan }] });
    const [source] = result.sources;
    assert.equal(source?.images.length, 1);
    assert.deepEqual(
      source?.skipped.map(({ reason }) => reason),
      ['The row `bag` is of no class of this evaluation and was left out.', 'The prompt is too long; shorten it.'],
    );
  });

  it('says what is wrong with the data and writes no report', async () => {
    const gone = { kind: 'data', data: dataPlan('gone') } as const;
    await assert.rejects(evaluate({ on: [gone] }), (error) => Failure.is(error, 'data-missing'));
    await assert.rejects(
      drain(
        executor.evaluate({ ...evaluationPlan({ on: [holdout] }), classes: [{ name: 'shirt', prompts: [] }] }, never),
      ),
      (error) => Failure.is(error, 'plan-invalid'),
    );
  });

  describe('the last report', () => {
    const evaluation = evaluationPlan({
      on: [holdout, preview],
      statements: [statementPlan({ metric: { name: 'accuracy' } })],
    });
    const run = () => drain(executor.evaluate(evaluation, never));

    it('is there while nothing changed, also for another process that opens no session', async () => {
      assert.equal(await executor.lastReport(evaluation), null);
      const { result } = await run();
      const { images } = models;
      executor = open();
      assert.deepEqual(await executor.lastReport(evaluation), result);
      assert.equal(models.images, images);
    });

    it('is gone when an image changed, came, or went', async () => {
      await run();
      const file = await put('shirt/d.png', [200, 0, 0]);
      assert.equal(await executor.lastReport(evaluation), null);
      await rm(file);
      assert.notEqual(await executor.lastReport(evaluation), null);
      await utimes(path.join(workspace.folder, 'holdout/shirt/a.png'), new Date(0), new Date(0));
      assert.equal(await executor.lastReport(evaluation), null);
    });

    it('is gone when a drawn image is, or the model changed, or the words', async () => {
      const { result } = await run();
      const other = evaluationPlan({ on: [holdout, preview], prompts: (name) => [name] });
      assert.equal(await executor.lastReport(other), null);
      models.version = 2;
      executor = open();
      assert.equal(await executor.lastReport(evaluation), null);
      models.version = 1;
      executor = open();
      await rm(result.sources[1]!.images[0]!.file);
      assert.equal(await executor.lastReport(evaluation), null);
    });

    it('is gone when the data is', async () => {
      await run();
      await rm(path.join(workspace.folder, 'holdout'), { recursive: true });
      assert.equal(await executor.lastReport(evaluation), null);
    });

    it('points at the lines where they are now', async () => {
      await run();
      const moved = moveDown(evaluation);
      const report = await executor.lastReport(moved);
      assert.equal(report?.statements[0]?.span.start.line, span.start.line + 10);
      assert.ok(report.sources[1]?.images.every(({ origin }) => origin?.source.start.line === span.start.line + 10));
    });
  });
});

/** The same evaluation ten lines further down in the file. */
function moveDown(evaluation: EvaluationPlan): EvaluationPlan {
  const lower = { ...span, start: { ...span.start, line: span.start.line + 10 } };
  const moveRecipe = (plan: RecipePlan): RecipePlan => ({
    ...plan,
    cells: plan.cells.map((cell) => ({ ...cell, images: cell.images.map((image) => ({ ...image, source: lower })) })),
  });
  return {
    ...evaluation,
    span: lower,
    on: evaluation.on.map((source) =>
      source.kind === 'recipe' ? { ...source, recipe: moveRecipe(source.recipe) } : source,
    ),
    statements: evaluation.statements.map((statement) => ({ ...statement, span: lower })),
  };
}
