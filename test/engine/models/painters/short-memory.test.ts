/** @file Models whose graphs ask the native runtime for more memory than there is. */
import assert from 'node:assert/strict';
import type { RgbImage } from '../../../../src/engine/images/rgb-image.ts';
import type { DrawRequest } from '../../../../src/engine/models/painter.ts';
import { openPainter } from '../../../../src/engine/models/painters/open-painter.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { greatestDistance, modelAt, never } from '../../support/fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type DiffusionForm, writeTinyDiffusion } from '../../support/written-models.ts';

const request: DrawRequest = {
  prompt: 'a red square',
  negative: 'blurry',
  emphasis: 'none',
  seed: 7,
  settings: { steps: 3, scheduler: 'ddim', guidance: 3, width: 40, height: 36 },
};

/** Latents of one row. */
const ROW = 4 * 40 * 36;

interface Drawn {
  readonly image: RgbImage;
  readonly notes: readonly string[];
}

describe('a painter whose memory is short', () => {
  const folder = temporaryFolder();

  async function draw(memory: DiffusionForm['memory']): Promise<Drawn> {
    await writeTinyDiffusion(folder(), memory === undefined ? {} : { memory });
    const painter = await openPainter(modelAt(folder()), { provider: 'cpu', threads: 1 });
    const notes: string[] = [];
    const drawing = painter.draw(request, never);
    try {
      for (;;) {
        const next = await drawing.next();
        if (next.done) return { image: next.value, notes };
        if (next.value.note !== undefined) notes.push(next.value.note);
      }
    } finally {
      await painter.dispose();
    }
  }

  it('draws the same in two calls a step, and says so', async () => {
    const plain = await draw(undefined);
    const short = await draw({ unet: ROW });
    assert.deepEqual(short.image, plain.image);
    assert.deepEqual(plain.notes, []);
    assert.equal(short.notes.length, 1);
    assert.match(short.notes[0]!, /one after the other, as memory was short/);
  });

  it('decodes the same in tiles, and says so', async () => {
    const plain = await draw(undefined);
    const short = await draw({ decoder: 4 * 32 * 32 });
    assert.ok(greatestDistance(short.image.data, plain.image.data) <= 1);
    assert.equal(short.notes.length, 1);
    assert.match(short.notes[0]!, /decoded in tiles of 32 pixels, as memory was short/);
  });

  it('fails with a sentence where it is short for the least', async () => {
    for (const memory of [{ unet: ROW - 1 }, { decoder: 4 * 32 * 32 - 1 }]) {
      await assert.rejects(
        draw(memory),
        (error) => Failure.is(error, 'memory-short') && /draw smaller/.test(error.message),
      );
    }
  });
});
