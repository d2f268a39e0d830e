import assert from 'node:assert/strict';
import { drawnLatents, spreadLatents } from '../../../src/engine/pipelines/encoded-image.ts';
import { NormalNoise } from '../../../src/engine/random/normal-noise.ts';
import { greatestDistance } from '../support/fixture.ts';

const tenth = (value: number) => value / 10;

describe('an encoded picture', () => {
  it('is drawn round its means, by its variances; those are clamped as diffusers does', () => {
    const parameters = Float32Array.of(1, -2, 3, 4, 0, 2, -60, 60);
    const noise = new NormalNoise(4);
    const latents = spreadLatents(parameters, tenth).sample(noise);
    const z = new NormalNoise(4).draw(4);
    const deviations = [1, Math.E, Math.exp(-15), Math.exp(10)];
    const wanted = deviations.map((deviation, i) => (parameters[i]! + deviation * z[i]!) / 10);
    assert.ok(latents.every((value, i) => Math.abs(value / wanted[i]! - 1) < 1e-6));
  });

  it('goes on with its noise from one sample to the next', () => {
    const encoded = spreadLatents(new Float32Array(8), (value) => value);
    const [noise, same] = [new NormalNoise(4), new NormalNoise(4)];
    for (let i = 0; i < 3; i++) assert.ok(greatestDistance(encoded.sample(noise), same.draw(4)) < 1e-6);
  });

  it('draws nothing where an export has drawn already', () => {
    const encoded = drawnLatents(Float32Array.of(10, 20), tenth);
    const sample = encoded.sample({ draw: () => assert.fail('noise was drawn') });
    assert.deepEqual([...sample], [1, 2]);
  });
});
