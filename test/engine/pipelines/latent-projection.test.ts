import assert from 'node:assert/strict';
import { LatentProjection } from '../../../src/engine/pipelines/latent-projection.ts';
import { NormalNoise } from '../../../src/engine/random/normal-noise.ts';
import { greatestDistance } from '../support/fixture.ts';

const size = { channels: 4, width: 6, height: 5 };

/** Colours that are linear in the latents, in squares of 2×2 pixels whose mean is that colour. */
function pictureOf(latents: Float32Array) {
  const plane = size.width * size.height;
  const side = 2;
  const data = new Uint8Array(plane * side ** 2 * 3);
  const width = size.width * side;
  for (let y = 0; y < size.height * side; y++) {
    for (let x = 0; x < width; x++) {
      const at = Math.floor(y / side) * size.width + Math.floor(x / side);
      const [a, b, c, d] = [0, 1, 2, 3].map((channel) => latents[channel * plane + at]!);
      const wave = (x + y) % 2 === 0 ? 5 : -5;
      data.set(
        [128 + 20 * a! + wave, 100 + 10 * b! - 5 * c! + wave, 90 + 8 * d! + wave].map(Math.round),
        (y * width + x) * 3,
      );
    }
  }
  return { width, height: size.height * side, data };
}

describe('latent projection', () => {
  it('is grey and not ready before it saw a picture', () => {
    const projection = new LatentProjection(4);
    assert.equal(projection.ready, false);
    const image = projection.project({ data: new Float32Array(120), ...size });
    assert.deepEqual([image.width, image.height], [6, 5]);
    assert.ok(image.data.every((value) => value === 128));
  });

  it('finds the colours of latents it has not seen', () => {
    const projection = new LatentProjection(4);
    const noise = new NormalNoise(3);
    for (let i = 0; i < 3; i++) {
      const data = noise.draw(120);
      projection.learn({ data, ...size }, pictureOf(data));
    }
    assert.equal(projection.ready, true);
    const data = noise.draw(120);
    const expected = pictureOf(data);
    const image = projection.project({ data, ...size });
    const means = Array.from({ length: 30 * 3 }, (_, i) => {
      const [pixel, channel] = [Math.floor(i / 3), i % 3];
      const row = Math.floor(pixel / 6) * 2;
      const column = (pixel % 6) * 2;
      const at = [0, 1, 12, 13].map((offset) => expected.data[(row * 12 + column + offset) * 3 + channel]!);
      return at.reduce((sum, value) => sum + value, 0) / 4;
    });
    assert.ok(greatestDistance(image.data, means) <= 2);
  });

  it('stays finite on a flat picture', () => {
    const projection = new LatentProjection(4);
    const data = new Float32Array(120);
    projection.learn({ data, ...size }, pictureOf(data));
    const image = projection.project({ data, ...size });
    assert.ok(greatestDistance(image.data.slice(0, 3), [128, 100, 90]) <= 1);
  });

  it('learns from the first eight pictures alone', () => {
    const projection = new LatentProjection(4);
    const noise = new NormalNoise(3);
    const latents = noise.draw(120);
    for (let i = 0; i < 8; i++) projection.learn({ data: latents, ...size }, pictureOf(latents));
    const before = projection.project({ data: latents, ...size });
    const image = pictureOf(latents);
    projection.learn({ data: latents, ...size }, { ...image, data: image.data.map((value) => 255 - value) });
    assert.deepEqual(projection.project({ data: latents, ...size }), before);
  });

  // ComfyUI's factors: red of the latents (1, 0, 0, 0) is (0.3512 + 1) / 2.
  it('knows the colours of common latents from the start, and learns better ones', () => {
    const projection = new LatentProjection(4, 'sd');
    assert.equal(projection.ready, true);
    const data = new Float32Array(120).fill(1, 0, 30);
    const first = projection.project({ data, ...size });
    assert.ok(
      greatestDistance(
        first.data.slice(0, 3),
        [0.3512, 0.2297, 0.3227].map((c) => (c + 1) * 127.5),
      ) <= 1,
    );
    const empty = new LatentProjection(4, 'sdxl').project({ data: new Float32Array(120), ...size });
    assert.ok(
      greatestDistance(
        empty.data.slice(0, 3),
        [0.1084, -0.0175, -0.0011].map((c) => (c + 1) * 127.5),
      ) <= 1,
    );
    projection.learn({ data, ...size }, pictureOf(data));
    assert.ok(greatestDistance(projection.project({ data, ...size }).data.slice(0, 3), [148, 100, 90]) <= 1);
  });
});
