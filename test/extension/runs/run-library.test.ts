import assert from 'node:assert/strict';
import { followRuns } from '../../../src/extension/runs/follow-runs.ts';
import { type RunCalls, RunLibrary } from '../../../src/extension/runs/run-library.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import type { QueueSnapshot, RunSummary } from '../../../src/protocol/runs.ts';
import { queue, queueEntry, runSummary } from './sample-runs.ts';

/** An engine whose runs and queue are what the test says. */
class FakeEngine {
  runs: readonly RunSummary[] = [];
  looks = 0;
  watches = 0;
  readonly asked: unknown[] = [];
  isAwake = true;
  report: (snapshot: QueueSnapshot) => void = () => {};
  end: (error: Failure) => void = () => {};
  readonly calls: RunCalls = {
    listRuns: async () => {
      this.looks++;
      return this.runs;
    },
    readRun: async () => ({ summary: runSummary() }),
    changeRun: async (change) => {
      this.asked.push(change);
      return null;
    },
    changeQueue: async (change) => {
      this.asked.push(change);
      return null;
    },
    watchQueue: (_, options) => {
      this.watches++;
      this.report = (snapshot) => options?.onProgress?.(snapshot);
      return new Promise((_, reject) => {
        this.end = reject;
      });
    },
  };
}

function libraryOf(engine: FakeEngine) {
  const errors: unknown[] = [];
  const library = new RunLibrary({
    engineOf: async () => engine.calls,
    isAwake: () => engine.isAwake,
    onError: (error) => errors.push(error),
  });
  return { library, errors };
}

/** Lets everything that is settled take its course. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the library of runs', () => {
  it('knows nothing until it was asked', async () => {
    const engine = new FakeEngine();
    engine.runs = [runSummary()];
    const { library } = libraryOf(engine);
    assert.deepEqual(library.of('/w'), { folder: '/w', queue: queue([]) });
    await library.refresh('/w');
    assert.equal(library.of('/w').runs?.length, 1);
    assert.deepEqual(
      library.folders.map(({ folder }) => folder),
      ['/w'],
    );
  });

  it('looks again after a change, also when a look is under way', async () => {
    const engine = new FakeEngine();
    const { library } = libraryOf(engine);
    const early = library.refresh('/w');
    engine.runs = [runSummary({ note: 'later' })];
    await library.change('/w', { kind: 'note', run: 'r1', note: 'later' });
    await early;
    assert.equal(library.of('/w').runs?.[0]?.note, 'later');
    assert.equal(engine.looks, 2);
  });

  it('follows a queue once, and forgets it when the engine ends', async () => {
    const engine = new FakeEngine();
    const { library, errors } = libraryOf(engine);
    library.watch('/w');
    library.watch('/w');
    await settle();
    engine.report(queue([queueEntry(1)]));
    assert.equal(library.of('/w').queue.entries.length, 1);
    assert.equal(engine.watches, 1);
    engine.isAwake = false;
    engine.end(new Failure('cancelled', 'The engine was idle.'));
    await settle();
    assert.deepEqual(library.of('/w').queue, queue([]));
    assert.deepEqual(errors, []);
  });

  it('follows the queue of the engine that takes the place of one that crashed', async () => {
    const engine = new FakeEngine();
    const { library, errors } = libraryOf(engine);
    library.watch('/w');
    await settle();
    engine.end(new Failure('engine-crashed', 'It crashed.'));
    await settle();
    assert.deepEqual([engine.watches, errors], [2, []]);
  });

  it('writes down what went wrong with a question that nobody asked, and keeps what it knew', async () => {
    const engine = new FakeEngine();
    const { library, errors } = libraryOf(engine);
    await library.refresh('/w');
    const failure = new Failure('disk-full', 'The disk is full.');
    const broken = new RunLibrary({
      engineOf: () => Promise.reject(failure),
      isAwake: () => false,
      onError: (error) => errors.push(error),
    });
    await broken.refresh('/w');
    assert.deepEqual(errors, [failure]);
    await assert.rejects(broken.change('/w', { kind: 'remove', run: 'r1' }), failure);
  });
});

describe('following the engines', () => {
  function followed(engine: FakeEngine) {
    let tell = () => {};
    const states = new Map<string, { kind: 'asleep' } | { kind: 'starting' }>();
    const engines = {
      // Ready comes with facts that nobody reads here.
      statesByFolder: states as unknown as Parameters<typeof followRuns>[0]['statesByFolder'],
      onDidChangeState: (listener: () => void) => {
        tell = listener;
        return { dispose: () => {} };
      },
    };
    const { library } = libraryOf(engine);
    const following = followRuns(engines, library);
    const become = async (kind: 'starting' | 'ready' | 'asleep') => {
      states.set('/w', { kind } as { kind: 'asleep' });
      tell();
      await settle();
    };
    return { library, following, become };
  }

  it('starts none: it waits until one has a process', async () => {
    const engine = new FakeEngine();
    const { become } = followed(engine);
    await become('starting');
    assert.deepEqual([engine.looks, engine.watches], [0, 0]);
    await become('ready');
    assert.deepEqual([engine.looks, engine.watches], [1, 1]);
  });

  it('looks at the runs again when one has left the queue, and not while they go on', async () => {
    const engine = new FakeEngine();
    const { become } = followed(engine);
    await become('ready');
    engine.report(queue([queueEntry(1), queueEntry(2)]));
    engine.report(queue([queueEntry(1, { state: 'running', done: 3 }), queueEntry(2)]));
    await settle();
    assert.equal(engine.looks, 1);
    engine.report(queue([queueEntry(2)]));
    await settle();
    assert.equal(engine.looks, 2);
  });
});
