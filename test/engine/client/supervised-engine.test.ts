import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { newestCrashReport } from '../../../src/engine/client/crash-files.ts';
import type { Engine, EngineOptions, EngineState } from '../../../src/engine/client/engine.ts';
import { startEngine } from '../../../src/engine/client/start-engine.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { recipePlan } from '../support/plans.ts';

const recipe = recipePlan();

describe('startEngine', () => {
  let folder: string;
  let engine: Engine | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-client-'));
  });

  afterEach(async () => {
    await engine?.dispose();
    engine = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  /** @param manner how the process misbehaves */
  async function start(manner: string, options: Partial<EngineOptions> = {}): Promise<Engine> {
    engine = await startEngine({
      entry: fileURLToPath(new URL('crooked-engine.mjs', import.meta.url)),
      settings: settingsFor(manner),
      ...options,
      timing: { backOff: [1, 1], grace: 200, farewell: 200, ...options.timing },
    });
    return engine;
  }

  const settingsFor = (workspace: string) => ({
    workspace,
    store: path.join(folder, 'store'),
    starterPack: folder,
    trustedModelFolders: [],
    provider: 'cpu' as const,
    threads: 1,
    cache: folder,
    memory: 0,
    storeSize: 0,
    offline: true,
    logLevel: 'info' as const,
  });

  function watch(watched: Engine): EngineState[] {
    const states: EngineState[] = [];
    watched.onDidChangeState((state) => states.push(state));
    return states;
  }

  const until = (watched: Engine, kind: EngineState['kind']) =>
    new Promise<EngineState>((resolve) => {
      if (watched.state.kind === kind) resolve(watched.state);
      const subscription = watched.onDidChangeState((state) => {
        if (state.kind !== kind) return;
        subscription.dispose();
        resolve(state);
      });
    });

  const fails = (work: Promise<unknown>, code: Failure['code'], sentence: RegExp) =>
    assert.rejects(work, (error) => {
      assert.ok(Failure.is(error, code), `${error}`);
      assert.match(error.message, sentence);
      return true;
    });

  it('is ready, busy while it draws, and disposed at the end', async () => {
    const started = await start('well');
    const states = watch(started);
    assert.equal(started.state.kind, 'ready');
    await started.calls.draw({ recipe });
    await started.dispose();
    assert.deepEqual(
      states.map(({ kind }) => kind),
      ['busy', 'ready', 'disposed'],
    );
    await fails(started.calls.lookup({ recipe }), 'engine-not-started', /was shut down/);
    await started.dispose();
  });

  it('says why a process did not start, in its own last words', async () => {
    await fails(
      start('exit-at-start'),
      'engine-not-started',
      /exit code 3; its last words: Error: cannot load the library of dreams\. The crash report is .*\.txt\.$/,
    );
  });

  it('says that there is no such Node', async () => {
    await fails(
      start('well', { node: path.join(folder, 'no-node') }),
      'engine-not-started',
      /could not be started: .*ENOENT/,
    );
  });

  it('does not wait for ever for a process that never gets ready', async () => {
    await fails(
      start('never-ready', { timing: { start: 300 } }),
      'engine-not-started',
      /did not answer within 0 s of its/,
    );
  });

  it('passes on why the engine refused', async () => {
    await fails(start('refuse'), 'store-read-only', /cannot be written to/);
  });

  it('restarts after a crash and sends a draw again, once', async () => {
    const started = await start('crash-once');
    const states = watch(started);
    const before = started.state.kind === 'ready' && started.state.info.process;
    const { done } = await started.calls.draw({ recipe });
    assert.notEqual(done, before, 'another process answered');
    assert.deepEqual(
      states.map(({ kind }) => kind),
      ['busy', 'restarting', 'restarting', 'starting', 'busy', 'ready'],
    );
    const restarting = states.findLast((state) => state.kind === 'restarting');
    assert.match(restarting?.reason ?? '', /was ended by signal SIGKILL; the system may have run out of memory/);
  });

  it('writes down what is known of a crash', async () => {
    const lines: string[] = [];
    const started = await start('crash-once', { log: (line, level) => lines.push(`${level} ${line}`) });
    const states = watch(started);
    const pid = started.state.kind === 'ready' && started.state.info.process;
    await started.calls.draw({ recipe });
    const { report = '' } = states.findLast((state) => state.kind === 'restarting') ?? {};
    assert.equal(report, await newestCrashReport(path.join(folder, 'store')));
    assert.match(path.basename(report), new RegExp(`^\\d{8}T\\d{9}Z-${pid}\\.txt$`));
    const text = await readFile(report, 'utf8');
    assert.match(text, /was ended by signal SIGKILL/);
    assert.match(text, /Last native call\n-+\nrunning unet\/model\.onnx on cpu\n/);
    assert.match(text, /engine 1, none, cpu/);
    assert.match(text, /provider: cpu\nthreads: 1\n/);
    assert.match(text, /\[info\] Engine 1 runs as process \d+/);
    assert.ok(lines.some((line) => /^error .*SIGKILL/.test(line)));
    assert.deepEqual((await readdir(path.dirname(report))).sort(), ['.gitignore', path.basename(report)]);
  });

  it('writes nothing down when the end was wanted', async () => {
    const started = await start('well');
    await started.calls.draw({ recipe });
    await started.restart();
    await started.dispose();
    await fails(start('never-ready', { timing: { start: 50 } }), 'engine-not-started', /did not answer/);
    assert.equal(await newestCrashReport(path.join(folder, 'store')), undefined);
  });

  it('names the report where a draw failed, and when it gives up', async () => {
    const started = await start('crash-always');
    await fails(started.calls.draw({ recipe }), 'engine-crashed', /The crash report is .*crashes.*\.txt\.$/);
    const failed = await until(started, 'restarting');
    assert.ok(failed.kind === 'restarting');
  });

  it('says in the log when no report can be written, and restarts all the same', async () => {
    const lines: string[] = [];
    await symlink(folder, path.join(folder, 'store'));
    const started = await start('crash-once', { log: (line) => lines.push(line) });
    await started.calls.draw({ recipe });
    assert.ok(lines.some((line) => /could not be written: .* is a link/.test(line)));
  });

  it('rejects other calls that a crash cut off', async () => {
    const started = await start('well');
    await fails(started.calls.doctor({}), 'engine-crashed', /SIGKILL/);
    assert.notEqual((await started.calls.lookup({ recipe })).done, 0);
  });

  it('gives up on a draw that crashes twice, and on a process that crashes too often', async () => {
    const started = await start('crash-always');
    await fails(started.calls.draw({ recipe }), 'engine-crashed', /SIGABRT; the model runtime gave up/);
    await fails(started.calls.draw({ recipe }), 'engine-crashed', /SIGABRT/);
    const failed = await until(started, 'failed');
    assert.match(
      failed.kind === 'failed' ? failed.reason : '',
      /It ended 3 times in a short time and is not started again/,
    );
    await fails(started.calls.lookup({ recipe }), 'engine-crashed', /is not started again/);
    await started.restart(settingsFor('well'));
    assert.equal((await started.calls.lookup({ recipe })).recipe, 'well');
  });

  it('ends a process that does not stop when a draw is cancelled', async () => {
    const started = await start('hang-on-draw');
    const controller = new AbortController();
    const drawing = started.calls.draw({ recipe }, { signal: controller.signal });
    await new Promise(setImmediate); // Until it is on its way.
    const waiting = started.calls.lookup({ recipe });
    controller.abort();
    await fails(drawing, 'cancelled', /Cancelled/);
    await fails(waiting, 'engine-crashed', /did not stop within 0 s of a cancel/);
    assert.equal((await started.calls.lookup({ recipe })).recipe, 'hang-on-draw');
  });

  it('asks nothing when the call is cancelled beforehand, or while the process starts', async () => {
    const started = await start('well');
    await fails(started.calls.draw({ recipe }, { signal: AbortSignal.abort() }), 'cancelled', /Cancelled/);
    const controller = new AbortController();
    const restarted = started.restart();
    const early = started.calls.draw({ recipe }, { signal: controller.signal });
    controller.abort();
    await fails(early, 'cancelled', /Cancelled/);
    await restarted;
    assert.equal(started.state.kind, 'ready');
  });

  it('ends a process that is deaf, and cancels what was under way', async () => {
    const started = await start('deaf-to-shutdown');
    const drawing = started.calls.draw({ recipe });
    const id = started.state.kind === 'busy' ? started.state.info.process : 0;
    await Promise.all([started.dispose(), fails(drawing, 'cancelled', /shut down/)]);
    assert.throws(() => process.kill(id, 0), /ESRCH/);
  });

  it('falls asleep when idle and wakes for the next call', async () => {
    const alive = setInterval(() => {}, 1000); // The idle timer alone does not keep a process alive.
    const started = await start('well', { timing: { idle: 20 } });
    await until(started, 'asleep');
    assert.equal((await started.calls.lookup({ recipe })).recipe, 'well');
    clearInterval(alive);
  });

  it('falls asleep under those who only watch its queue, and says so', async () => {
    const alive = setInterval(() => {}, 1000); // As above.
    const started = await start('well', { timing: { idle: 20 } });
    await fails(started.calls.watchQueue({}), 'cancelled', /shut down/);
    assert.equal(started.state.kind, 'asleep');
    clearInterval(alive);
  });

  it('restarts with other settings, by another process', async () => {
    const started = await start('well');
    const { done } = await started.calls.lookup({ recipe });
    await started.restart(settingsFor('elsewhere'));
    const after = await started.calls.lookup({ recipe });
    assert.equal(after.recipe, 'elsewhere');
    assert.notEqual(after.done, done);
  });

  it('can be disposed while it waits to restart', async () => {
    const started = await start('well', { timing: { backOff: [60_000] } });
    await fails(started.calls.doctor({}), 'engine-crashed', /SIGKILL/);
    assert.equal(started.state.kind, 'restarting');
    const waiting = started.calls.lookup({ recipe });
    await started.dispose();
    await fails(waiting, 'cancelled', /ended while it started/);
  });

  it('can be restarted while it waits to restart', async () => {
    const started = await start('well', { timing: { backOff: [60_000] } });
    await fails(started.calls.doctor({}), 'engine-crashed', /SIGKILL/);
    await started.restart();
    assert.equal((await started.calls.lookup({ recipe })).recipe, 'well');
    assert.equal(started.state.kind, 'ready');
  });

  it('lets no listener harm the others', async () => {
    const lines: string[] = [];
    const started = await start('well', { log: (line) => lines.push(line) });
    started.onDidChangeState(() => {
      throw new Error('mine');
    });
    const states = watch(started);
    await started.calls.draw({ recipe });
    assert.deepEqual(
      states.map(({ kind }) => kind),
      ['busy', 'ready'],
    );
    assert.ok(lines.some((line) => line.includes('mine')));
  });
});
