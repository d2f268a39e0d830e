/** @file Pictures that torch drew with the tiny painters of test/fixtures/models, and the same drawn by the engine. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { decodeImage } from '../../../../src/engine/images/decode-image.ts';
import type { RgbImage } from '../../../../src/engine/images/rgb-image.ts';
import type { DrawRequest, Painter } from '../../../../src/engine/models/painter.ts';
import { openPainter } from '../../../../src/engine/models/painters/open-painter.ts';
import { fixtures, greatestDistance, never, readFixture } from '../../support/fixture.ts';

/** One of `cases.json`; files are relative to it. */
export interface GoldenCase extends Omit<DrawRequest, 'init' | 'mask'> {
  readonly name: string;
  readonly init?: string;
  readonly mask?: string;
  readonly image: string;
  /** Levels of 255 that every channel of every pixel may be off. */
  readonly tolerance: number;
}

export function tinyModel(name: string): string {
  return join(fixtures, 'models', name);
}

export function goldenCases(model: string): readonly GoldenCase[] {
  return readFixture<{ readonly cases: readonly GoldenCase[] }>(`models/${model}/golden/cases.json`).cases;
}

export function openTinyPainter(model: string): Promise<Painter> {
  return openPainter({ folder: tinyModel(model), adapters: [] }, { provider: 'cpu', threads: 1 });
}

export async function drawGolden(painter: Painter, model: string, golden: GoldenCase): Promise<RgbImage> {
  const { init, mask, ...request } = golden;
  const read = (file: string) => decodeImage(join(tinyModel(model), 'golden', file));
  const images = { ...(init && { init: await read(init) }), ...(mask && { mask: await read(mask) }) };
  const drawing = painter.draw({ ...request, ...images }, never);
  let next = await drawing.next();
  while (!next.done) next = await drawing.next();
  return next.value;
}

export async function assertAsTorch(painter: Painter, model: string, golden: GoldenCase): Promise<void> {
  const drawn = await drawGolden(painter, model, golden);
  const wanted = await decodeImage(join(tinyModel(model), 'golden', golden.image));
  assert.deepEqual([drawn.width, drawn.height], [wanted.width, wanted.height]);
  const distance = greatestDistance(drawn.data, wanted.data);
  assert.ok(distance <= golden.tolerance, `${model}, ${golden.name}: ${distance} levels apart`);
}
