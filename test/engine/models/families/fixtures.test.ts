import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeImage } from '../../../../src/engine/images/decode-image.ts';
import { fixtures, greatestDistance } from '../../support/fixture.ts';
import { goldenCases, tinyModel } from './golden-drawings.ts';

describe('the tiny models', () => {
  it('are those that their scripts made: test/fixtures/models/README.md', () => {
    const folder = join(fixtures, 'models');
    const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n');
    const changed = lines.filter((line) => {
      const [sum, path] = line.split(/ +/);
      return (
        createHash('sha256')
          .update(readFileSync(join(folder, path!)))
          .digest('hex') !== sum
      );
    });
    assert.deepEqual(changed, []);
    assert.ok(lines.length > 100);
  });

  for (const model of ['sd15', 'sd2-v', 'sd-turbo', 'sdxl', 'lcm', 'inpaint'] as const) {
    it(`of the form of ${model} tell the cases of their drawings apart`, async () => {
      const cases = goldenCases(model);
      const images = await Promise.all(cases.map(({ image }) => decodeImage(join(tinyModel(model), 'golden', image))));
      for (const [i, one] of images.entries()) {
        for (const [k, other] of images.slice(0, i).entries()) {
          const distance = greatestDistance(one.data, other.data);
          assert.ok(distance > 8, `${cases[i]!.name} and ${cases[k]!.name} are ${distance} levels apart`);
        }
      }
    });
  }
});
