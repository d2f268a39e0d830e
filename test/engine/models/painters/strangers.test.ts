import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPainter } from '../../../../src/engine/models/painters/open-painter.ts';
import { refuseStrangers, requireChannels } from '../../../../src/engine/models/painters/strangers.ts';
import { writeOnnx } from '../../../../src/engine/runtime/onnx/onnx-writer.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { fixtures, modelAt } from '../../support/fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { writeTinyDiffusion } from '../../support/written-models.ts';

function unsupported(says: RegExp) {
  return (error: unknown) => Failure.is(error, 'model-unsupported') && says.test(error.message);
}

describe('a diffusion model that is not drawn with', () => {
  const folder = temporaryFolder();
  const cpu = { provider: 'cpu', threads: 1 } as const;

  const classes: readonly (readonly [string, RegExp])[] = [
    ['StableDiffusion3Pipeline', /holds Stable Diffusion 3, .*use a Stable Diffusion 1, 2, XL, Turbo or LCM model/],
    ['FluxPipeline', /Flux/],
    ['StableDiffusionInstructPix2PixPipeline', /InstructPix2Pix.*`init`/],
    ['StableDiffusionXLControlNetPipeline', /network beside its own.*without one/],
    ['StableVideoDiffusionPipeline', /more than words/],
    ['PixArtAlphaPipeline', /a `PixArtAlphaPipeline`/],
  ];
  for (const [name, says] of classes) {
    it(`is refused by its class: ${name}`, () => assert.rejects(refuseStrangers(folder(), name), unsupported(says)));
  }

  for (const name of ['StableDiffusionPipeline', 'ORTStableDiffusionXLPipeline', 'StableDiffusionInpaintPipeline'])
    it(`is not ${name}`, () => refuseStrangers(folder(), name));

  for (const [name, says] of [
    ['transformer', /diffusion transformer/],
    ['prior', /two stages/],
  ] as const) {
    it(`is refused by its folder: ${name}`, async () => {
      await mkdir(join(folder(), name));
      await assert.rejects(refuseStrangers(folder(), undefined), unsupported(says));
    });
  }

  it('is refused by the channels that its network reads', () => {
    for (const channels of [4, 9]) requireChannels('here', channels, 4);
    for (const [channels, says] of [
      [8, /InstructPix2Pix/],
      [7, /enlarges/],
      [5, /depths/],
      [12, /12 channels/],
    ] as const)
      assert.throws(() => requireChannels('here', channels, 4), unsupported(says));
  });

  it('is refused when it holds engines for CUDA alone', async () => {
    const painter = openPainter(modelAt(join(fixtures, 'models/cuda-fused')), cpu);
    await assert.rejects(painter, unsupported(/`ORT_CUDA`.*layout of Optimum/));
  });

  it('is refused when a graph of it was optimised for CUDA, before its weights are looked at', async () => {
    await writeTinyDiffusion(folder());
    const x = { name: 'sample', type: 'float16', shape: ['batch', 4, 'height', 'width'] } as const;
    const graph = writeOnnx({
      inputs: [x],
      outputs: [{ ...x, name: 'out_sample' }],
      nodes: [{ operator: 'NhwcConv', domain: 'com.microsoft', inputs: ['sample', 'w'], outputs: ['out_sample'] }],
      weights: [{ name: 'w', dims: [1 << 28], data: { file: 'model.onnx_data', byteLength: 1 << 30 } }],
    });
    await writeFile(join(folder(), 'unet/model.onnx'), graph);
    await assert.rejects(
      openPainter(modelAt(folder()), cpu),
      unsupported(/unet.model\.onnx was optimised for `cuda` or `dml`/),
    );
  });

  for (const [name, says] of [
    ['diffusion_pytorch_model.safetensors', /holds PyTorch's weights and no ONNX files; export it \(`optimum-cli/],
    ['openvino_model.xml', /OpenVINO/],
  ] as const) {
    it(`is refused with how to export it: ${name}`, async () => {
      await writeTinyDiffusion(folder());
      await writeFile(join(folder(), 'unet', name), 'weights');
      await openPainter(modelAt(folder()), cpu);
      await rm(join(folder(), 'unet/model.onnx'));
      await assert.rejects(openPainter(modelAt(folder()), cpu), unsupported(says));
    });
  }

  it('is refused when it is a checkpoint of one file', async () => {
    await writeFile(join(folder(), 'model.safetensors'), 'weights');
    await assert.rejects(openPainter(modelAt(folder()), cpu), unsupported(/holds PyTorch's weights/));
    const file = join(folder(), 'model.safetensors');
    await assert.rejects(openPainter(modelAt(file), cpu), unsupported(/is a checkpoint of PyTorch in one file/));
  });
});
