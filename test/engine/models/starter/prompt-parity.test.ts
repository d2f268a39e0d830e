/**
 * @file Prompts with weights, several chunks, `BREAK` and schedules against numpy, on the weights that ship:
 * test/fixtures/prompts, written by tools/parity/prompts.py.
 */
import assert from 'node:assert/strict';
import { readDiffusionFolder } from '../../../../src/engine/models/painters/diffusion-folder.ts';
import { LatentDiffusion } from '../../../../src/engine/models/painters/latent-diffusion.ts';
import { drawImage } from '../../../../src/engine/pipelines/draw-image.ts';
import type { Numbers } from '../../../../src/engine/runtime/tensor-binder.ts';
import type { Wording } from '../../../../src/engine/text/prompt-chunks.ts';
import type { Dialect, PromptReading } from '../../../../src/language/plan/plan.ts';
import { never, readFixture, starterPack } from '../../support/fixture.ts';
import { assertClose } from './starter-tensor.ts';

interface RecordedContexts {
  /** Of the features each how-manyth was recorded. */
  readonly every: number;
  readonly cases: readonly {
    readonly name: string;
    readonly emphasis: Dialect;
    readonly wording: Wording;
    readonly tokens: number;
    readonly data: readonly number[];
  }[];
}

interface RecordedDrawings {
  readonly cases: readonly {
    readonly name: string;
    readonly emphasis: Dialect;
    readonly reading: PromptReading;
    readonly negativeReading: PromptReading;
    readonly guidance: number;
    readonly steps: number;
    readonly seed: number;
    readonly latents: readonly number[];
  }[];
}

const contexts = readFixture<RecordedContexts>('prompts/contexts.json');
const drawings = readFixture<RecordedDrawings>('prompts/drawings.json');

describe("numpy and the starter pack's painter", () => {
  let painter: Recorder;
  before(async () => {
    painter = new Recorder(await readDiffusionFolder(`${starterPack}diffusion`, { provider: 'cpu' }), {
      provider: 'cpu',
      threads: 1,
    });
  });
  after(() => painter.dispose());

  for (const { name, emphasis, wording, tokens, data } of contexts.cases) {
    it(`read alike: ${name}`, async () => {
      const { hidden: context } = await painter.encodePrompt(wording, emphasis, never);
      assert.deepEqual(context.dims, [1, tokens, 128]);
      assertClose(
        context.data.filter((_, at) => at % contexts.every === 0),
        data,
        // Of the largest: A1111 divides by a mean that may be small.
        1e-5 * Math.max(...data.map(Math.abs)),
      );
    });
  }

  for (const { name, emphasis, reading, negativeReading, guidance, steps, seed, latents } of drawings.cases) {
    it(`draw alike: ${name}`, async () => {
      const settings = { steps, scheduler: 'ddim', guidance, width: 64, height: 64 } as const;
      const words = { prompt: 'unread', negative: 'unread', emphasis, reading, negativeReading };
      const drawing = drawImage(painter, { ...words, seed, settings }, never);
      while (!(await drawing.next()).done);
      assertClose(painter.decoded, latents, 1e-5 * Math.max(...latents.map(Math.abs)));
    });
  }
});

/** Remembers the latents it decoded last. */
class Recorder extends LatentDiffusion {
  decoded: Numbers['data'] = new Float32Array(0);

  override decode(latents: Numbers, signal: AbortSignal) {
    this.decoded = latents.data.slice();
    return super.decode(latents, signal);
  }
}
