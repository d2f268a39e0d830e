import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Executor } from '../../../../src/engine/executor.ts';
import type { DrawnRecipe, DrawProgress } from '../../../../src/protocol/engine.ts';
import type { EvaluateProgress } from '../../../../src/protocol/evaluation.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { QueueSnapshot } from '../../../../src/protocol/runs.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { GarmentModels } from '../../support/garment-models.ts';
import { evaluationPlan, recipePlan } from '../../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

const recipe = recipePlan({ images: 2 });
const isCancelled = (error: unknown) => Failure.is(error, 'cancelled');

describe('runs in their turn', () => {
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

  /** As another window would. */
  const open = () => new Executor({ settings: workspace.settings, opener: models });

  const draw = (plan = recipe, onProgress?: (progress: DrawProgress) => void): Promise<DrawnRecipe> =>
    drain(executor.draw(plan, never), onProgress).then(({ result }) => result);

  const queue = (): QueueSnapshot => {
    let seen: QueueSnapshot | undefined;
    const controller = new AbortController();
    void executor.watchQueue((snapshot) => {
      seen = snapshot;
    }, controller.signal);
    controller.abort();
    return seen ?? { isPaused: false, entries: [] };
  };

  it('are written down with what they found and drew', async () => {
    await draw();
    await draw(recipePlan({ images: 3 }));
    const [second, first] = await executor.listRuns();
    assert.deepEqual(first?.images, { total: 4, drawn: 4, reused: 0, failed: 0 });
    assert.deepEqual(second?.images, { total: 6, drawn: 2, reused: 4, failed: 0 });
    const { recipe: asked, drawn } = await open().readRun(first!.id);
    assert.deepEqual([asked, drawn?.done, drawn?.reused], [recipe, 4, 0]);
    assert.deepEqual(drawn?.cells, (await executor.lookup(recipe)).cells);
  });

  it('that judge are written down with their images and report', async () => {
    const evaluation = evaluationPlan({ on: [{ kind: 'recipe', recipe }] });
    const { result } = await drain(executor.evaluate(evaluation, never));
    const [summary] = await executor.listRuns();
    assert.deepEqual([summary?.kind, summary?.name, summary?.verdict], ['evaluate', 'zeroshot', result.verdict]);
    assert.equal(summary?.images.drawn, 4);
    assert.deepEqual(summary?.accuracies, [{ source: 'preview', accuracy: result.sources[0]?.accuracy }]);
    assert.deepEqual((await executor.readRun(summary!.id)).report, result);
  });

  it('pause behind the image at work, say so, and go on', async () => {
    const seen: (readonly [number, boolean])[] = [];
    models.beforeStep = ({ prompt, seed }, index) => {
      if (prompt.includes('sneaker') && seed === 7 && index === 2) executor.changeQueue({ kind: 'pause' });
    };
    const result = await draw(recipe, ({ isPaused = false }) => {
      if (isPaused) {
        seen.push([models.drawn.length, queue().isPaused]);
        executor.changeQueue({ kind: 'resume' });
      }
    });
    assert.deepEqual(seen, [[2, true]], 'the image at work was finished');
    assert.equal(result.done, 4);
  });

  it('have what was finished on the disk while they are paused, and can be cancelled', async () => {
    executor.changeQueue({ kind: 'pause' });
    let onPause = () => {};
    const paused = new Promise<void>((resolve) => {
      onPause = resolve;
    });
    models.beforeStep = () => executor.changeQueue({ kind: 'pause' });
    const run = draw(recipe, ({ isPaused, stage }) => void (isPaused && stage === 'drawing' && onPause()));
    executor.changeQueue({ kind: 'resume' });
    await paused;
    assert.equal((await open().lookup(recipe)).done, 1);
    assert.deepEqual(
      queue().entries.map(({ state, done }) => [state, done]),
      [['running', 1]],
    );
    executor.changeQueue({ kind: 'cancel-all' });
    await assert.rejects(run, isCancelled);
    assert.deepEqual([queue().entries, (await executor.listRuns())[0]?.outcome], [[], 'cancelled']);
  });

  it('that judge pause between batches', async () => {
    const evaluation = evaluationPlan({ on: [{ kind: 'recipe', recipe }] });
    const stages: EvaluateProgress['stage'][] = [];
    executor.changeQueue({ kind: 'pause' });
    const { result } = await drain(executor.evaluate(evaluation, never), ({ stage, isPaused }) => {
      if (isPaused) {
        stages.push(stage);
        executor.changeQueue({ kind: 'resume' });
      } else if (stage === 'judging') executor.changeQueue({ kind: 'pause' });
    });
    assert.ok(stages.includes('loading') && stages.includes('judging'), stages.join(' '));
    assert.equal(result.sources[0]?.images.length, 4);
  });

  it('wait as the queue has them, with what they will take', async () => {
    await draw(recipePlan({ images: 1, seed: 40 }));
    models.beforeStep = async () => new Promise((resolve) => setImmediate(resolve));
    const turns: string[] = [];
    const other = (name: string, seed: number) => recipePlan({ name, seed, images: 1 });
    const first = draw(recipe, () => {});
    const [b, c] = ['b', 'c'].map((name, i) => {
      return draw(other(name, 50 + i), ({ stage }) => void (stage === 'drawing' && turns.push(name)));
    });
    while (queue().entries.length < 3) await new Promise((resolve) => setImmediate(resolve));
    const [, , last] = queue().entries;
    assert.deepEqual([last?.name, last?.state], ['c', 'waiting']);
    executor.changeQueue({ kind: 'move', entry: last!.entry, to: 0 });
    await Promise.all([first, b, c]);
    assert.deepEqual([...new Set(turns)], ['c', 'b']);
    assert.deepEqual(
      (await executor.listRuns()).map(({ name, outcome }) => `${name} ${outcome}`),
      ['c done', 'b done', 'preview done', 'preview done'],
    );
  });

  it('are told from the start how long they will take, once something like them was drawn', async () => {
    assert.equal((await executor.lookup(recipe)).estimate, undefined);
    await draw();
    assert.equal((await open().lookup(recipe)).estimate, undefined, 'nothing is missing');
    const more = await open().lookup(recipePlan({ images: 5 }));
    const most = await open().lookup(recipePlan({ images: 5, steps: 8 }));
    const [some, all] = [more.estimate?.seconds ?? 0, most.estimate?.seconds ?? 0];
    assert.ok(some > 0 && Math.abs(all / some - (10 * 8) / (6 * 4)) < 1e-6, `${some} ${all}`);
  });

  it('lose no image where no journal can be written', async () => {
    await mkdir(workspace.settings.store);
    await writeFile(path.join(workspace.settings.store, 'runs'), 'a file in the way');
    assert.equal((await draw()).done, 4);
    assert.equal((await open().lookup(recipe)).done, 4);
    assert.deepEqual(await executor.listRuns(), []);
  });

  it('find in a store that cannot be written to what is in it', async function () {
    if (process.getuid?.() === 0 || process.platform === 'win32') this.skip(); // Whom permissions do not stop.
    await draw();
    const folders = (await readdir(workspace.settings.store, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.join(entry.parentPath, entry.name));
    for (const folder of folders) await chmod(folder, 0o555);
    executor = open();
    assert.deepEqual([(await draw()).reused, (await executor.listRuns()).length], [4, 1]);
    for (const folder of folders) await chmod(folder, 0o755);
  });

  it('of two windows share what they draw, and see one another', async () => {
    const other = open();
    let there: Promise<DrawnRecipe> | undefined;
    models.beforeStep = async ({ prompt }) => {
      if (there !== undefined || !prompt.includes('sneaker')) return;
      there = drain(other.draw(recipe, never)).then(({ result }) => result);
      await there;
    };
    const first = await draw();
    assert.ok(there !== undefined);
    const second = await there;
    assert.deepEqual(
      first.cells.flat().map(({ hash }) => hash),
      second.cells.flat().map(({ hash }) => hash),
    );
    assert.deepEqual([first.done, second.done], [4, 4]);
    assert.equal(first.reused, 2, 'images that the other drew meanwhile were taken');
    assert.deepEqual(
      (await executor.listRuns()).map(({ outcome }) => outcome),
      ['done', 'done'],
    );
    await other.dispose();
  });
});
