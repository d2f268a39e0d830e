import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Executor } from '../../../../src/engine/executor.ts';
import { encodePng } from '../../../../src/engine/images/encode-png.ts';
import type { EvaluationPlan, SourceSpan } from '../../../../src/language/plan/plan.ts';
import type { MapMethod } from '../../../../src/protocol/evaluation.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { GarmentModels, plain } from '../../support/garment-models.ts';
import { dataPlan, evaluationPlan, recipePlan, span } from '../../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

const holdout = { kind: 'data', data: dataPlan('holdout') } as const;
const preview = { kind: 'recipe', recipe: recipePlan({ images: 2 }) } as const;

/** A place for each line of the ensemble. */
function lineAt(line: number): SourceSpan {
  return { ...span, start: { line, character: 0 }, end: { line, character: 9 } };
}

/** A prompt of each line, told apart by its place. */
function ensemble(lines: readonly ((name: string) => string)[], on: EvaluationPlan['on'] = [holdout]): EvaluationPlan {
  const plan = evaluationPlan({ on, prompts: (name) => lines.map((line) => line(name)) });
  const placed = plan.classes.map((one) => ({
    ...one,
    prompts: one.prompts.map((prompt, line) => ({ ...prompt, source: lineAt(line) })),
  }));
  return { ...plan, classes: placed };
}

const swapped: Readonly<Record<string, string>> = { shirt: 'sneaker', sneaker: 'shirt' };
const right = (name: string) => `a photo of a ${name}`;
const wrong = (name: string) => `no ${swapped[name]}`;

describe('analyses of an evaluation', () => {
  let workspace: TemporaryWorkspace;
  let models: GarmentModels;
  let executor: Executor;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    models = new GarmentModels();
    executor = new Executor({ settings: workspace.settings, opener: models });
    for (let i = 0; i < 4; i++) {
      await put(`shirt/${i}.png`, [200 + i, 0, 10 * i]);
      await put(`sneaker/${i}.png`, [0, 200 + i, 10 * i]);
    }
  });

  afterEach(async () => {
    await executor.dispose();
    await workspace.remove();
  });

  async function put(name: string, colour: readonly [number, number, number]): Promise<void> {
    const file = path.join(workspace.folder, 'holdout', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await encodePng(plain(4, 4, colour)));
  }

  const contributions = async (evaluation: EvaluationPlan) =>
    (await drain(executor.contributions(evaluation, never))).result;
  const map = async (evaluation: EvaluationPlan, method: MapMethod = 'pca') =>
    (await drain(executor.embeddingMap(evaluation, method, never))).result;

  it('say which line helps, which harms, and what each is worth alone', async () => {
    // Two right lines outvote the wrong one.
    const evaluation = ensemble([right, wrong, (name) => `a picture of a ${name}`]);
    const { sources } = await contributions(evaluation);
    const [source] = sources;
    assert.deepEqual([source?.name, source?.n, source?.of, source?.accuracy.value], ['holdout', 8, 8, 1]);
    assert.deepEqual(
      source?.lines.map(({ source: at, alone }) => [at.start.line, alone.value]),
      [
        [0, 1],
        [1, 0],
        [2, 1],
      ],
    );
    assert.deepEqual(
      source?.lines.map(({ example }) => example),
      ['a photo of a shirt', 'no sneaker', 'a picture of a shirt'],
    );
    const [, bad] = source!.lines;
    assert.ok(bad!.contribution.value! <= 0 && bad!.contribution.method === 'paired-bootstrap');
  });

  it('know a line that all hangs on, with its interval', async () => {
    const { sources } = await contributions(ensemble([(name) => right(name), wrong, wrong]));
    const [first] = sources[0]!.lines;
    // Without the right line all that is left is wrong.
    assert.equal(first!.alone.value, 1);
    assert.equal(first!.contribution.n, 8);
    assert.ok(first!.contribution.low! <= first!.contribution.value!);
  });

  it('have nothing to compare a single line with', async () => {
    const { sources } = await contributions(ensemble([right]));
    const [only, ...others] = sources[0]!.lines;
    assert.equal(others.length, 0);
    assert.deepEqual([only?.alone.value, only?.contribution.value, only?.contribution.n], [1, null, 0]);
  });

  it('look at what is there, and draw nothing', async () => {
    const evaluation = ensemble([right], [holdout, preview]);
    assert.deepEqual(
      (await contributions(evaluation)).sources.map(({ n, of }) => [n, of]),
      [
        [8, 8],
        [0, 0],
      ],
    );
    assert.equal((await map(evaluation)).sources[1]?.length, 0);
    assert.equal(models.drawn.length, 0);
  });

  it('embed nothing that an evaluation has embedded', async () => {
    const evaluation = ensemble([right, wrong], [holdout, preview]);
    const { result } = await drain(executor.evaluate(evaluation, never));
    const { images } = models;
    models.texts.length = 0;
    await contributions(evaluation);
    const { sources, classes, notes, explained } = await map(evaluation);
    assert.deepEqual([models.images, models.texts], [images, []]);
    assert.deepEqual(
      sources.map((points) => points.length),
      result.sources.map((source) => source.images.length),
    );
    assert.ok(sources.flat().every((point) => point?.every(Number.isFinite)));
    assert.equal(classes.length, 2);
    assert.ok(explained! > 0.9 && notes.some((note) => /centred/.test(note)));
  });

  it('leave images that cannot be read out of the map, as the report does', async () => {
    await writeFile(path.join(workspace.folder, 'holdout/shirt/0.png'), 'no picture');
    const evaluation = ensemble([right]);
    const { result } = await drain(executor.evaluate(evaluation, never));
    const { sources } = await map(evaluation);
    assert.equal(result.sources[0]?.images.length, 7);
    assert.equal(sources[0]?.length, 7);
    assert.equal((await contributions(evaluation)).sources[0]?.n, 7);
  });

  it('map by neighbours where there are enough, and say when there are not', async () => {
    const evaluation = ensemble([right]);
    const found = await map(evaluation, 'umap');
    assert.equal(found.method, 'umap');
    assert.equal('explained' in found, false);
    assert.deepEqual(await map(evaluation, 'umap'), found);
    const few = evaluationPlan({ classes: ['shirt'], on: [preview] });
    assert.deepEqual((await map(few, 'umap')).method, 'pca');
    assert.match((await map(few, 'umap')).notes.join(' '), /too few images for UMAP/);
  });

  it('are cancelled, and the next one goes', async () => {
    const evaluation = ensemble([right, wrong]);
    for (const work of [
      executor.contributions(evaluation, AbortSignal.abort()),
      executor.embeddingMap(evaluation, 'umap', AbortSignal.abort()),
    ]) {
      await assert.rejects(drain<unknown, unknown>(work), (error) => Failure.is(error, 'cancelled'));
    }
    const controller = new AbortController();
    const run = executor.contributions(evaluation, controller.signal);
    const cancelAtFirstLine = async () => {
      for (let next = await run.next(); !next.done; next = await run.next())
        if (next.value.stage === 'judging') controller.abort();
    };
    await assert.rejects(cancelAtFirstLine(), (error) => Failure.is(error, 'cancelled'));
    assert.equal((await contributions(evaluation)).sources[0]?.n, 8);
  });
});
