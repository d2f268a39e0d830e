import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openPainter } from '../../../../src/engine/models/painters/open-painter.ts';
import type { DrawSettings } from '../../../../src/language/plan/plan.ts';
import { fixtures, modelAt, never } from '../../support/fixture.ts';

async function notes(model: string, change: Partial<DrawSettings>): Promise<(string | undefined)[]> {
  const painter = await openPainter(modelAt(join(fixtures, 'models', model)), { provider: 'cpu', threads: 1 });
  const settings = { steps: 2, scheduler: 'euler', guidance: 1, width: 64, height: 64, ...change } as const;
  const drawing = painter.draw({ prompt: 'a fox', negative: '', emphasis: 'none', seed: 1, settings }, never);
  const said: (string | undefined)[] = [];
  for (let next = await drawing.next(); !next.done; next = await drawing.next()) said.push(next.value.note);
  await painter.dispose();
  return said;
}

describe('what a person probably did not mean', () => {
  it('is told at the first step, and once', async () => {
    const said = await notes('sdxl-turbo', { guidance: 7.5 });
    assert.match(
      said[0] ?? '',
      /^This model \(SDXL-Turbo\) was distilled to draw without guidance; guidance 7\.5 spoils/,
    );
    assert.deepEqual(said.slice(1), [undefined]);
  });

  const cases: readonly (readonly [string, Partial<DrawSettings>, RegExp])[] = [
    ['sd-turbo', { steps: 11 }, /draw in 1 to 8 steps; 11 take longer/],
    ['lcm', { scheduler: 'ddim', guidance: 8 }, /distilled for the scheduler `lcm`; with `ddim`/],
    ['sd15', { width: 128, height: 128 }, /trained on pictures of 64×64 pixels; at 128×128/],
    ['lcm', { scheduler: 'ddim', width: 192 }, /`lcm`.* This model was trained/],
  ];
  for (const [model, change, says] of cases)
    it(`is told of ${model}: ${JSON.stringify(change)}`, async () =>
      assert.match((await notes(model, change))[0] ?? '', says));

  for (const [model, change] of [
    ['sdxl-turbo', {}],
    ['lcm', { scheduler: 'lcm', guidance: 8 }],
    ['sd15', { guidance: 7.5, width: 128 }],
    ['sdxl', { guidance: 7.5, steps: 12 }],
  ] as const)
    it(`is nothing of ${model}: ${JSON.stringify(change)}`, async () =>
      assert.equal((await notes(model, change))[0], undefined));
});
