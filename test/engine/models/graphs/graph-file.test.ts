import assert from 'node:assert/strict';
import { copyFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { chooseGraph, type GraphWish } from '../../../../src/engine/models/graphs/graph-file.ts';
import { precisionOf } from '../../../../src/engine/models/graphs/graph-precision.ts';
import type { OnnxFile } from '../../../../src/engine/runtime/onnx/onnx-file.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { writeTinyDiffusion } from '../../support/written-models.ts';

/** Never there on the machine that tests run on, so it computes in nothing. */
const absent = process.platform === 'darwin' ? 'cuda' : 'coreml';

describe('the precision of a graph', () => {
  const graph = (weights: readonly (readonly [string, number])[], change: Partial<OnnxFile> = {}): OnnxFile => ({
    inputs: [{ name: 'sample', type: 'float32', shape: [] }],
    outputs: [],
    operators: new Set(),
    casts: new Set(),
    weights: new Map(weights),
    externalData: new Map(),
    ...change,
  });
  const half = { inputs: [{ name: 'sample', type: 'float16', shape: [] }] };
  const full = [
    ['float32', 100],
    ['int64', 8],
  ] as const;
  const stored = [
    ['float32', 8],
    ['float16', 100],
  ] as const;

  const cases = [
    ['fp32', false, graph(full), 'single throughout'],
    ['fp16', true, graph(stored, half), 'half throughout'],
    ['fp16', true, graph(stored, { casts: new Set(['float16', 'float32']) }), 'half behind inputs in single'],
    ['fp32', false, graph(stored, { casts: new Set(['float32']) }), 'stored in half, computed in single'],
    ['fp32', false, graph(full, { casts: new Set(['float16']) }), 'a detour in half of single weights'],
    [
      'int8',
      false,
      graph([
        ['uint8', 100],
        ['float32', 30],
      ]),
      'of 8 bits',
    ],
    [
      'int8',
      true,
      graph(
        [
          ['uint8', 100],
          ['float16', 30],
        ],
        half,
      ),
      'of 4 bits, in half',
    ],
    ['fp32', false, graph([]), 'without weights'],
  ] as const;
  for (const [precision, isHalf, file, title] of cases)
    it(`is ${precision}: ${title}`, () => assert.deepEqual(precisionOf(file), { precision, isHalf }));
});

describe('a part of a model', () => {
  const folder = temporaryFolder();
  const wish: GraphWish = { provider: 'cpu' };
  const choose = async (wanted: GraphWish) => basename((await chooseGraph(folder(), ['unet/model'], wanted)).path);
  const refused = (wanted: GraphWish, code: Failure['code'], says: RegExp) =>
    assert.rejects(choose(wanted), (error) => Failure.is(error, code) && says.test(error.message));

  /** The U-Net in both precisions. */
  async function writeBoth(): Promise<void> {
    await writeTinyDiffusion(folder(), { numbers: 'float16' });
    await rename(join(folder(), 'unet/model.onnx'), join(folder(), 'unet/model_fp16.onnx'));
    await writeTinyDiffusion(folder());
  }

  it('is taken in the precision that was asked for, else the most exact', async () => {
    await writeBoth();
    assert.equal(await choose(wish), 'model.onnx');
    assert.equal(await choose({ ...wish, precision: 'fp16' }), 'model_fp16.onnx');
    await refused({ ...wish, precision: 'int8' }, 'model-missing', /`unet\/model` in fp32 and fp16, not in int8/);
    assert.equal(await choose({ ...wish, precision: 'int8', isPreference: true }), 'model.onnx');
  });

  it('is what its graph says, not what its name says', async () => {
    await writeTinyDiffusion(folder(), { numbers: 'float16' });
    assert.equal(await choose({ ...wish, precision: 'fp16' }), 'model.onnx');
    await refused({ ...wish, precision: 'fp32' }, 'model-missing', /in fp16, not in fp32/);
  });

  it('is refused in half precision where the provider does not compute in it', async () => {
    await writeBoth();
    assert.equal(await choose({ provider: absent }), 'model.onnx');
    await refused(
      { provider: absent, precision: 'fp16' },
      'provider-unavailable',
      /model_fp16\.onnx is in half precision/,
    );
    assert.equal(await choose({ provider: absent, precision: 'fp16', isPreference: true }), 'model.onnx');
  });

  it('is taken where Git LFS fetched it, and not where it left a pointer', async () => {
    await writeBoth();
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n';
    await writeFile(join(folder(), 'unet/model.onnx'), pointer);
    assert.equal(await choose(wish), 'model_fp16.onnx');
    await writeFile(join(folder(), 'unet/model_fp16.onnx'), pointer);
    await refused(wish, 'model-corrupt', /Git LFS pointer/);
  });

  it('is not replaced by another precision where it is damaged', async () => {
    await writeBoth();
    await writeFile(join(folder(), 'unet/model.onnx'), 'no graph');
    await refused(wish, 'model-corrupt', /unet.model\.onnx is damaged/);
    await copyFile(join(folder(), 'vae_decoder/model.onnx'), join(folder(), 'unet/model.onnx'));
    await writeFile(join(folder(), 'unet/model_fp16.onnx'), 'no graph');
    assert.equal(await choose(wish), 'model.onnx');
  });

  it('is missed by its likeliest name', async () => {
    await writeTinyDiffusion(folder());
    await rm(join(folder(), 'unet/model.onnx'));
    await refused(wish, 'model-missing', /There is no model file .*unet.model\.onnx/);
  });
});
