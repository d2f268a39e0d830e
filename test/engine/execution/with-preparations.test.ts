import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { ModelKeeper } from '../../../src/engine/execution/models/model-keeper.ts';
import { describeForRun, withPreparations } from '../../../src/engine/execution/with-preparations.ts';
import { Workshop } from '../../../src/engine/execution/workshop.ts';
import { RunScopes } from '../../../src/engine/runtime/sessions/run-scope.ts';
import { never } from '../support/fixture.ts';
import { GarmentModels } from '../support/garment-models.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../support/workspace.ts';

describe('the progress of a run', () => {
  let workspace: TemporaryWorkspace;
  let workshop: Workshop;
  let scopes: RunScopes;
  let isClosed: boolean;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    scopes = new RunScopes();
    isClosed = false;
    const models = new GarmentModels();
    const opener = { open: models.open.bind(models), beginRun: scopes.begin.bind(scopes) };
    workshop = new Workshop(workspace.settings, new ModelKeeper(opener, 1000));
  });

  afterEach(() => workspace.remove());

  async function* work(fails = false): AsyncGenerator<string, string> {
    try {
      yield 'begun';
      scopes.current.tell({ kind: 'loading', part: 'unet' });
      scopes.current.tell({ kind: 'note', note: 'In tiles.' });
      await setImmediate(); // As before what blocks the thread.
      if (fails) throw new Error('device lost');
      yield 'done';
      return 'result';
    } finally {
      isClosed = true;
    }
  }

  const follow = (given: AsyncGenerator<string, string>) =>
    withPreparations(workshop, never, given, (told) => (told.kind === 'note' ? undefined : told.kind));

  it('has what models tell, before what they told it of', async () => {
    const seen: string[] = [];
    const following = follow(work());
    let next = await following.next();
    for (; !next.done; next = await following.next()) seen.push(next.value);
    assert.deepEqual([seen, next.value], [['begun', 'loading', 'done'], 'result']);
  });

  it('ends with the run, and hears no more of models', async () => {
    const following = follow(work(true));
    assert.equal((await following.next()).value, 'begun');
    assert.equal((await following.next()).value, 'loading');
    await assert.rejects(following.next(), /device lost/);
    assert.equal(isClosed, true);
    const before = scopes.current;
    await follow(work()).return('');
    assert.equal(scopes.current, before);
  });

  it('ends the run when nobody listens any more', async () => {
    const following = follow(work());
    await following.next();
    assert.notEqual(scopes.current.signal, undefined);
    await following.return('');
    assert.equal(isClosed, true);
  });
});

describe('what a model is, for a run', () => {
  const digest = 'a'.repeat(64);
  const identity = { digest, numericsVersion: 1, provider: 'cpu', precision: 'fp32' } as const;
  const request = { folder: '/models/sd15', adapters: [] };

  /** A keeper that tells of gigabytes and is done when it is told so. */
  function slowKeeper() {
    const scopes = new RunScopes();
    let finish = () => {};
    const models = {
      beginRun: scopes.begin.bind(scopes),
      describe: () => {
        scopes.current.tell({ kind: 'loading', part: 'gigabytes' });
        return new Promise((resolve) => {
          finish = () => resolve({ identity });
        });
      },
    } as unknown as ModelKeeper; // What is asked of it here.
    return { models, finish: () => finish() };
  }

  const follow = (models: ModelKeeper, signal: AbortSignal) =>
    describeForRun({ models }, ['painter', request], signal, ({ kind }) => kind);

  it('comes after what is told of its files', async () => {
    const { models, finish } = slowKeeper();
    const following = follow(models, never);
    assert.deepEqual(await following.next(), { done: false, value: 'loading' });
    finish();
    assert.deepEqual(await following.next(), { done: true, value: { identity } });
  });

  it('is not waited for by a run that is cancelled', async () => {
    const abort = new AbortController();
    const following = follow(slowKeeper().models, abort.signal);
    await following.next();
    const next = following.next();
    abort.abort();
    await assert.rejects(next, { code: 'cancelled' });
  });
});
