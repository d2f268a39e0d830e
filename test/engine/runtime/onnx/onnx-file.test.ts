import assert from 'node:assert/strict';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkExternalData, externalDataFiles } from '../../../../src/engine/runtime/onnx/external-data.ts';
import { requireOperators } from '../../../../src/engine/runtime/onnx/fused-operators.ts';
import { readOnnxFile } from '../../../../src/engine/runtime/onnx/onnx-file.ts';
import { type OnnxGraph, writeOnnx } from '../../../../src/engine/runtime/onnx/onnx-writer.ts';
import { openSession } from '../../../../src/engine/runtime/sessions/session.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { starterPack } from '../../support/fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function graph(change: Partial<OnnxGraph> = {}): OnnxGraph {
  return {
    inputs: [
      { name: 'x', type: 'float16', shape: ['batch', 4] },
      { name: 't', type: 'int64', shape: [] },
    ],
    outputs: [{ name: 'y', type: 'float32', shape: ['batch', 4] }],
    nodes: [
      { operator: 'Cast', inputs: ['x'], outputs: ['wide'], attributes: { to: 1 } },
      { operator: 'Mul', inputs: ['wide', 'w'], outputs: ['y'] },
    ],
    weights: [{ name: 'w', dims: [4], data: new Float32Array(4) }],
    ...change,
  };
}

const elsewhere = (file: string) => graph({ weights: [{ name: 'w', dims: [2, 2], data: { file, byteLength: 16 } }] });

describe('an ONNX file, read without its weights', () => {
  const folder = temporaryFolder();
  const file = () => join(folder(), 'model.onnx');

  it('says what it reads, writes, does and weighs', async () => {
    await writeFile(file(), writeOnnx(graph()));
    const read = await readOnnxFile(file());
    assert.deepEqual(read.inputs, [
      { name: 'x', type: 'float16', shape: ['batch', 4] },
      { name: 't', type: 'int64', shape: [] },
    ]);
    assert.deepEqual(read.outputs, [{ name: 'y', type: 'float32', shape: ['batch', 4] }]);
    assert.deepEqual([...read.operators], ['Cast', 'Mul']);
    assert.deepEqual([...read.casts], ['float32']);
    assert.deepEqual([...read.weights], [['float32', 16]]);
    assert.deepEqual([...read.externalData], []);
  });

  it('says what the runtime says once it is opened', async () => {
    for (const part of ['text_encoder', 'unet', 'vae_decoder', 'vae_encoder']) {
      const path = `${starterPack}diffusion/${part}/model.onnx`;
      const session = await openSession(path, { provider: 'cpu', threads: 1 });
      const read = await readOnnxFile(path);
      assert.deepEqual(read.inputs, session.inputs);
      assert.deepEqual(
        read.outputs.map(({ name, type }) => [name, type]),
        session.outputs.map(({ name, type }) => [name, type]),
      );
      await session.dispose();
    }
  });

  it('reads a file anew when it has changed', async () => {
    await writeFile(file(), writeOnnx(graph()));
    await readOnnxFile(file());
    await writeFile(file(), writeOnnx(graph({ nodes: [{ operator: 'Relu', inputs: ['x'], outputs: ['y'] }] })));
    assert.deepEqual([...(await readOnnxFile(file())).operators], ['Relu']);
  });

  it('never fails but with a sentence, whatever the bytes are', async () => {
    const good = writeOnnx(graph());
    const changed = fc
      .tuple(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length))
      .map(([at, byte, end]) => Uint8Array.from(good, (old, i) => (i === at ? byte : old)).subarray(0, end));
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        await writeFile(file(), bytes);
        await readOnnxFile(file()).catch((error: unknown) => assert.ok(Failure.is(error, 'model-corrupt'), `${error}`));
      }),
    );
  });
});

describe('weights beside a graph', () => {
  const folder = temporaryFolder();
  const file = () => join(folder(), 'model.onnx');
  const check = async () => checkExternalData(file(), await readOnnxFile(file()));
  const fails = (code: Failure['code'], says: RegExp) =>
    assert.rejects(check(), (error) => Failure.is(error, code) && says.test(error.message));

  it('are named by the graph, and whole', async () => {
    await writeFile(file(), writeOnnx(elsewhere('weights.pb')));
    await writeFile(join(folder(), 'weights.pb'), new Uint8Array(16));
    assert.deepEqual(await externalDataFiles(file()), [join(folder(), 'weights.pb')]);
    await check();
  });

  it('are missed, cut short, or a pointer of Git LFS', async () => {
    const weights = join(folder(), 'model.onnx_data');
    await writeFile(file(), writeOnnx(elsewhere('model.onnx_data')));
    await fails('model-missing', /model\.onnx_data.*are missing; download/);
    await writeFile(weights, new Uint8Array(16));
    await truncate(weights, 15);
    await fails('model-corrupt', /cut short: they have 15 of 16 bytes/);
    await writeFile(
      file(),
      writeOnnx({
        ...elsewhere('model.onnx_data'),
        weights: [{ name: 'w', dims: [1000], data: { file: 'model.onnx_data', byteLength: 4000 } }],
      }),
    );
    await writeFile(weights, 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 4000\n');
    await fails('model-corrupt', /Git LFS pointer; run `git lfs pull`/);
  });

  for (const name of ['../secret', '/etc/passwd', 'a/../../secret']) {
    it(`are never sought outside of the folder: ${name}`, async () => {
      await writeFile(file(), writeOnnx(elsewhere(name)));
      await fails('model-corrupt', /outside of its folder/);
    });
  }
});

describe('operators for one kind of hardware', () => {
  const folder = temporaryFolder();

  it('are refused where they do not run, with where they do', async () => {
    const path = join(folder(), 'model.onnx');
    const node = (operator: string) => ({ operator, domain: 'com.microsoft', inputs: ['x'], outputs: ['y'] });
    await writeFile(path, writeOnnx(graph({ nodes: [node('GroupNorm'), node('BiasAdd')] })));
    const read = await readOnnxFile(path);
    assert.throws(
      () => requireOperators(path, read, 'cpu'),
      (error) =>
        Failure.is(error, 'model-unsupported') &&
        /`cuda` or `dml` \(`GroupNorm`, `BiasAdd`\).*`cpu`/.test(error.message),
    );
    assert.throws(() => requireOperators(path, read, 'webgpu'), /`cuda` or `dml` \(`GroupNorm`\)/);
    requireOperators(path, read, 'cuda');
  });
});
