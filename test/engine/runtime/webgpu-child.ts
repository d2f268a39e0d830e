/**
 * @file Runs graphs on `cpu` and on `webgpu` and prints what came out, as JSON. A process of its own: the driver is
 * found through the environment, and a crash in it is no crash of the tests.
 */
import { once } from 'node:events';
import { openJudge } from '../../../src/engine/models/judges/open-judge.ts';
import { openPainter } from '../../../src/engine/models/painters/open-painter.ts';
import { probeProvider } from '../../../src/engine/runtime/providers/providers.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { fixtures, modelAt, never, starterPack } from '../support/fixture.ts';

export interface WebgpuReport {
  readonly float16: boolean;
  readonly starter: Readonly<Record<Provider, StarterRun>>;
  readonly pictures: Readonly<Record<Provider, readonly number[]>>;
  /** By a model of two text encoders. */
  readonly sdxl: Readonly<Record<Provider, readonly number[]>>;
  readonly half: { readonly code?: string; readonly message?: string; readonly picture?: readonly number[] };
}

export interface StarterRun {
  readonly picture: readonly number[];
  /** Embeddings of an image and of words. */
  readonly seen: readonly number[];
  readonly read: readonly number[];
}

type Provider = 'cpu' | 'webgpu';

/** The starter pack's painter draws, and its judge reads the picture and words. */
async function runStarterPack(provider: Provider): Promise<StarterRun> {
  const picture = await draw(`${starterPack}diffusion`, provider, { side: 64, steps: 1, guidance: 1 });
  const judge = await openJudge(modelAt(`${starterPack}clip`), { provider, threads: 1 });
  const image = { width: 64, height: 64, data: Uint8Array.from({ length: 3 * 64 * 64 }, (_, i) => (i * i) % 251) };
  const [seen] = await judge.embedImages([image], never);
  const [read] = await judge.embedTexts(['a photo of a red square'], never);
  await judge.dispose();
  return { picture, seen: [...seen!], read: [...read!] };
}

interface Drawing {
  readonly side?: number;
  readonly steps?: number;
  readonly guidance?: number;
}

async function draw(folder: string, provider: Provider, drawing: Drawing = {}): Promise<number[]> {
  const { side = 8, steps = 3, guidance = 3 } = drawing;
  const painter = await openPainter(modelAt(folder), { provider, threads: 1 });
  const settings = { steps, scheduler: 'euler', guidance, width: side, height: side } as const;
  const course = painter.draw({ prompt: 'a red square', negative: '', emphasis: 'none', seed: 3, settings }, never);
  let next = await course.next();
  while (!next.done) next = await course.next();
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
  starter: { cpu: await runStarterPack('cpu'), webgpu: await runStarterPack('webgpu') },
  pictures: { cpu: await draw(single!, 'cpu'), webgpu: await draw(single!, 'webgpu') },
  sdxl: { cpu: await draw(sdxl, 'cpu', { side: 64 }), webgpu: await draw(sdxl, 'webgpu', { side: 64 }) },
  half: await tryHalf(half!),
};
if (!process.stdout.write(JSON.stringify(report))) await once(process.stdout, 'drain');
