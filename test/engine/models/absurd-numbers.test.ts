import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonObject } from '../../../src/engine/files/json-file.ts';
import { findLogitScale } from '../../../src/engine/models/judges/logit-scale.ts';
import { readDiffusionFolder } from '../../../src/engine/models/painters/diffusion-folder.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { fixtures } from '../support/fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const corrupt = (error: unknown) => Failure.is(error, 'model-corrupt');

describe('a description with numbers that no model has', () => {
  const folder = temporaryFolder();

  it('is refused before anything is made room for: an autoencoder', async () => {
    const model = join(folder(), 'sd15');
    await cp(join(fixtures, 'models/sd15'), model, { recursive: true });
    const file = join(model, 'vae_decoder/config.json');
    const good = JSON.parse(await readFile(file, 'utf8')) as object;
    const refused = async (text: string) => {
      await writeFile(file, text);
      await assert.rejects(readDiffusionFolder(model, { provider: 'cpu' }), corrupt, text.slice(0, 200));
    };
    for (const entry of [
      { block_out_channels: new Array(60).fill(1) },
      { block_out_channels: [] },
      { scaling_factor: 0 },
      { scaling_factor: 1e-310 },
    ])
      await refused(JSON.stringify({ ...good, ...entry }));
    await refused(JSON.stringify({ ...good, shift_factor: 'x' }).replace('"x"', '1e999'));
  });

  it('is refused before anything is compared: a judge', async () => {
    for (const logit_scale of [1e300, -1e300, Number.NaN]) {
      const config = new JsonObject({ logit_scale }, 'config.json');
      await assert.rejects(
        findLogitScale({ name: 'CLIP', config, isSigmoid: false }, async () => undefined),
        corrupt,
      );
    }
  });
});
