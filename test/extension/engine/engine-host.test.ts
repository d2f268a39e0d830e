import assert from 'node:assert/strict';
import path from 'node:path/posix';
import type { Engine, EngineCaller, EngineOptions, EngineState } from '../../../src/engine/client/engine.ts';
import { EngineHost } from '../../../src/extension/engine/engine-host.ts';
import { Failure } from '../../../src/protocol/failure.ts';

const info = {
  version: '1',
  process: 1,
  runtime: 'r',
  provider: 'cpu',
  providerReason: 'It is.',
  providers: [],
} as const;

/** An engine without a process; nobody calls it here. */
class FakeEngine implements Engine {
  readonly calls = {} as EngineCaller;
  state: EngineState = { kind: 'ready', info };
  #listener: (state: EngineState) => void = () => {};

  onDidChangeState(listener: (state: EngineState) => void) {
    this.#listener = listener;
    return { dispose: () => {} };
  }

  become(state: EngineState): void {
    this.state = state;
    this.#listener(state);
  }

  async restart(): Promise<void> {
    this.become({ kind: 'ready', info });
  }

  async dispose(): Promise<void> {
    this.become({ kind: 'disposed' });
  }
}

function hostWith(start: (options: EngineOptions) => Promise<Engine>, isTrusted = () => true): EngineHost {
  const settings = {
    store: '',
    starterPack: '',
    trustedModelFolders: [],
    provider: 'auto',
    threads: 0,
    cache: '',
    memory: 0,
    storeSize: 0,
    offline: false,
    logLevel: 'info',
  } as const;
  return new EngineHost({
    workspaceOf: (uri) => path.dirname(uri),
    optionsOf: (workspace) => ({ entry: 'engine.cjs', settings: { workspace, ...settings } }),
    start,
    isTrusted,
  });
}

describe('the engines of a window', () => {
  it('are started at the first need, one a folder', async () => {
    const started: string[] = [];
    const host = hostWith(async ({ settings }) => {
      started.push(settings.workspace);
      return new FakeEngine();
    });
    assert.deepEqual(host.states, []);
    await Promise.all(['/a/1', '/a/2', '/b/1'].map((uri) => host.engineOf(uri, 'question')));
    assert.deepEqual(started, ['/a', '/b']);
    assert.deepEqual(host.states, [
      { kind: 'ready', info },
      { kind: 'ready', info },
    ]);
  });

  it('are started for nobody in a workspace that is not trusted, whatever asks', async () => {
    let trusted = false;
    let started = 0;
    const start = async () => {
      started++;
      return new FakeEngine();
    };
    const host = hostWith(start, () => trusted);
    for (const purpose of ['run', 'question'] as const) {
      await assert.rejects(host.engineOf('/a/1', purpose), (error) => Failure.is(error, 'workspace-untrusted'));
    }
    assert.deepEqual([started, host.states], [0, []]);
    trusted = true;
    await host.engineOf('/a/1', 'run');
    assert.equal(started, 1);
  });

  it('tell what becomes of them', async () => {
    const engine = new FakeEngine();
    const host = hostWith(async () => engine);
    await host.engineOf('/a/1', 'question');
    const seen: (readonly EngineState[])[] = [];
    host.onDidChangeState(() => seen.push(host.states));
    engine.become({ kind: 'restarting', reason: 'it was killed', milliseconds: 250 });
    assert.deepEqual(seen, [[{ kind: 'restarting', reason: 'it was killed', milliseconds: 250 }]]);
  });

  it('are tried again after they could not be started', async () => {
    let attempts = 0;
    const host = hostWith(async () => {
      attempts++;
      if (attempts === 1) throw new Failure('engine-not-started', 'There is no Node here.');
      return new FakeEngine();
    });
    await assert.rejects(host.engineOf('/a/1', 'question'), /no Node/);
    assert.deepEqual(host.states, [{ kind: 'failed', reason: 'There is no Node here.' }]);
    await host.engineOf('/a/1', 'question');
    assert.deepEqual(host.states, [{ kind: 'ready', info }]);
  });

  it('are tried once more after they were given up, when a person asks', async () => {
    const engine = new FakeEngine();
    const host = hostWith(async () => engine);
    await host.engineOf('/a/1', 'question');
    engine.become({ kind: 'failed', reason: 'it crashed four times' });
    await host.engineOf('/a/1', 'question');
    assert.equal(engine.state.kind, 'failed');
    await host.engineOf('/a/1', 'run');
    assert.deepEqual(host.states, [{ kind: 'ready', info }]);
  });

  it('are ended and forgotten by a restart, and started with new settings at the next need', async () => {
    const engines: FakeEngine[] = [];
    const host = hostWith(async () => {
      const engine = new FakeEngine();
      engines.push(engine);
      return engine;
    });
    await host.engineOf('/a/1', 'question');
    await host.restart();
    assert.deepEqual([engines[0]?.state.kind, host.states], ['disposed', []]);
    await host.engineOf('/a/1', 'question');
    assert.equal(engines.length, 2);
  });
});
