/**
 * @file Runs graphs on `cpu` and on `webgpu` and prints what came out, as JSON. A process of its own: the driver is
 * found through the environment, and a crash in it is no crash of the tests.
 */
import { once } from 'node:events';
import { openPainter } from '../../../src/engine/models/painters/open-painter.ts';
import { probeProvider } from '../../../src/engine/runtime/providers.ts';
import { openSession } from '../../../src/engine/runtime/session.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { fixtures, modelAt, never, starterPack } from '../fixture.ts';

export interface WebgpuReport {
  readonly float16: boolean;
  readonly unet: Readonly<Record<Provider, readonly number[]>>;
  readonly pictures: Readonly<Record<Provider, readonly number[]>>;
  /** By a model of two text encoders. */
  readonly sdxl: Readonly<Record<Provider, readonly number[]>>;
  readonly half: { readonly code?: string; readonly message?: string; readonly picture?: readonly number[] };
}

type Provider = 'cpu' | 'webgpu';

/** One call of the starter pack's U-Net, on numbers that are anything but smooth. */
async function callUnet(provider: Provider): Promise<number[]> {
  const unet = await openSession(`${starterPack}diffusion/unet/model.onnx`, { provider, threads: 1 });
  const shape = unet.inputs.find((input) => input.name === 'encoder_hidden_states')?.shape ?? [];
  const width = Number(shape[2]);
  const sample = { data: waves(4 * 16 * 16), dims: [1, 4, 16, 16] };
  const context = { data: waves(77 * width), dims: [1, 77, width] };
  const timestep = { data: Float32Array.of(500), dims: [1] };
  const [output] = await unet.run({ sample, timestep, encoder_hidden_states: context }, ['out_sample'], never);
  await unet.dispose();
  return [...output!.data];
}

function waves(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(i * i));
}

async function draw(folder: string, provider: Provider, side = 8): Promise<number[]> {
  const painter = await openPainter(modelAt(folder), { provider, threads: 1 });
  const settings = { steps: 3, scheduler: 'euler', guidance: 3, width: side, height: side } as const;
  const drawing = painter.draw({ prompt: 'a red square', negative: '', emphasis: 'none', seed: 3, settings }, never);
  let next = await drawing.next();
  while (!next.done) next = await drawing.next();
  await painter.dispose();
  return [...next.value.data];
}

async function tryHalf(folder: string): Promise<WebgpuReport['half']> {
  try {
    return { picture: await draw(folder, 'webgpu') };
  } catch (error) {
    return Failure.is(error) ? { code: error.code, message: error.message } : { message: String(error) };
  }
}

const [single, half] = process.argv.slice(2);
const sdxl = `${fixtures}models/sdxl`;
const report: WebgpuReport = {
  float16: (await probeProvider('webgpu')).float16,
  unet: { cpu: await callUnet('cpu'), webgpu: await callUnet('webgpu') },
  pictures: { cpu: await draw(single!, 'cpu'), webgpu: await draw(single!, 'webgpu') },
  sdxl: { cpu: await draw(sdxl, 'cpu', 64), webgpu: await draw(sdxl, 'webgpu', 64) },
  half: await tryHalf(half!),
};
if (!process.stdout.write(JSON.stringify(report))) await once(process.stdout, 'drain');
