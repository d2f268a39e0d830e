/** @file The engine as it is used: a real process, the real starter pack, a real disk. */
import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Engine, EngineOptions, EngineState } from '../../../src/engine/client/engine.ts';
import { startEngine } from '../../../src/engine/client/start-engine.ts';
import { decodeImage } from '../../../src/engine/images/decode-image.ts';
import type { RecipePlan } from '../../../src/language/plan/plan.ts';
import { Failure, type FailureCode } from '../../../src/protocol/failure.ts';
import { starterPack } from '../support/fixture.ts';
import { mountDisk } from '../support/mounted-disk.ts';
import { dataPlan, evaluationPlan, recipePlan, statementPlan } from '../support/plans.ts';
import { engineEntry, repository, type TemporaryWorkspace, temporaryWorkspace } from '../support/workspace.ts';

const recipe = recipePlan({ images: 2, guidance: [1, 3], steps: 6 });
const photos = path.join(repository, 'examples/fashion/data/holdout');

describe('the engine process', function () {
  this.timeout(120_000);
  let workspace: TemporaryWorkspace;
  let engine: Engine;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    engine = await start();
  });

  afterEach(async () => {
    await engine.dispose();
    await workspace.remove();
  });

  const start = (options: Partial<EngineOptions> = {}) =>
    startEngine({ ...engineEntry, settings: workspace.settings, timing: { backOff: [1, 1] }, ...options });

  const store = (...parts: readonly string[]) => path.join(workspace.settings.store, ...parts);

  const filesIn = async (folder: string) =>
    (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile() && entry.name !== '.gitignore')
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort();

  const processOf = (given: EngineState) => (given.kind === 'ready' || given.kind === 'busy' ? given.info.process : 0);

  const fails = (work: Promise<unknown>, code: FailureCode, sentence: RegExp) =>
    assert.rejects(work, (error) => {
      assert.ok(Failure.is(error, code), `${error}`);
      assert.match(error.message, sentence);
      return true;
    });

  /** No half-written file and no picture of unfinished work. */
  async function assertTidy(): Promise<void> {
    const names = await filesIn(store());
    assert.deepEqual(
      names.filter((name) => name.includes('.tmp') || name.startsWith('previews')),
      [],
    );
  }

  it('introduces itself', () => {
    const { state } = engine;
    assert.equal(state.kind, 'ready');
    assert.match(state.info.runtime, /^onnxruntime \d+\.\d+/);
    assert.equal(state.info.provider, 'cpu');
    assert.ok(state.info.providers.find(({ provider }) => provider === 'cpu')?.works);
    assert.match(state.info.providerReason, /^[^\n]+[.]$/);
    assert.match(state.info.version, /^\d+\.\d+\.\d+/);
  });

  it('draws, shows pictures on the way, finds everything again, and judges it', async () => {
    const previews: string[] = [];
    const drawn = await engine.calls.draw(
      { recipe },
      {
        onProgress: ({ changed }) => {
          for (const { preview } of changed) if (preview !== undefined) previews.push(preview);
        },
      },
    );
    assert.deepEqual([drawn.done, drawn.total, drawn.reused], [8, 8, 0]);
    assert.ok(previews.length > 0 && previews.every((file) => file.startsWith(store('previews'))));
    const { width, height, data } = await decodeImage(drawn.cells[0]![0]!.file!);
    assert.deepEqual([width, height], [64, 64]);
    assert.ok(new Set(data).size > 16, 'a picture, not a plain colour');
    assert.equal((await engine.calls.lookup({ recipe })).reused, 8);

    const statements = [statementPlan({ metric: { name: 'fidelity' }, value: 0 })];
    const evaluation = evaluationPlan({ on: [{ kind: 'recipe', recipe }], statements });
    const report = await engine.calls.evaluate({ evaluation });
    assert.equal(report.sources[0]?.images.length, 8);
    assert.equal(report.verdict, 'passed');
    assert.deepEqual(await engine.calls.lastReport({ evaluation }), report);
    await assertTidy();
  });

  it('scores what it has drawn, and lays it out, by the judge of the starter pack', async () => {
    const { model, classes } = evaluationPlan({ on: [] });
    const judged = { ...recipe, judging: { model, classes } };
    const evaluation = evaluationPlan({ on: [{ kind: 'recipe', recipe }] });
    await engine.calls.draw({ recipe });
    const scores = await engine.calls.score({ recipe: judged });
    assert.ok(scores.cells.flat().every((one) => one !== null && one.score !== null && Math.abs(one.score) <= 1));
    assert.deepEqual(await engine.calls.lookupScores({ recipe: judged }), scores);
    const { sources } = await engine.calls.contributions({ evaluation });
    assert.deepEqual(
      sources.map(({ n, of, lines }) => [n, of, lines.length]),
      [[8, 8, 1]],
    );
    for (const method of ['pca', 'umap'] as const) {
      const map = await engine.calls.embeddingMap({ evaluation, method });
      assert.deepEqual([map.method, map.sources[0]?.length, map.classes.length], [method, 8, 2]);
    }
    await assert.rejects(engine.calls.score({ recipe }), (error) => Failure.is(error, 'plan-invalid'));
  });

  it('goes on where a killed process stopped, to the same pictures', async () => {
    // Long enough for several pictures on the way, however busy the machine is with its disk.
    const long = recipePlan({ images: 6, guidance: [1, 3], steps: 20 });
    const states: EngineState[] = [];
    engine.onDidChangeState((state) => states.push(state));
    const first = processOf(engine.state);
    let killed = false;
    const drawn = await engine.calls.draw(
      { recipe: long },
      {
        onProgress: ({ done }) => {
          // The first picture is on the disk by then; quick images tell of no steps.
          if (killed || done < 2) return;
          killed = true;
          process.kill(first, 'SIGKILL');
        },
      },
    );
    assert.ok(killed, 'the run was long enough to be cut off');
    assert.deepEqual([drawn.done, drawn.total], [24, 24]);
    assert.ok(drawn.reused >= 1, `${drawn.reused} were finished before`);
    assert.notEqual(processOf(engine.state), first);
    const reasons = states.flatMap((state) => (state.kind === 'restarting' ? [state.reason] : []));
    assert.equal(new Set(reasons).size, 1);
    assert.match(reasons[0]!, /ended by signal SIGKILL/);
    await assertTidy();

    const journals = await Promise.all(
      (await filesIn(store('runs')))
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => readFile(store('runs', name), 'utf8')),
    );
    const ends = journals.map((text) => JSON.parse(text.trim().split('\n').at(-1)!).kind);
    assert.deepEqual(ends, ['image', 'done'], 'the first run has no ending');

    const undisturbed = await startEngine({
      ...engineEntry,
      settings: { ...workspace.settings, store: path.join(workspace.folder, 'second') },
    });
    const again = await undisturbed.calls.draw({ recipe: long }).finally(() => undisturbed.dispose());
    assert.deepEqual(
      drawn.cells.flat().map(({ hash }) => hash),
      again.cells.flat().map(({ hash }) => hash),
    );
  });

  it('stops when cancelled, keeps what is finished, and leaves nothing else', async () => {
    const controller = new AbortController();
    const first = processOf(engine.state);
    const drawing = engine.calls.draw(
      { recipe },
      { signal: controller.signal, onProgress: ({ done }) => void (done > 0 && controller.abort()) },
    );
    await fails(drawing, 'cancelled', /Cancelled/);
    assert.equal(processOf(engine.state), first, 'it stopped by itself');
    const { done, total } = await engine.calls.lookup({ recipe });
    assert.ok(done > 0 && done < total, `${done} of ${total}`);
    await assertTidy();
    assert.equal((await engine.calls.draw({ recipe })).done, total);
  });

  it('judges real photographs; names the damaged one', async () => {
    const data = path.join(workspace.folder, 'data');
    const classes = ['bag', 'sandal', 'shirt'];
    for (const name of classes) {
      await mkdir(path.join(data, name), { recursive: true });
      const files = (await readdir(path.join(photos, name))).sort().slice(0, 4);
      for (const file of files) await cp(path.join(photos, name, file), path.join(data, name, file));
    }
    const damaged = path.join(data, classes[0]!, 'damaged.png');
    await writeFile(damaged, 'this is no picture');
    const evaluation = evaluationPlan({ classes, on: [{ kind: 'data', data: dataPlan('data') }] });
    const { sources } = await engine.calls.evaluate({ evaluation });
    assert.equal(sources[0]?.images.length, 12);
    assert.deepEqual(
      sources[0].skipped.map(({ file }) => file),
      [damaged],
    );
    assert.match(sources[0].skipped[0]!.reason, /is damaged or of an unknown format/);
  });

  it('says that the store is read-only, and still looks up', async function () {
    await mkdir(store());
    const disk = mountDisk(this, store(), 'ro');
    try {
      await fails(engine.calls.draw({ recipe }), 'store-read-only', /cannot be written to; make it writable/);
      assert.equal((await engine.calls.lookup({ recipe })).done, 0);
      const checks = await engine.calls.doctor({});
      assert.equal(checks.find(({ name }) => name === 'Store')?.state, 'bad');
    } finally {
      disk.unmount();
    }
  });

  it('says that the disk is full, keeps what is finished, and goes on when there is room', async function () {
    await mkdir(store());
    // Room for a few images only: every file takes a page of 4 KiB at least, and there are several for each image.
    const disk = mountDisk(this, store(), 'size=224k');
    const many = recipePlan({ images: 8, steps: 2 });
    try {
      await fails(engine.calls.draw({ recipe: many }), 'disk-full', /is full; free some space and run again/);
      await assertTidy();
      const { done } = await engine.calls.lookup({ recipe: many });
      assert.ok(done > 0 && done < 16, `${done} of 16`);
      await cp(store(), path.join(workspace.folder, 'roomy'), { recursive: true });
    } finally {
      disk.unmount();
    }
    await engine.restart({ ...workspace.settings, store: path.join(workspace.folder, 'roomy') });
    const drawn = await engine.calls.draw({ recipe: many });
    assert.equal(drawn.done, 16);
    assert.ok(drawn.reused > 0);
  });

  it('says which model file is damaged, and draws once it is repaired', async () => {
    const copy = path.join(workspace.folder, 'models/mine');
    await cp(path.join(starterPack, 'diffusion'), copy, { recursive: true });
    const unet = path.join(copy, 'unet/model.onnx');
    const mine: RecipePlan = { ...recipe, model: { spec: { kind: 'folder', path: 'models/mine' } } };
    await truncate(unet, 100_000);
    await fails(engine.calls.draw({ recipe: mine }), 'model-corrupt', /unet\/model\.onnx/);
    await assertTidy();
    await cp(path.join(starterPack, 'diffusion/unet/model.onnx'), unet);
    assert.equal((await engine.calls.draw({ recipe: mine })).done, 8);
    const pack = await engine.calls.lookup({ recipe });
    assert.equal(pack.done, 8, 'the same files are the same model, wherever they lie');
  });

  it('finds itself healthy', async () => {
    const checks = await engine.calls.doctor({});
    const names = checks.map(({ name }) => name);
    for (const name of ['Node', 'Provider cpu', 'Threads', 'Memory', 'Models', 'Starter pack', 'Cache', 'Store']) {
      assert.ok(names.includes(name), name);
    }
    const bad = checks.filter(({ state }) => state === 'bad');
    assert.deepEqual(bad, []);
    await assertTidy();
  });
});
