import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Emitter } from 'vscode-jsonrpc';
import type { Call, Handlers } from '../../../src/protocol/connection/calls.ts';
import { caller, serve } from '../../../src/protocol/connection/connection.ts';
import { connectPort, type Port } from '../../../src/protocol/connection/port-connection.ts';
import { Failure } from '../../../src/protocol/failure.ts';

type Calls = {
  readonly echo: Call<unknown, unknown, unknown>;
};

/** Two ends of a channel that copies what it carries, as a boundary between processes does. */
function ports(): readonly [Port, Port] {
  const [toLeft, toRight] = [new Emitter<unknown>(), new Emitter<unknown>()];
  return [
    { post: (message) => toRight.fire(JSON.parse(JSON.stringify(message))), listen: (hear) => toLeft.event(hear) },
    { post: (message) => toLeft.fire(JSON.parse(JSON.stringify(message))), listen: (hear) => toRight.event(hear) },
  ];
}

function callerOf(handlers: Handlers<Calls>) {
  const [asking, answering] = ports().map((port) => connectPort(port));
  assert.ok(asking && answering);
  serve<Calls>(answering, handlers);
  answering.listen();
  asking.listen();
  return caller<Calls>(asking, { echo: true });
}

describe('a connection', () => {
  it('carries parameters, progress in its order, and the result', async () => {
    const calls = callerOf({
      echo: async (params, { report }) => {
        for (const step of [1, 2, 3]) report({ step });
        return params;
      },
    });
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (params) => {
        const reported: unknown[] = [];
        const sent = JSON.parse(JSON.stringify(params));
        assert.deepEqual(await calls.echo(params, { onProgress: (progress) => reported.push(progress) }), sent);
        assert.deepEqual(reported, [{ step: 1 }, { step: 2 }, { step: 3 }]);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the progress of calls at the same time apart', async () => {
    const calls = callerOf({
      echo: async (params, { report }) => {
        report(params);
        return null;
      },
    });
    const reported = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        const own: unknown[] = [];
        await calls.echo(name, { onProgress: (progress) => own.push(progress) });
        return own;
      }),
    );
    assert.deepEqual(reported, [['a'], ['b'], ['c']]);
  });

  it('lets a failure arrive as it was thrown', async () => {
    const calls = callerOf({
      echo: async () => {
        throw new Failure('disk-full', 'No room is left; make some.');
      },
    });
    await assert.rejects(
      calls.echo(1),
      (error) => Failure.is(error, 'disk-full') && error.message === 'No room is left; make some.',
    );
  });

  it('lets a bug arrive as an error with its stack, which is no failure', async () => {
    const calls = callerOf({
      echo: async () => {
        throw new TypeError('x is undefined');
      },
    });
    await assert.rejects(
      calls.echo(1),
      (error) => error instanceof Error && !Failure.is(error) && /TypeError: x is undefined\n +at /.test(error.message),
    );
  });

  it('tells the other end of a cancellation', async () => {
    const begun = new Emitter<void>();
    const calls = callerOf({
      echo: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Failure('cancelled', 'Cancelled.')));
          begun.fire();
        }),
    });
    const controller = new AbortController();
    begun.event(() => controller.abort());
    await assert.rejects(calls.echo(1, { signal: controller.signal }), (error) => Failure.is(error, 'cancelled'));
  });

  it('asks nothing once it was cancelled', async () => {
    let asked = 0;
    const calls = callerOf({
      echo: async () => {
        asked += 1;
      },
    });
    await assert.rejects(calls.echo(1, { signal: AbortSignal.abort() }), (error) => Failure.is(error, 'cancelled'));
    assert.equal(asked, 0);
  });
});
