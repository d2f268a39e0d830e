import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readAdapters } from '../../../../src/engine/models/learned-tokens/adapters.ts';
import { readDiffusionFolder } from '../../../../src/engine/models/painters/diffusion-folder.ts';
import { LatentDiffusion } from '../../../../src/engine/models/painters/latent-diffusion.ts';
import { openPainter } from '../../../../src/engine/models/painters/open-painter.ts';
import { plainWording } from '../../../../src/engine/text/prompt-chunks.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { fixtures, greatestDistance, never, readFixture } from '../../support/fixture.ts';

interface Encoded {
  readonly prompt: string;
  readonly hidden: readonly number[];
}

/** Of tools/parity/learned_tokens.py: torch, with rows of the embeddings replaced. */
const golden = readFixture<{
  readonly sd15: readonly Encoded[];
  readonly sdxl: Encoded & { readonly pooled: readonly number[] };
}>('learned-tokens/encoded.json');

const cpu = { provider: 'cpu', threads: 1 } as const;
const modelFolder = (name: string) => join(fixtures, 'models', name);
const file = (name: string) => join(fixtures, 'learned-tokens', name);

describe('prompts with learned tokens', () => {
  async function open(model: string, files: readonly string[]): Promise<LatentDiffusion> {
    const folder = await readDiffusionFolder(modelFolder(model), { provider: 'cpu' });
    return new LatentDiffusion(folder, cpu, await readAdapters(files.map(file), folder.encoders.length));
  }

  for (const { prompt, hidden } of golden.sd15) {
    it(`read as torch reads them: ${prompt}`, async () => {
      const model = await open('sd15', ['fox.safetensors', 'ink-style.safetensors']);
      const context = await model.encodePrompt(plainWording(prompt), 'none', never);
      await model.dispose();
      assert.ok(greatestDistance(context.hidden.data, hidden) < 1e-5);
    });
  }

  it('read as torch reads them by two encoders, and pool at the end of the text', async () => {
    const model = await open('sdxl', ['paired.safetensors']);
    const context = await model.encodePrompt(plainWording(golden.sdxl.prompt), 'none', never);
    await model.dispose();
    assert.ok(greatestDistance(context.hidden.data, golden.sdxl.hidden) < 1e-5);
    assert.ok(greatestDistance(context.pooled!.data, golden.sdxl.pooled) < 1e-5);
  });

  it('count with each vector, and weigh like other words', async () => {
    const model = await open('sd15', ['ink-style.safetensors']);
    assert.equal(model.prompts.countTokens('ink-style'), 3);
    const plain = await model.encodePrompt(plainWording('ink-style'), 'comfy', never);
    const heavy = await model.encodePrompt([[{ text: 'ink-style', weight: 1.5 }]], 'comfy', never);
    await model.dispose();
    assert.ok(greatestDistance(plain.hidden.data, heavy.hidden.data) > 1e-3);
  });

  it('make another model of it, with a digest of its own; two files may not teach the same word', async () => {
    const digestWith = async (...adapters: string[]) => {
      const painter = await openPainter({ folder: modelFolder('sd15'), adapters: adapters.map(file) }, cpu);
      await painter.dispose();
      return painter.digest;
    };
    const digests = [await digestWith(), await digestWith('fox.safetensors'), await digestWith('rounded.safetensors')];
    assert.equal(new Set(digests).size, 3);
    await assert.rejects(digestWith('fox.safetensors', 'fox.safetensors'), (error) =>
      Failure.is(error, 'model-unsupported'),
    );
  });
});
