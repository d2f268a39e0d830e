import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type OnnxGraph, writeOnnx } from '../../../../src/engine/runtime/onnx/onnx-writer.ts';
import { nativeMilliseconds } from '../../../../src/engine/runtime/onnx-runtime.ts';
import { openSession } from '../../../../src/engine/runtime/sessions/session.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { never } from '../../support/fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const cpu = { provider: 'cpu', threads: 1 } as const;

/** y = x + x, z = x · x */
const sums: OnnxGraph = {
  inputs: [{ name: 'x', type: 'float32', shape: ['rows', 2] }],
  outputs: [
    { name: 'y', type: 'float32', shape: ['rows', 2] },
    { name: 'z', type: 'float32', shape: ['rows', 2] },
  ],
  nodes: [
    { operator: 'Add', inputs: ['x', 'x'], outputs: ['y'] },
    { operator: 'Mul', inputs: ['x', 'x'], outputs: ['z'] },
  ],
};

const x = { x: { data: Float32Array.of(3, 5), dims: [1, 2] } };

describe('session', () => {
  const folder = temporaryFolder();
  const graph = async (contents: OnnxGraph | string = sums) => {
    const path = join(folder(), 'model.onnx');
    await writeFile(path, typeof contents === 'string' ? contents : writeOnnx(contents));
    return path;
  };

  it('tells what the graph reads and writes', async () => {
    const session = await openSession(await graph(), cpu);
    assert.deepEqual(session.inputs, sums.inputs);
    assert.deepEqual(session.outputs, sums.outputs);
    assert.equal(session.provider, 'cpu');
    await session.dispose();
  });

  it('gives the outputs that were asked for, in that order, and counts the time', async () => {
    const session = await openSession(await graph(), cpu);
    const before = nativeMilliseconds();
    const [z, y] = await session.run(x, ['z', 'y'], never);
    assert.deepEqual([...z!.data, ...y!.data], [9, 25, 6, 10]);
    assert.deepEqual(y!.dims, [1, 2]);
    assert.ok(nativeMilliseconds() > before);
    await session.dispose();
  });

  it('converts halves on both sides', async () => {
    const half = (values: OnnxGraph['inputs']) => values.map((value) => ({ ...value, type: 'float16' as const }));
    const path = await graph({ ...sums, inputs: half(sums.inputs), outputs: half(sums.outputs) });
    const session = await openSession(path, cpu);
    const [y] = await session.run({ x: { data: Float32Array.of(0.1, 5), dims: [1, 2] } }, ['y'], never);
    assert.ok(y!.data instanceof Float32Array);
    assert.ok(Math.abs(y!.data[0]! - 0.2) < 2e-4 && y!.data[1] === 10);
    await session.dispose();
  });

  it('names an output that is not there, and those that are', async () => {
    const session = await openSession(await graph(), cpu);
    await assert.rejects(
      session.run(x, ['w'], never),
      (error) => Failure.is(error, 'model-unsupported') && /no output `w`, only `y`, `z`/.test(error.message),
    );
    await session.dispose();
  });

  it('does not run once it is cancelled, even while it waits for its turn', async () => {
    const session = await openSession(await graph(), cpu);
    const before = nativeMilliseconds();
    const cancel = new AbortController();
    const run = session.run(x, ['y'], cancel.signal);
    cancel.abort();
    await assert.rejects(run, (error) => Failure.is(error, 'cancelled'));
    assert.equal(nativeMilliseconds(), before);
    await session.dispose();
  });

  it('finishes the run it is in, and begins no other, once it is disposed', async () => {
    const session = await openSession(await graph(), cpu);
    const run = session.run(x, ['y'], never);
    await setImmediate();
    const end = session.dispose();
    const late = session.run(x, ['y'], never);
    await assert.rejects(late, (error) => Failure.is(error, 'cancelled'));
    assert.deepEqual([...(await run)[0]!.data], [6, 10]);
    await end;
    await session.dispose();
  });

  it('lets waiting messages in between runs', async () => {
    const session = await openSession(await graph(), cpu);
    let messages = 0;
    const timer = setInterval(() => messages++, 0);
    const seen: number[] = [];
    while (messages < 3) {
      await session.run(x, ['y'], never);
      seen.push(messages);
    }
    clearInterval(timer);
    assert.ok(seen.length >= 3);
    await session.dispose();
  });

  it('refuses an operator that the runtime does not have', async () => {
    const path = await graph({ ...sums, nodes: [{ operator: 'Levitate', inputs: ['x'], outputs: ['y', 'z'] }] });
    await assert.rejects(
      openSession(path, cpu),
      (error) => Failure.is(error, 'model-unsupported') && error.message.includes(path),
    );
  });

  it('says what else the runtime finds wrong with a graph', async () => {
    const path = await graph({ ...sums, outputs: [{ name: 'nothing', type: 'float32', shape: [1] }] });
    await assert.rejects(
      openSession(path, cpu),
      (error) => Failure.is(error, 'model-unsupported') && error.message.includes('nothing'),
    );
  });

  const weights = { file: 'model.onnx_data', byteLength: 8 };
  const beside = {
    ...sums,
    nodes: [
      { operator: 'Add', inputs: ['x', 'w'], outputs: ['y'] },
      { operator: 'Mul', inputs: ['x', 'w'], outputs: ['z'] },
    ],
    weights: [{ name: 'w', dims: [2], data: weights }],
  };

  it('reads weights from the file beside the graph', async () => {
    const path = await graph(beside);
    await writeFile(join(folder(), weights.file), new Uint8Array(Float32Array.of(10, 20).buffer));
    const session = await openSession(path, cpu);
    const [y] = await session.run(x, ['y'], never);
    assert.deepEqual([...y!.data], [13, 25]);
    await session.dispose();
  });

  for (const size of [undefined, 0, 7]) {
    it(`says that weights are missing or cut short: ${size ?? 'no'} bytes of 8`, async () => {
      const path = await graph(beside);
      if (size !== undefined) await writeFile(join(folder(), weights.file), new Uint8Array(size));
      await assert.rejects(
        openSession(path, cpu),
        (error) => Failure.is(error, 'model-corrupt') && /weights beside .*model\.onnx.*download/.test(error.message),
      );
    });
  }

  it('refuses a provider that this build does not have', async () => {
    const provider = process.platform === 'darwin' ? 'dml' : 'coreml';
    await assert.rejects(
      openSession(await graph(), { provider, threads: 1 }),
      (error) => Failure.is(error, 'provider-unavailable') && error.message.includes(`\`${provider}\``),
    );
  });

  it('says when memory does not suffice, and goes on', async () => {
    const path = await graph({
      inputs: [{ name: 'size', type: 'int64', shape: [1] }],
      outputs: [{ name: 'zeros', type: 'float32', shape: ['size'] }],
      nodes: [{ operator: 'ConstantOfShape', inputs: ['size'], outputs: ['zeros'] }],
    });
    const session = await openSession(path, cpu);
    const zeros = (size: number) => session.run({ size: { data: Float32Array.of(size), dims: [1] } }, ['zeros'], never);
    await assert.rejects(
      zeros(2 ** 45),
      (error) => Failure.is(error, 'memory-short') && error.message.startsWith('Memory on `cpu` did not suffice for '),
    );
    assert.equal((await zeros(3))[0]!.data.length, 3);
    await session.dispose();
  });

  it('refuses a folder in place of a file', async () => {
    await mkdir(join(folder(), 'model.onnx'));
    await assert.rejects(openSession(join(folder(), 'model.onnx'), cpu), (error) =>
      Failure.is(error, 'file-unreadable'),
    );
  });
});
