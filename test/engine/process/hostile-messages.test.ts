/** @file What reaches the engine's channel need not come from our client. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node.js';
import { PLAN_VERSION } from '../../../src/language/plan/plan.ts';
import { caller } from '../../../src/protocol/connection/connection.ts';
import { type EngineCalls, engineMethods } from '../../../src/protocol/engine.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { recipePlan } from '../support/plans.ts';
import { engineEntry, type TemporaryWorkspace, temporaryWorkspace } from '../support/workspace.ts';

const recipe = recipePlan();

describe('hostile messages', function () {
  this.timeout(120_000);
  let workspace: TemporaryWorkspace;
  let child: ChildProcess | undefined;

  before(async () => {
    workspace = await temporaryWorkspace();
  });

  afterEach(() => {
    child?.kill('SIGKILL');
    child = undefined;
  });

  after(() => workspace.remove());

  function overChannel(): MessageConnection {
    child = fork(engineEntry.entry, [], {
      execArgv: [...(engineEntry.nodeOptions ?? [])],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.listen();
    return connection;
  }

  function overStreams(): MessageConnection {
    const spawned = spawn(process.execPath, [...(engineEntry.nodeOptions ?? []), engineEntry.entry], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child = spawned;
    const connection = createMessageConnection(
      new StreamMessageReader(spawned.stdout),
      new StreamMessageWriter(spawned.stdin),
    );
    connection.listen();
    return connection;
  }

  /** Still there, and still of use. */
  async function assertAnswers(connection: MessageConnection): Promise<void> {
    const calls = caller<EngineCalls>(connection, engineMethods);
    assert.equal((await calls.initialize({ ...workspace.settings, planVersion: PLAN_VERSION })).process, child?.pid);
    assert.equal((await calls.lookup({ recipe })).total, 4);
    assert.equal(child?.exitCode, null);
  }

  it('are answered with failures, or not at all', async () => {
    const connection = overChannel();
    const calls = caller<EngineCalls>(connection, engineMethods);
    await assert.rejects(calls.lookup({ recipe }), (error) => Failure.is(error, 'engine-not-started'));
    await assert.rejects(calls.initialize({} as never), (error) => Failure.is(error, 'plan-invalid'));
    await assert.rejects(calls.initialize({ ...workspace.settings, planVersion: PLAN_VERSION + 1 }), (error) =>
      Failure.is(error, 'plan-version'),
    );
    await assert.rejects(connection.sendRequest('no/such/method'));
    await assert.rejects(connection.sendRequest('draw'));
    await assert.rejects(connection.sendRequest('draw', null));
    await assert.rejects(connection.sendRequest('draw', 1, 2, 3));
    await assertAnswers(connection);
    const key = `${'../'.repeat(21)}x`;
    const image = { ...recipe.cells[0]!.images[0]!, key };
    const evil = { ...recipe, cells: [{ ...recipe.cells[0]!, images: [image] }] };
    await assert.rejects(calls.draw({ recipe: evil }), (error) => Failure.is(error, 'plan-invalid'));
    await assert.rejects(connection.sendRequest('lookup', { params: null, progress: {} }));
    await assert.rejects(connection.sendRequest('evaluate', { params: { evaluation: recipe } }));
    await assertAnswers(connection);
  });

  it('of any shape do not end it', async () => {
    const connection = overChannel();
    const methods = [
      ...Object.keys(engineMethods).filter((name) => name !== 'shutdown'),
      '$/cancelRequest',
      '$/progress',
      '',
      'toString',
    ];
    const id = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.constant(undefined), fc.constant({}));
    const message = fc.record(
      {
        jsonrpc: fc.constantFrom('2.0', '1.0', 2),
        id,
        method: fc.oneof(fc.constantFrom(...methods), fc.jsonValue()),
        params: fc.jsonValue(),
        result: fc.jsonValue(),
        error: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    for (const one of fc.sample(fc.oneof(message, fc.jsonValue()), { numRuns: 300, seed: 7 })) {
      child?.send(one === null ? [] : (one as never));
    }
    await assertAnswers(connection);
  });

  it('that are no messages do not end it', async () => {
    const connection = overStreams();
    child?.stdin?.write('Content-Length: 7\r\n\r\nnot{js}');
    child?.stdin?.write('Content-Length: 2\r\n\r\n{}');
    child?.stdin?.write('Content-Length: 4\r\n\r\nnull');
    await assertAnswers(connection);
  });

  it('end it when they say so', async () => {
    const connection = overStreams();
    await assertAnswers(connection);
    const ended = once(child!, 'exit');
    await caller<EngineCalls>(connection, engineMethods).shutdown({});
    assert.deepEqual(await ended, [0, null]);
  });

  it('that stop coming end it: the channel', async () => {
    await assertAnswers(overChannel());
    const ended = once(child!, 'exit');
    child?.disconnect();
    assert.deepEqual(await ended, [0, null]);
  });

  it('that stop coming end it: standard input', async () => {
    await assertAnswers(overStreams());
    const ended = once(child!, 'exit');
    child?.stdin?.end();
    assert.deepEqual(await ended, [0, null]);
  });
});
