import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JsonObject } from '../../../src/engine/files/json-file.ts';
import { createPreprocessor } from '../../../src/engine/images/clip-preprocessor.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { greatestDistance, readFixture } from '../support/fixture.ts';
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
      () => createPreprocessor(new JsonObject({ ...clip, resample: 6 }, 'the file')),
      (error) => Failure.is(error, 'model-unsupported') && /the file.*6/.test(error.message),
    );
  });

  it('refuses an interpolation and a way to resize that it does not know', () => {
    const open = { size: 4, mean: [0, 0, 0], std: [1, 1, 1] };
    for (const unknown of [{ interpolation: 'area' }, { resize_mode: 'tile' }]) {
      assert.throws(
        () => createPreprocessor(new JsonObject({ ...open, ...unknown }, 'the file')),
        (error) => Failure.is(error, 'model-unsupported') && /the file.*(area|tile)/.test(error.message),
      );
    }
  });

  it('reads as large as the graph does when the file does not say', () => {
    const native = { width: 6, height: 5 };
    for (const config of [{}, { image_processor_type: 'SiglipImageProcessor' }, { resize_mode: 'squash' }]) {
      const { width, height } = createPreprocessor(new JsonObject(config, 'the file'), native);
      assert.deepEqual({ width, height }, native);
    }
  });
});

describe('settings of strangers', () => {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(0, -1, 1.5, 1e9, Number.NaN, null, 'x', [], [7], [5, 9], {}, true),
    fc.record({ shortest_edge: fc.constantFrom<unknown>(0, 3, 1e7, 'x') }),
    fc.record({ width: fc.constantFrom<unknown>(0, 3, 1e7, 'x'), height: fc.constantFrom<unknown>(2, -2, null) }),
  );
  const names = [
    'size',
    'crop_size',
    'crop_pct',
    'resample',
    'do_resize',
    'do_center_crop',
    'rescale_factor',
    'image_mean',
    'image_std',
    'image_processor_type',
    'resize_mode',
    'fill_color',
    'mean',
    'interpolation',
  ];
  it('make a picture ready, or fail with a reason', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 4 }), (config) => {
        try {
          const preprocessor = createPreprocessor(new JsonObject(config, 'the file'));
          const size = 3 * preprocessor.width * preprocessor.height;
          const values = new Float32Array(size);
          preprocessor.write(imageOf(images.a!), values, 0);
        } catch (error) {
          assert.ok(Failure.is(error), String(error));
        }
      }),
      { numRuns: 300 },
    );
  });
});

interface Layouts {
  readonly cases: readonly {
    readonly image: string;
    readonly config: { readonly [name: string]: unknown };
    readonly height: number;
    readonly width: number;
    readonly values: readonly number[];
  }[];
}

describe('preprocessing of all kinds', () => {
  for (const { image, config, width, height, values } of readFixture<Layouts>('images/layouts.json').cases) {
    const { image_mean, image_std, mean, std, ...told } = config;
    it(`does what the reference does: ${image}, ${JSON.stringify(told)}`, () => {
      const preprocessor = createPreprocessor(new JsonObject(config, 'the file'));
      assert.deepEqual([preprocessor.width, preprocessor.height], [width, height]);
      assert.ok(greatestDistance(preprocess(config, images[image]!), values) < 2e-6);
    });
  }
});
