/**
 * @file The painter against PyTorch, on the weights that ship: test/fixtures/starter, written by
 * tools/starter-pack/fixtures.py. A missing file fails the tests that need it.
 */
import assert from 'node:assert/strict';
import { decodeImage } from '../../../../src/engine/images/decode-image.ts';
import { readDiffusionFolder } from '../../../../src/engine/models/painters/diffusion-folder.ts';
import { LatentDiffusion } from '../../../../src/engine/models/painters/latent-diffusion.ts';
import { drawImage } from '../../../../src/engine/pipelines/draw-image.ts';
import { NormalNoise } from '../../../../src/engine/random/normal-noise.ts';
import { openSession } from '../../../../src/engine/runtime/sessions/session.ts';
import type { Feeds, Numbers } from '../../../../src/engine/runtime/tensor-binder.ts';
import { fixtures, never, readFixture, starterPack } from '../../support/fixture.ts';
import { assertClose, numbersOf, type Tensor } from './starter-tensor.ts';

const options = { provider: 'cpu', threads: 0 } as const;
const folder = `${starterPack}diffusion`;

async function run(component: string, feeds: Feeds, output: string): Promise<Float32Array> {
  const session = await openSession(`${folder}/${component}/model.onnx`, options);
  const [result] = await session.run(feeds, [output], never);
  await session.dispose();
  return result!.data;
}

describe("PyTorch and the starter pack's diffusion model", () => {
  it('read prompts alike', async () => {
    type Recorded = { readonly [name in 'input_ids' | 'last_hidden_state']: Tensor };
    const recorded = readFixture<Recorded>('starter/text-encoder.json');
    const ids = { data: Int32Array.from(recorded.input_ids.data), dims: recorded.input_ids.shape };
    assertClose(await run('text_encoder', { input_ids: ids }, 'last_hidden_state'), recorded.last_hidden_state.data);
  });

  it('predict alike', async () => {
    type Recorded = { readonly [name in 'sample' | 'timestep' | 'encoder_hidden_states' | 'out_sample']: Tensor };
    const recorded = readFixture<Recorded>('starter/unet.json');
    const feeds = {
      sample: numbersOf(recorded.sample),
      timestep: numbersOf(recorded.timestep),
      encoder_hidden_states: numbersOf(recorded.encoder_hidden_states),
    };
    assertClose(await run('unet', feeds, 'out_sample'), recorded.out_sample.data);
  });

  it('decode alike', async () => {
    const recorded = readFixture<{ readonly [name in 'latent_sample' | 'sample']: Tensor }>('starter/vae-decoder.json');
    const feeds = { latent_sample: numbersOf(recorded.latent_sample) };
    assertClose(await run('vae_decoder', feeds, 'sample'), recorded.sample.data);
  });

  it('encode alike', async () => {
    const recorded =
      readFixture<{ readonly [name in 'sample' | 'latent_parameters']: Tensor }>('starter/vae-encoder.json');
    const feeds = { sample: numbersOf(recorded.sample) };
    assertClose(await run('vae_encoder', feeds, 'latent_parameters'), recorded.latent_parameters.data);
  });

  it('begin with the same noise and end with the same picture', async () => {
    const recorded = readFixture<{
      readonly prompts: readonly string[];
      readonly negative: string;
      readonly guidance: number;
      readonly steps: number;
      readonly seed: number;
      readonly noise: Tensor;
      readonly latents: Tensor;
    }>('starter/drawing.json');
    const { prompts, negative, guidance, steps } = recorded;
    const networks = new Recorder(await readDiffusionFolder(folder, { provider: 'cpu' }), options);
    const settings = { steps, scheduler: 'ddim', guidance, width: 64, height: 64 } as const;
    for (const [i, prompt] of prompts.entries()) {
      const seed = recorded.seed + i;
      const size = recorded.noise.data.length / prompts.length;
      const own = (tensor: Tensor) => tensor.data.slice(i * size, (i + 1) * size);
      assertClose(new NormalNoise(seed).draw(size), own(recorded.noise), 1e-6);
      const drawing = drawImage(networks, { prompt, negative, emphasis: 'none', seed, settings }, never);
      let next = await drawing.next();
      while (!next.done) next = await drawing.next();
      assertClose(networks.decoded, own(recorded.latents));
      assertClose(next.value.data, (await decodeImage(`${fixtures}starter/drawing-${i}.png`)).data, 1);
    }
    assert.equal(prompts.length, 2);
    await networks.dispose();
  });
});

/** Remembers the latents it decoded last. */
class Recorder extends LatentDiffusion {
  decoded: Numbers['data'] = new Float32Array(0);

  override decode(latents: Numbers, signal: AbortSignal) {
    this.decoded = latents.data.slice();
    return super.decode(latents, signal);
  }
}
