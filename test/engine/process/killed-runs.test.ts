/** @file Runs that are killed at any moment and gone on with leave what an undisturbed run does, byte for byte. */
import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { EngineProcess } from '../../../src/engine/client/engine-process.ts';
import { digestOf } from '../../../src/engine/files/digest.ts';
import { MersenneTwister } from '../../../src/engine/random/mersenne-twister.ts';
import { decodeSegment } from '../../../src/engine/store/judged/embedding-segment.ts';
import type { EvaluationPlan, RecipePlan } from '../../../src/language/plan/plan.ts';
import type { DrawProgress } from '../../../src/protocol/engine.ts';
import type { EvaluationReport } from '../../../src/protocol/evaluation.ts';
import type { RunSummary } from '../../../src/protocol/runs.ts';
import { fixtures } from '../support/fixture.ts';
import { dataPlan, evaluationPlan, recipePlan, statementPlan } from '../support/plans.ts';
import { bundleEngine, spawnQuickEngine } from '../support/quick-engine.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../support/workspace.ts';

const KILLS = 50;
const seed = Number(process.env.VLPROMPT_TEST_SEED ?? 20261122);

describe(`runs that are killed (seed ${seed})`, function () {
  this.timeout(600_000);
  let entry: string;
  let workspace: TemporaryWorkspace;
  let engine: EngineProcess | undefined;
  /** Milliseconds that the last run took that was not killed. */
  let duration = 0;
  /** Milliseconds after which runs were killed. */
  const kills: number[] = [];

  before(async () => {
    entry = await bundleEngine();
    workspace = await temporaryWorkspace();
    for (const model of ['sd15', 'clip-split']) {
      await cp(`${fixtures}models/${model}`, path.join(workspace.folder, model), { recursive: true });
    }
    for (const [name, image] of [
      ['shirt', 'init.png'],
      ['sneaker', 'wide.png'],
    ] as const) {
      await mkdir(path.join(workspace.folder, 'real', name), { recursive: true });
      await cp(`${fixtures}models/images/${image}`, path.join(workspace.folder, 'real', name, image));
    }
  });

  after(async () => {
    engine?.kill();
    await engine?.ended;
    await rm(entry, { force: true });
    await workspace.remove();
  });

  const settingsOf = (store: string) => ({ ...workspace.settings, store: path.join(workspace.folder, store) });

  const recipe: RecipePlan = {
    ...recipePlan({ images: 5, guidance: [1, 3], steps: 3 }),
    model: { spec: { kind: 'folder', path: 'sd15' } },
  };
  const long: RecipePlan = { ...recipePlan({ images: 10, guidance: [1, 3], steps: 12 }), model: recipe.model };
  const evaluation: EvaluationPlan = {
    ...evaluationPlan({
      on: [
        { kind: 'data', data: dataPlan('real') },
        { kind: 'recipe', recipe },
      ],
      statements: [statementPlan({ metric: { name: 'accuracy' } })],
    }),
    model: { spec: { kind: 'folder', path: 'clip-split' } },
  };
  const images = recipe.cells.flatMap((cell) => cell.images).length;

  it(`at ${KILLS} random moments are gone on with to the same artefacts`, async () => {
    const random = new MersenneTwister(seed);
    const whole = await artefactsOf('undisturbed', await untilDone('undisturbed', () => undefined));
    assert.ok(whole.size > 3 * images, [...whole.keys()].join('\n'));
    // Towards its end a run comes by being gone on with; those that are not cut off only take time.
    const next = () => (kills.length < KILLS ? random.uniform53() * 0.7 * duration : undefined);
    for (let store = 0; kills.length < KILLS; store++) {
      const report = await untilDone(`killed-${store}`, next);
      const said = `seed ${seed}, killed after ms: ${kills.map(Math.round).join(' ')}`;
      assert.deepEqual(await artefactsOf(`killed-${store}`, report), whole, said);
      assert.deepEqual(await drawnTwice(`killed-${store}`), [], said);
    }
  });

  it('in the queue are offered by the next start, as is the one at work', async () => {
    const killed = await open('queue');
    const other = { ...long, name: 'other' };
    const started = new Promise<void>((resolve) => {
      const onProgress = ({ stage, done }: DrawProgress) => void (stage === 'drawing' && done > 0 && resolve());
      for (const one of [long, other]) void killed.calls.draw({ recipe: one }, { onProgress }).catch(() => {});
    });
    await started;
    killed.kill();
    await killed.ended;
    const next = await open('queue');
    const runs = await next.calls.listRuns({});
    assert.deepEqual(
      runs.map(({ name, outcome, images: { drawn } }) => [name, outcome, drawn > 0]),
      [
        ['other', 'interrupted', false],
        ['preview', 'interrupted', true],
      ],
    );
    for (const { id } of [...runs].reverse()) {
      const { recipe: asked } = await next.calls.readRun({ run: id });
      assert.ok(asked !== undefined);
      const { done, total } = await next.calls.draw({ recipe: asked, resumes: id });
      assert.equal(done, total);
    }
    const after = await next.calls.listRuns({});
    assert.deepEqual(
      after.map(({ outcome }) => outcome),
      ['done', 'done', 'interrupted', 'interrupted'],
    );
    assert.deepEqual([after[2]?.resumedBy, after[3]?.resumedBy], [after[0]?.id, after[1]?.id]);
    assert.equal(new Set(await drawnKeys('queue')).size, (await drawnKeys('queue')).length, 'none was drawn twice');
    next.kill();
    await next.ended;
  });

  it('in one window are seen by another, whose own go on', async () => {
    const [first, second] = [await open('windows'), await open('windows')];
    const began = new Promise<void>((resolve) => {
      const onProgress = ({ stage }: DrawProgress) => void (stage === 'drawing' && resolve());
      void first.calls.draw({ recipe: long }, { onProgress }).catch(() => {});
    });
    await began;
    const seen = async () => (await second.calls.listRuns({})).map(({ outcome }) => outcome);
    const own = second.calls.draw({ recipe: { ...long, name: 'own' } });
    assert.ok((await seen()).every((outcome) => outcome === 'running'));
    first.kill();
    await first.ended;
    assert.equal((await own).done, (await own).total);
    assert.deepEqual(await seen(), ['done', 'interrupted']);
    second.kill();
    await second.ended;
  });

  async function open(store: string): Promise<EngineProcess> {
    engine = await spawnQuickEngine(entry, settingsOf(store));
    return engine;
  }

  /** The run to its end, with what it goes on with. */
  async function finish(engine: EngineProcess, interrupted: readonly RunSummary[]): Promise<EvaluationReport> {
    const [run] = interrupted;
    const resumes = run === undefined ? {} : { resumes: run.id };
    const report = await engine.calls.evaluate({ evaluation, ...resumes });
    const runs = await engine.calls.listRuns({});
    assert.equal(runs[0]?.outcome, 'done');
    assert.equal(runs[0]?.resumes, run?.id);
    assert.deepEqual(await interruptedRuns(engine), []);
    return report;
  }

  /** At most one: each run goes on with the one before. */
  async function interruptedRuns(engine: EngineProcess): Promise<readonly RunSummary[]> {
    const runs = await engine.calls.listRuns({});
    const open = runs.filter(({ outcome, resumedBy }) => outcome === 'interrupted' && resumedBy === undefined);
    assert.ok(open.length <= 1, JSON.stringify(runs));
    for (const { id } of open) assert.deepEqual((await engine.calls.readRun({ run: id })).evaluation, evaluation);
    return open;
  }

  /** @param next milliseconds until the next kill; undefined when there were enough */
  async function untilDone(store: string, next: () => number | undefined): Promise<EvaluationReport> {
    for (;;) {
      const engine = await open(store);
      const interrupted = await interruptedRuns(engine);
      const moment = next();
      const timer = moment === undefined ? undefined : setTimeout(() => engine.kill(), moment);
      const began = performance.now();
      const cutOff = engine.ended.then(() => undefined);
      const report = await Promise.race([finish(engine, interrupted).catch(rethrowUnlessCut), cutOff]);
      clearTimeout(timer);
      engine.kill();
      await engine.ended;
      if (report === undefined) kills.push(moment ?? 0);
      else if (moment === undefined) duration = performance.now() - began;
      if (report !== undefined) return report;
    }
  }

  /** Of the channel that broke; what went wrong otherwise is a finding. */
  function rethrowUnlessCut(error: unknown): Promise<never> {
    if (error instanceof assert.AssertionError) throw error;
    return new Promise(() => {});
  }

  async function journalLines(store: string) {
    const folder = path.join(settingsOf(store).store, 'runs');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
    const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
    return texts.flatMap((text) =>
      text
        .split('\n')
        .filter((line) => line.endsWith('}'))
        .map((line) => JSON.parse(line)),
    );
  }

  async function drawnKeys(store: string): Promise<readonly string[]> {
    const lines = await journalLines(store);
    return lines.filter(({ kind }) => kind === 'image').map(({ key }) => String(key));
  }

  /** Keys of images that were finished, and drawn again all the same. */
  async function drawnTwice(store: string): Promise<readonly string[]> {
    const keys = await drawnKeys(store);
    return keys.filter((key, i) => keys.indexOf(key) !== i);
  }

  /** Digest of each file of the cache, each embedding, and the report without its times. */
  async function artefactsOf(store: string, report: EvaluationReport): Promise<ReadonlyMap<string, string>> {
    const artefacts = new Map<string, string>();
    const cache = path.join(settingsOf(store).store, 'cache');
    const files = await readdir(cache, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))) {
      const absolute = path.join(file.parentPath, file.name);
      const name = path.relative(cache, absolute);
      const bytes = await readFile(absolute);
      if (file.name.endsWith('.vlpe')) addEmbeddings(artefacts, path.dirname(name), bytes);
      else artefacts.set(name, digestOf(bytes));
    }
    const { made: _, milliseconds: __, ...lasting } = report;
    artefacts.set('report', JSON.stringify(lasting).replaceAll(settingsOf(store).store, ''));
    return new Map([...artefacts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** How embeddings are spread over files depends on the moment; what they are does not. */
  function addEmbeddings(artefacts: Map<string, string>, folder: string, bytes: Buffer): void {
    const dimensions = bytes.readUInt32LE(8);
    const embeddings = decodeSegment(bytes, dimensions);
    assert.ok(embeddings !== undefined, `a damaged file in ${folder}`);
    for (const [hash, numbers] of embeddings)
      artefacts.set(`${folder}/${hash}`, Buffer.from(numbers.slice().buffer).toString('hex'));
  }
});
