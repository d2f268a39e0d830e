import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openPainter } from '../../../../../src/engine/models/painters/open-painter.ts';
import { Failure } from '../../../../../src/protocol/failure.ts';
import { fixtures, modelAt, never } from '../../../support/fixture.ts';

async function draw(model: string, width: number, height: number): Promise<void> {
  const painter = await openPainter(modelAt(join(fixtures, 'models', model)), { provider: 'cpu', threads: 1 });
  const settings = { steps: 1, scheduler: 'ddim', guidance: 3, width, height } as const;
  const drawing = painter.draw({ prompt: 'a fox', negative: '', emphasis: 'none', seed: 1, settings }, never);
  try {
    for (let next = await drawing.next(); !next.done; next = await drawing.next());
  } finally {
    await painter.dispose();
  }
}

describe('a size that a network cannot draw', () => {
  const refused: readonly (readonly [string, number, number, RegExp])[] = [
    ['sd15', 72, 64, /cannot draw 72×64 pixels; take multiples of 64 for `size`/],
    ['sdxl', 64, 72, /cannot draw 64×72 pixels; take multiples of 64/],
    ['sd15', 60, 64, /cannot draw 60×64 pixels; its width is a multiple of 8/],
    ['fixed-batch', 128, 64, /cannot draw 128×64 pixels; its width is 64, its height 64/],
  ];
  for (const [model, width, height, says] of refused) {
    it(`is said with one that it can: ${model}, ${width}×${height}`, () =>
      assert.rejects(
        draw(model, width, height),
        (error) => Failure.is(error, 'plan-invalid') && says.test(error.message),
      ));
  }

  it('is not one of a side that can be halved', () => draw('sd15', 64, 80));
});
