import assert from 'node:assert/strict';
import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeOnnx } from '../../../../src/engine/runtime/onnx/onnx-writer.ts';
import { type Preparation, RunScopes } from '../../../../src/engine/runtime/sessions/run-scope.ts';
import { openSession, type Session, type SessionOptions } from '../../../../src/engine/runtime/sessions/session.ts';
import { SessionGroup } from '../../../../src/engine/runtime/sessions/session-group.ts';
import { SessionPool } from '../../../../src/engine/runtime/sessions/session-pool.ts';
import { Failure, type FailureCode } from '../../../../src/protocol/failure.ts';
import { never } from '../../support/fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const cpu = { provider: 'cpu', threads: 1 } as const;
const x = { x: { data: Float32Array.of(3, 5), dims: [1, 2] } };

/** What a session of a graph without weights to speak of is taken to need. */
const small = 16e6;
/** Of one with ten megabytes of weights. */
const large = small + 11.5e6;

describe('SessionPool', () => {
  const folder = temporaryFolder();
  let opened: string[];
  let closed: string[];
  let scopes: RunScopes;
  let failure: Failure | undefined;

  beforeEach(() => {
    [opened, closed] = [[], []];
    scopes = new RunScopes();
    failure = undefined;
  });

  /** y = x · factor, so that no two graphs are the same. @param weights megabytes beside it */
  const graph = async (name: string, factor: number, weights = 0) => {
    const path = join(folder(), `${name}.onnx`);
    const external = { name: 'w', dims: [weights * 250_000], data: { file: `${name}.bin`, byteLength: weights * 1e6 } };
    const bytes = writeOnnx({
      inputs: [{ name: 'x', type: 'float32', shape: ['rows', 2] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['rows', 2] }],
      nodes: [{ operator: 'Mul', inputs: ['x', 'factor'], outputs: ['y'] }],
      weights: [{ name: 'factor', dims: [1], data: Float32Array.of(factor) }, ...(weights > 0 ? [external] : [])],
    });
    await writeFile(path, bytes);
    if (weights > 0) {
      await writeFile(join(folder(), external.data.file), name);
      await truncate(join(folder(), external.data.file), weights * 1e6);
    }
    return path;
  };

  const nameOf = (path: string) => path.slice(folder().length + 1, -'.onnx'.length);

  const open = async (path: string, options: SessionOptions): Promise<Session> => {
    if (failure !== undefined) throw failure;
    const session = await openSession(path, options);
    opened.push(nameOf(path));
    const dispose = async () => {
      closed.push(nameOf(path));
      await session.dispose();
    };
    const { provider, inputs, outputs } = session;
    return { path, provider, inputs, outputs, run: (...args) => session.run(...args), dispose };
  };

  const poolOf = (budget: number) => new SessionPool(scopes, budget, open);

  const run = async (session: Session) => [...(await session.run(x, ['y'], never))[0]!.data];

  it('opens a graph once for all who use it, and closes it when the last of them is gone', async () => {
    const pool = poolOf(1e9);
    const path = await graph('one', 2);
    const [first, second] = await Promise.all([pool.handle(path, cpu), pool.handle(path, cpu)]);
    assert.deepEqual(opened, []);
    assert.deepEqual(await run(first), [6, 10]);
    assert.deepEqual(await run(second), [6, 10]);
    assert.deepEqual([opened, pool.bytes >= small], [['one'], true]);
    await first.dispose();
    await assert.rejects(run(first), (error) => Failure.is(error, 'cancelled'));
    assert.deepEqual(await run(second), [6, 10]);
    await second.dispose();
    await second.dispose();
    assert.deepEqual([closed, pool.bytes], [['one'], 0]);
  });

  it('shares what two models have in common, wherever it lies, and nothing else', async () => {
    const pool = poolOf(1e9);
    const one = await pool.handle(await graph('one', 2), cpu);
    const same = await pool.handle(await graph('same', 2), cpu);
    const other = await pool.handle(await graph('other', 3), cpu);
    const threaded = await pool.handle(await graph('one', 2), { ...cpu, threads: 2 });
    for (const session of [one, same, other, threaded]) await run(session);
    assert.deepEqual(opened, ['same', 'other', 'one']);
    for (const session of [one, same, other, threaded]) await session.dispose();
    assert.equal(closed.length, 3);
  });

  it('tells what the graph reads and writes before it is open', async () => {
    const session = await poolOf(1e9).handle(await graph('one', 2), cpu);
    assert.deepEqual(session.inputs, [{ name: 'x', type: 'float32', shape: ['rows', 2] }]);
    assert.deepEqual(session.outputs, [{ name: 'y', type: 'float32', shape: ['rows', 2] }]);
    assert.deepEqual([session.provider, opened], ['cpu', []]);
  });

  it('closes what earlier runs used, the longest unused first, and opens it again when it is run', async () => {
    const pool = poolOf(2.5 * small);
    const [a, b, c] = await Promise.all(
      ['a', 'b', 'c'].map(async (name, i) => pool.handle(await graph(name, i + 1), cpu)),
    );
    scopes.begin({ signal: never, tell: () => {} });
    await run(a!);
    await run(b!);
    await run(a!);
    scopes.begin({ signal: never, tell: () => {} });
    await run(c!);
    assert.deepEqual([opened, closed], [['a', 'b', 'c'], ['b']]);
    assert.deepEqual(await run(b!), [6, 10]);
    assert.deepEqual([opened.slice(3), closed], [['b'], ['b', 'a']]);
    assert.ok(pool.bytes <= 2.5 * small);
  });

  it('closes the smallest that is enough of what the run itself uses', async () => {
    const pool = poolOf(large + 2.5 * small);
    const unet = await pool.handle(await graph('unet', 1, 10), cpu);
    const [text, other, decoder] = await Promise.all(
      ['text', 'other', 'decoder'].map(async (name, i) => pool.handle(await graph(name, i + 2), cpu)),
    );
    for (const session of [unet, text!, other!]) await run(session);
    await run(decoder!);
    assert.deepEqual(closed, ['text']);
    await run(unet);
    assert.deepEqual(opened, ['unet', 'text', 'other', 'decoder']);
  });

  it('closes nothing of the run that is far larger than what is opened', async () => {
    const pool = poolOf(90e6);
    const unet = await pool.handle(await graph('unet', 1, 60), cpu);
    const text = await pool.handle(await graph('text', 2, 10), cpu);
    const decoder = await pool.handle(await graph('decoder', 3), cpu);
    for (const session of [text, unet, decoder]) await run(session);
    assert.deepEqual([opened, closed], [['text', 'unet', 'decoder'], ['text']]);
    scopes.begin({ signal: never, tell: () => {} });
    await run(text);
    assert.deepEqual(closed, ['text', 'unet']);
  });

  it('opens what is too large alone, after all else was closed', async () => {
    const pool = poolOf(1.5 * small);
    const [a, b] = [await pool.handle(await graph('a', 1), cpu), await pool.handle(await graph('b', 2, 10), cpu)];
    await run(a);
    assert.deepEqual(await run(b), [6, 10]);
    assert.deepEqual([opened, closed], [['a', 'b'], ['a']]);
  });

  it('tries again without what is idle when memory is short', async () => {
    const pool = poolOf(1e9);
    const [a, b] = [await pool.handle(await graph('a', 1), cpu), await pool.handle(await graph('b', 2), cpu)];
    await run(a);
    failure = new Failure('memory-short', 'No room.');
    await assert.rejects(run(b), (error) => Failure.is(error, 'memory-short'));
    assert.deepEqual(closed, ['a']);
    failure = undefined;
    assert.deepEqual(await run(b), [6, 10]);
  });

  it('runs again without what is idle when memory is short for a run', async () => {
    let [isShort, lacking] = [false, 0];
    const tight: typeof openSession = async (...args) => {
      const session = await open(...args);
      const run: Session['run'] = async (...fed) => {
        if (!isShort || closed.length > 0) return session.run(...fed);
        lacking += 1;
        throw new Failure('memory-short', 'No room.');
      };
      const { path, provider, inputs, outputs, dispose } = session;
      return { path, provider, inputs, outputs, dispose, run };
    };
    const pool = new SessionPool(scopes, 1e9, tight);
    const [a, b] = [await pool.handle(await graph('a', 1), cpu), await pool.handle(await graph('b', 2), cpu)];
    await run(a);
    isShort = true;
    assert.deepEqual(await run(b), [6, 10]);
    assert.deepEqual([lacking, closed, opened], [1, ['a'], ['a', 'b']]);
  });

  it('keeps the session of a run on the processor that memory was too short for', async () => {
    const short: typeof openSession = async (...args) => {
      const run = () => Promise.reject(new Failure('memory-short', 'No room.'));
      const { path, provider, inputs, outputs, dispose } = await open(...args);
      return { path, provider, inputs, outputs, dispose, run };
    };
    const session = await new SessionPool(scopes, 1e9, short).handle(await graph('one', 2), cpu);
    for (const _ of [1, 2]) await assert.rejects(run(session), (error) => Failure.is(error, 'memory-short'));
    assert.deepEqual([opened, closed], [['one'], []]);
  });

  it('opens anew after a run that failed in native code, and not after one that was asked wrongly', async () => {
    const path = await graph('one', 2);
    const codes: (FailureCode | undefined)[] = ['numbers-overflowed', 'cancelled', undefined, 'memory-short'];
    const failing: typeof openSession = async (...args) => {
      const session = await open(...args);
      const fail = async (): Promise<never> => {
        const code = codes.shift();
        throw code === undefined ? new Error('device lost') : new Failure(code, 'It failed.');
      };
      const { provider, inputs, outputs, dispose } = session;
      return { path, provider, inputs, outputs, dispose, run: fail };
    };
    const session = await new SessionPool(scopes, 1e9, failing).handle(path, cpu);
    for (const left of [3, 2, 1, 0]) {
      await assert.rejects(run(session));
      assert.equal(codes.length, left);
    }
    assert.equal(opened.length, 3);
  });

  it('says what it opens before it does, and opens nothing for a run that was cancelled', async () => {
    const told: Preparation[] = [];
    const cancel = new AbortController();
    const end = scopes.begin({ signal: cancel.signal, tell: (preparation) => told.push(preparation) });
    const pool = poolOf(1e9);
    const [a, b] = [await pool.handle(await graph('a', 1), cpu), await pool.handle(await graph('b', 2), cpu)];
    await run(a);
    assert.deepEqual(told, [{ kind: 'loading', part: 'a (4 B)' }]);
    const late = run(b);
    cancel.abort();
    await assert.rejects(late, (error) => Failure.is(error, 'cancelled'));
    assert.deepEqual(opened, ['a']);
    end();
    assert.deepEqual(await run(b), [6, 10]);
    assert.equal(told.length, 2);
  });

  it('refuses what was changed or taken away while it was closed', async () => {
    const pool = poolOf(small);
    const path = await graph('a', 1);
    const [a, b] = [await pool.handle(path, cpu), await pool.handle(await graph('b', 2), cpu)];
    await run(a);
    await run(b);
    await graph('a', 30);
    await assert.rejects(run(a), (error) => Failure.is(error, 'model-corrupt') && /was changed/.test(error.message));
    await rm(path);
    await assert.rejects(run(a), (error) => Failure.is(error, 'model-missing'));
    await assert.rejects(pool.handle(path, cpu), (error) => Failure.is(error, 'model-missing'));
  });

  describe('SessionGroup', () => {
    const group = (budget: number, paths: readonly string[]) => {
      const own = new SessionGroup(poolOf(budget));
      for (const path of paths) own.expect(path, cpu);
      return own;
    };

    it('opens the graphs of a model as they are asked for, where all of them fit', async () => {
      const paths = [await graph('a', 1), await graph('b', 2)];
      const session = await group(3 * small, paths).open(paths[1]!, cpu);
      assert.deepEqual(opened, ['b']);
      await session.dispose();
      assert.deepEqual(closed, ['b']);
    });

    it('leaves them closed until they run, where they do not', async () => {
      const paths = [await graph('a', 1), await graph('b', 2)];
      const own = group(1.5 * small, paths);
      const [a, b] = [await own.open(paths[0]!, cpu), await own.open(paths[1]!, cpu)];
      assert.deepEqual(opened, []);
      await run(a);
      await run(b);
      assert.deepEqual([opened, closed], [['a', 'b'], ['a']]);
    });

    it('keeps nothing of what cannot be opened', async () => {
      const path = await graph('a', 1);
      failure = new Failure('model-unsupported', 'No.');
      const own = group(1e9, [path]);
      await assert.rejects(own.open(path, cpu), (error) => Failure.is(error, 'model-unsupported'));
      failure = undefined;
      await (await own.open(path, cpu)).dispose();
      assert.deepEqual([opened, closed], [['a'], ['a']]);
    });
  });
});
