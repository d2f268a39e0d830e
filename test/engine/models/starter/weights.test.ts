/**
 * @file A weight must show in the starter pack's pictures. Its U-Net once normalised every token it read, which undid
 * weights without a trace: all numbers agreed with the references, and `(red:1.6)` drew what `(red:0.4)` drew.
 */
import assert from 'node:assert/strict';
import type { RgbImage } from '../../../../src/engine/images/rgb-image.ts';
import { readDiffusionFolder } from '../../../../src/engine/models/painters/diffusion-folder.ts';
import { LatentDiffusion } from '../../../../src/engine/models/painters/latent-diffusion.ts';
import { drawImage } from '../../../../src/engine/pipelines/draw-image.ts';
import type { Dialect, PromptReading } from '../../../../src/language/plan/plan.ts';
import { never, starterPack } from '../../support/fixture.ts';

const settings = { steps: 8, scheduler: 'ddim', guidance: 3, width: 64, height: 64 } as const;
const weights = [0.4, 1, 1.6];
const seeds = [0, 1, 2, 3];
/** Grey levels by which the mean must grow from one weight to the next. By 20 at least when this was written. */
const leastGrowth = 10;

describe('a weight in a prompt of the starter pack', () => {
  let painter: LatentDiffusion;
  before(async () => {
    painter = new LatentDiffusion(await readDiffusionFolder(`${starterPack}diffusion`, { provider: 'cpu' }), {
      provider: 'cpu',
      threads: 0,
    });
  });
  after(() => painter.dispose());

  const drawShirt = async (weight: number, emphasis: Dialect, seed: number): Promise<RgbImage> => {
    const words = { prompt: 'unread', negative: '', emphasis, reading: redShirt(weight) };
    const drawing = drawImage(painter, { ...words, seed, settings }, never);
    let next = await drawing.next();
    while (!next.done) next = await drawing.next();
    return next.value;
  };

  for (const emphasis of ['a1111', 'a1111-nonorm', 'comfy'] as const satisfies readonly Dialect[]) {
    it(`makes a red shirt redder in ${emphasis}`, async () => {
      const means: number[] = [];
      for (const weight of weights) {
        const levels: number[] = [];
        for (const seed of seeds) levels.push(redness(await drawShirt(weight, emphasis, seed)));
        means.push(mean(levels));
      }
      for (const [i, level] of means.entries()) {
        if (i > 0) assert.ok(level > means[i - 1]! + leastGrowth, `red at ${weights.join(', ')}: ${means.join(', ')}`);
      }
    });
  }

  it('leaves other words much as they are in a1111, which restores a mean over all of them', async () => {
    const words = ['three', ' orange', ' triangles', ',', ' black', ' background'];
    const startToken = async (weight: number, chosen: readonly number[]) => {
      const runs = words.map((text, i) => ({ text, weight: chosen.includes(i) ? weight : 1 }));
      return (await painter.encodePrompt([runs], 'a1111', never)).hidden.data[0]!;
    };
    const plain = await startToken(1, []);
    for (const weight of weights)
      for (const first of words.keys())
        for (const second of words.keys()) {
          const scale = (await startToken(weight, [first, second])) / plain;
          assert.ok(
            scale > 0.7 && scale < 1.4,
            `${words[first]} and ${words[second]} at ${weight}: others at ${scale}`,
          );
        }
  });

  it('changes nothing where a dialect knows no weights', async () => {
    assert.deepEqual(await drawShirt(1.6, 'none', 0), await drawShirt(1, 'none', 0));
  });
});

/** The weighted word stands first: behind the first token this pack's pictures are the same in Comfy and "No norm". */
function redShirt(weight: number): PromptReading {
  const runs = [
    { text: 'red', weight },
    { text: ' shirt', weight: 1 },
  ];
  return { wordings: [[runs]], steps: Array.from({ length: settings.steps }, () => 0) };
}

/** By how many grey levels red exceeds the mean of green and blue, over the whole picture. */
function redness({ data }: RgbImage): number {
  const shares = [1, -0.5, -0.5];
  return data.reduce((sum, value, i) => sum + value * shares[i % 3]!, 0) / (data.length / 3);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
