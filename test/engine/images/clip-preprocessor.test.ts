import assert from 'node:assert/strict';
import { createPreprocessor } from '../../../src/engine/images/clip-preprocessor.ts';
import { JsonObject } from '../../../src/engine/models/json-file.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { greatestDistance, readFixture } from '../fixture.ts';
import { imageOf, type RecordedImage } from './recorded-image.ts';

interface Recorded {
  readonly cases: readonly {
    readonly image: string;
    readonly edge: number;
    readonly crop: number;
    readonly values: readonly number[];
  }[];
}

const images = readFixture<{ readonly images: { readonly [name: string]: RecordedImage } }>(
  'images/pillow-resize.json',
).images;

/** OpenAI's numbers. */
const clip = {
  resample: 3,
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
};

function preprocess(config: { readonly [name: string]: unknown }, image: RecordedImage): Float32Array {
  const preprocessor = createPreprocessor(new JsonObject(config, 'preprocessor_config.json'));
  const values = new Float32Array(3 * preprocessor.height * preprocessor.width + 2);
  preprocessor.write(imageOf(image), values, 1);
  assert.equal(values[0], 0);
  assert.equal(values.at(-1), 0);
  return values.slice(1, -1);
}

describe('CLIP preprocessing', () => {
  for (const { image, edge, crop, values } of readFixture<Recorded>('images/clip-preprocess.json').cases) {
    it(`does what CLIPImageProcessor does: ${image}, edge ${edge}, crop ${crop}`, () => {
      const config = { ...clip, size: { shortest_edge: edge }, crop_size: { width: crop, height: crop } };
      assert.ok(greatestDistance(preprocess(config, images[image]!), values) < 2e-6);
      // As older files write it.
      assert.ok(greatestDistance(preprocess({ ...clip, size: edge, crop_size: crop }, images[image]!), values) < 2e-6);
    });
  }

  it('squashes when no crop is asked for', () => {
    const config = { ...clip, size: { height: 5, width: 7 }, do_center_crop: false };
    assert.equal(preprocess(config, images.a!).length, 3 * 5 * 7);
  });

  it('leaves out what the file turns off', () => {
    const flat = { width: 2, height: 2, data: Buffer.from([...Array(12).keys()]).toString('base64') };
    const off = { do_resize: false, do_normalize: false, do_rescale: false, crop_size: 2, size: 2 };
    assert.deepEqual([...preprocess(off, flat)], [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
  });

  it('refuses a resampling it does not know', () => {
    assert.throws(
      () => createPreprocessor(new JsonObject({ ...clip, resample: 5 }, 'the file')),
      (error) => Failure.is(error, 'model-unsupported') && /the file.*5/.test(error.message),
    );
  });

  it('refuses a crop that is greater than the picture', () => {
    const config = { ...clip, size: 4, crop_size: 8 };
    assert.throws(
      () => preprocess(config, images.a!),
      (error) => Failure.is(error, 'model-unsupported'),
    );
  });
});
