import assert from 'node:assert/strict';
import { readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeOnnx } from '../../../../src/engine/runtime/onnx/onnx-writer.ts';
import type { NativeSession } from '../../../../src/engine/runtime/onnx-runtime.ts';
import { GraphCache } from '../../../../src/engine/runtime/sessions/graph-cache.ts';
import { starterPack } from '../../support/fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const cpu = { provider: 'cpu', threads: 1 } as const;

describe('GraphCache', () => {
  const folder = temporaryFolder();
  const cached = () => join(folder(), 'cache/graphs');
  const cache = (capacity?: number) => new GraphCache(join(folder(), 'cache'), capacity);

  /** y = x · 2 · … · 2, which is one product once it is optimised. */
  const graph = async (name: string, factor: number) => {
    const path = join(folder(), `${name}.onnx`);
    const names = ['x', 'a', 'b', 'c', 'y'];
    const bytes = writeOnnx({
      inputs: [{ name: 'x', type: 'float32', shape: ['n'] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['n'] }],
      nodes: [
        { operator: 'Add', inputs: ['factor', 'factor'], outputs: ['twice'] },
        ...names.slice(1).map((to, i) => ({ operator: 'Mul', inputs: [names[i]!, 'twice'], outputs: [to] })),
      ],
      weights: [{ name: 'factor', dims: [1], data: Float32Array.of(factor) }],
    });
    await writeFile(path, bytes);
    return path;
  };

  const use = async (session: NativeSession) => {
    const x = { type: 'float32', data: Float32Array.of(1, 3), dims: [2] } as const;
    const results = await session.run({ x }, ['y']);
    await session.release();
    return [...results.get('y')!.data];
  };

  it('keeps a graph optimised, and takes it from there', async () => {
    const path = await graph('one', 0.5);
    assert.deepEqual(await use(await cache().open(path, cpu)), [1, 3]);
    const [name, ...others] = await readdir(cached());
    assert.match(name ?? '', /^[0-9a-f]{64}\.onnx$/);
    assert.deepEqual(others, []);
    // Another factor in the same place: if this is what runs, it was taken from there.
    const other = await graph('other', 1);
    await cache().open(other, cpu).then(use);
    const otherName = (await readdir(cached())).find((candidate) => candidate !== name);
    await writeFile(join(cached(), name!), await readFile(join(cached(), otherName!)));
    assert.deepEqual(await use(await cache().open(path, cpu)), [16, 48]);
  });

  it('gives the same bits as without', async function () {
    this.timeout(20_000);
    const path = join(starterPack, 'diffusion/vae_decoder/model.onnx');
    const outputs: Float32Array[] = [];
    for (let i = 0; i < 2; i++) {
      const session = await cache().open(path, cpu);
      const data = Float32Array.from({ length: 1024 }, (_, k) => Math.sin(k));
      const latents = { type: 'float32', data, dims: [1, 4, 16, 16] } as const;
      outputs.push((await session.run({ latent_sample: latents }, ['sample'])).get('sample')!.data);
      await session.release();
    }
    assert.equal((await readdir(cached())).length, 1);
    assert.deepEqual(outputs[1], outputs[0]);
  });

  it('makes anew what is damaged', async () => {
    const path = await graph('one', 0.5);
    await cache().open(path, cpu).then(use);
    const [name] = await readdir(cached());
    for (const bytes of [0, 40]) {
      await truncate(join(cached(), name!), bytes);
      assert.deepEqual(await use(await cache().open(path, cpu)), [1, 3]);
      assert.ok((await stat(join(cached(), name!))).size > 40);
    }
  });

  it('makes anew what a process was opening when it ended', async () => {
    const path = await graph('one', 0.5);
    await cache().open(path, cpu).then(use);
    const [name] = await readdir(cached());
    await cache()
      .open(await graph('other', 1), cpu)
      .then(use);
    const other = (await readdir(cached())).find((candidate) => candidate !== name);
    await writeFile(join(cached(), name!), await readFile(join(cached(), other!)));
    await writeFile(join(cached(), `${name}.${process.ppid}.trial`), '');
    assert.deepEqual(await use(await cache().open(path, cpu)), [16, 48], 'another process is at it');
    await writeFile(join(cached(), `${name}.999999999.trial`), '');
    assert.deepEqual(await use(await cache().open(path, cpu)), [1, 3]);
    assert.deepEqual((await readdir(cached())).sort(), [name, other, `${name}.${process.ppid}.trial`].sort());
  });

  it('knows a graph by what is in it', async () => {
    await cache()
      .open(await graph('one', 0.5), cpu)
      .then(use);
    assert.deepEqual(await use(await cache().open(await graph('same', 0.5), cpu)), [1, 3]);
    assert.equal((await readdir(cached())).length, 1);
    assert.deepEqual(await use(await cache().open(await graph('one', 1), cpu)), [16, 48]);
    assert.equal((await readdir(cached())).length, 2);
  });

  it('forgets what was used longest ago, and what a killed process left', async () => {
    const paths = [await graph('a', 1), await graph('b', 2), await graph('c', 3)];
    for (const path of paths.slice(0, 2)) await cache().open(path, cpu).then(use);
    const names = await readdir(cached());
    const leftOver = '.vlprompt-999999999-1.tmp';
    await writeFile(join(cached(), leftOver), 'half');
    for (const [i, name] of [...names, leftOver].entries()) await utimes(join(cached(), name), 1000 + i, 1000 + i);
    const { size } = await stat(join(cached(), names[0]!));
    await cache(2.5 * size)
      .open(paths[2]!, cpu)
      .then(use);
    const left = await readdir(cached());
    assert.deepEqual([left.length, left.includes(names[0]!), left.includes(leftOver)], [2, false, false]);
  });

  it('is not needed', async () => {
    await writeFile(join(folder(), 'cache'), 'a file in the way');
    assert.deepEqual(await use(await cache().open(await graph('one', 0.5), cpu)), [1, 3]);
  });

  it('keeps nothing of graphs whose weights lie beside them', async () => {
    const path = await graph('one', 0.5);
    const weights = { name: 'w', dims: [2], data: { file: 'w.bin', byteLength: 8 } };
    await writeFile(join(folder(), 'w.bin'), Float32Array.of(5, 7));
    await writeFile(
      path,
      writeOnnx({
        inputs: [{ name: 'x', type: 'float32', shape: ['n'] }],
        outputs: [{ name: 'y', type: 'float32', shape: ['n'] }],
        nodes: [{ operator: 'Add', inputs: ['x', 'w'], outputs: ['y'] }],
        weights: [weights],
      }),
    );
    for (let i = 0; i < 2; i++) assert.deepEqual(await use(await cache().open(path, cpu)), [6, 10]);
    await assert.rejects(readdir(cached()));
  });
});
