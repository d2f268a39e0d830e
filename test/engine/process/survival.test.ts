/** @file What must not take the engine down, and what must not be lost when something does: through a real process. */
import assert from 'node:assert/strict';
import { cp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newestCrashReport } from '../../../src/engine/client/crash-files.ts';
import type { Engine, EngineState } from '../../../src/engine/client/engine.ts';
import { startEngine } from '../../../src/engine/client/start-engine.ts';
import { type OnnxGraph, type OnnxWeight, writeOnnx } from '../../../src/engine/runtime/onnx/onnx-writer.ts';
import type { RecipePlan } from '../../../src/language/plan/plan.ts';
import type { DrawProgress } from '../../../src/protocol/engine.ts';
import { Failure, type FailureCode } from '../../../src/protocol/failure.ts';
import { starterPack } from '../support/fixture.ts';
import { recipePlan } from '../support/plans.ts';
import { engineEntry, type TemporaryWorkspace, temporaryWorkspace } from '../support/workspace.ts';

const recipe = recipePlan({ classes: ['shirt'], images: 1, steps: 2 });
const mine: RecipePlan = { ...recipe, model: { spec: { kind: 'folder', path: 'mine' } } };

describe('the engine survives', function () {
  this.timeout(120_000);
  let workspace: TemporaryWorkspace;
  let engine: Engine;
  let first: number;
  /** Of the log. */
  let lines: string[];

  const processOf = (given: EngineState) => (given.kind === 'ready' || given.kind === 'busy' ? given.info.process : 0);

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    await cp(path.join(starterPack, 'diffusion'), model(), { recursive: true });
    lines = [];
    const log = (line: string) => lines.push(line);
    engine = await startEngine({ ...engineEntry, settings: workspace.settings, log, timing: { backOff: [1, 1] } });
    first = processOf(engine.state);
  });

  afterEach(async () => {
    await engine.dispose();
    await workspace.remove();
  });

  const model = (...parts: readonly string[]) => path.join(workspace.folder, 'mine', ...parts);
  const unet = () => model('unet/model.onnx');

  async function fails(code: FailureCode, sentence: RegExp): Promise<void> {
    await assert.rejects(engine.calls.draw({ recipe: mine }), (error) => {
      assert.ok(Failure.is(error, code), `${error}`);
      assert.match(error.message, sentence);
      return true;
    });
  }

  /** The same process draws with another model. */
  async function stillDraws(): Promise<void> {
    assert.equal((await engine.calls.draw({ recipe })).done, 1);
    assert.equal(processOf(engine.state), first, 'the process is the same');
  }

  const value = (name: string, shape: readonly (string | number)[]) => ({ name, type: 'float32' as const, shape });

  /** A U-Net that repeats its input in all directions. */
  function tiling(repeats: readonly number[], more: readonly OnnxWeight[] = []): OnnxGraph {
    const data = BigInt64Array.from(repeats, BigInt);
    return {
      inputs: [
        value('sample', ['batch', 4, 'height', 'width']),
        value('timestep', [1]),
        value('encoder_hidden_states', ['batch', 'tokens', 'features']),
      ],
      outputs: [value('out_sample', ['batch', 'channels', 'rows', 'columns'])],
      nodes: [{ operator: 'Tile', inputs: ['sample', 'repeats'], outputs: ['out_sample'] }],
      weights: [{ name: 'repeats', dims: [4], data }, ...more],
    };
  }

  it('a model file that is cut short', async () => {
    await truncate(unet(), 100_000);
    await fails('model-corrupt', /mine\/unet\/model\.onnx/);
    await stillDraws();
  });

  it('a Git LFS pointer in place of weights', async () => {
    await writeFile(unet(), 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
    await fails('model-corrupt', /mine\/unet\/model\.onnx is a Git LFS pointer; run `git lfs pull`/);
    await stillDraws();
  });

  it('weights that are missing beside their graph, and those that are too short', async () => {
    const weights = { name: 'w', dims: [1000], data: { file: 'weights.bin', byteLength: 4000 } };
    await writeFile(unet(), writeOnnx(tiling([1, 1, 1, 1], [weights])));
    await fails('model-missing', /weights\.bin/);
    await writeFile(model('unet/weights.bin'), 'short');
    await fails('model-corrupt', /weights\.bin/);
    await stillDraws();
  });

  it('a graph of another shape', async () => {
    const [sample, timestep] = tiling([]).inputs;
    const inputs = [sample!, timestep!, value('encoder_hidden_states', ['batch', 'tokens', 7])];
    await writeFile(unet(), writeOnnx({ ...tiling([1, 1, 1, 1]), inputs }));
    await fails('model-unsupported', /mine\/unet\/model\.onnx/);
    await stillDraws();
  });

  it('a graph that wants more memory than there is', async () => {
    const shape = { name: 'shape', dims: [6], data: BigInt64Array.from([1_000_000, 1_000, 1, 1, 1, 1], BigInt) };
    const graph = tiling([1, 1, 1, 1], [shape]);
    const nodes = [{ operator: 'Expand', inputs: ['sample', 'shape'], outputs: ['out_sample'] }];
    const outputs = [value('out_sample', ['a', 'b', 'c', 'd', 'e', 'f'])];
    await writeFile(unet(), writeOnnx({ ...graph, nodes, outputs }));
    await fails('memory-short', /mine\/unet\/model\.onnx/);
    await stillDraws();
  });

  it('a model that is replaced, taken away and brought back while it is open', async () => {
    const drawn = await engine.calls.draw({ recipe: mine });
    assert.equal(drawn.done, 1);
    await writeFile(unet(), writeOnnx(tiling([1, 1, 1, 1])));
    const other = await engine.calls.draw({ recipe: mine });
    assert.deepEqual([other.done, other.reused], [1, 0]);
    await rename(model(), `${model()}-away`);
    await fails('model-missing', /There is no model folder .*mine/);
    await rename(`${model()}-away`, model());
    assert.equal((await engine.calls.draw({ recipe: mine })).reused, 1);
    await stillDraws();
  });

  it('a model that is taken away in the middle of a run', async () => {
    const long: RecipePlan = { ...recipePlan({ images: 3, steps: 4 }), model: mine.model };
    let removed: Promise<void> | undefined;
    const onProgress = ({ step }: DrawProgress) => {
      if (step !== undefined) removed ??= rm(model(), { recursive: true });
    };
    const drawn = await engine.calls.draw({ recipe: long }, { onProgress });
    await removed;
    assert.deepEqual([drawn.done, drawn.total, removed === undefined], [6, 6, false]);
    await fails('model-missing', /There is no model folder .*mine/);
    await stillDraws();
  });

  it('says which part of a model it opens', async () => {
    const parts: string[] = [];
    await engine.calls.draw({ recipe }, { onProgress: ({ part }) => void (part !== undefined && parts.push(part)) });
    assert.deepEqual(parts.map((part) => part.replace(/ \([\d.]+ [kMG]?B\)$/, '')).sort(), [
      'text_encoder',
      'unet',
      'vae_decoder',
    ]);
    assert.equal(parts[0]?.split(' ')[0], 'unet', 'the largest first');
  });

  it('and writes to its log what it is told to', async () => {
    for (const [logLevel, isTold] of [
      ['debug', true],
      ['warn', false],
    ] as const) {
      lines.length = 0;
      await engine.restart({ ...workspace.settings, store: path.join(workspace.folder, logLevel), logLevel });
      await engine.calls.draw({ recipe });
      assert.equal(lines.includes('Draws 1 image of preview.'), isTold, lines.join('\n'));
    }
  });

  it('a cancel while it opens a model, and opens nothing more', async () => {
    const cancel = new AbortController();
    const onProgress = ({ part }: DrawProgress) => void (part !== undefined && cancel.abort());
    await assert.rejects(engine.calls.draw({ recipe }, { signal: cancel.signal, onProgress }), (error) =>
      Failure.is(error, 'cancelled'),
    );
    assert.ok(lines.filter((line) => /^Opened /.test(line)).length <= 1, lines.join('\n'));
    await stillDraws();
  });

  it('with less memory than the model takes, to the same pictures', async () => {
    const roomy = await engine.calls.draw({ recipe });
    await engine.restart({ ...workspace.settings, memory: 60, store: path.join(workspace.folder, 'tight') });
    const parts: string[] = [];
    const onProgress = ({ part }: DrawProgress) => void (part !== undefined && parts.push(part));
    const tight = await engine.calls.draw({ recipe }, { onProgress });
    assert.equal(parts[0]?.split(' ')[0], 'text_encoder', 'the prompt is read before the largest is opened');
    assert.ok(lines.includes('Closed text_encoder: unet needs the room.'), lines.join('\n'));
    assert.equal(tight.cells[0]?.[0]?.hash, roomy.cells[0]?.[0]?.hash);
  });

  for (const signal of ['SIGKILL', 'SIGABRT'] as const) {
    it(`${signal} in a native run, and says what it was at`, async () => {
      const long = recipePlan({ images: 4, guidance: [1, 3], steps: 20 });
      let killed = false;
      const onProgress = ({ step }: DrawProgress) => {
        if (killed || step === undefined) return;
        killed = true;
        process.kill(first, signal);
      };
      const drawn = await engine.calls.draw({ recipe: long }, { onProgress });
      assert.deepEqual([drawn.done, killed], [16, true]);
      const report = await newestCrashReport(workspace.settings.store);
      assert.ok(report !== undefined);
      const text = await readFile(report, 'utf8');
      assert.match(text, new RegExp(`was ended by signal ${signal}`));
      assert.match(text, /onnxruntime \d+\.\d+\.\d+, cpu/);
      assert.match(text, /running .*diffusion\/(unet|vae_decoder)\/model\.onnx on cpu\n\w+ \d+×/);
      assert.match(text, /\[info\] Opened unet \(\d+ MB\) on cpu/);
    });
  }
});
