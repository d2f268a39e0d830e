import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { digestOfPixels } from '../../../../src/engine/images/digest-of-pixels.ts';
import { imageStatistics } from '../../../../src/engine/images/image-statistics.ts';
import { perceptualHash } from '../../../../src/engine/images/perceptual-hash.ts';
import { factsOf, pictureFacts, rowOf } from '../../../../src/engine/store/pictures/picture-facts.ts';
import { PictureFactsCache } from '../../../../src/engine/store/pictures/picture-facts-cache.ts';
import { StoreFiles } from '../../../../src/engine/store/store-files.ts';

const image = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
      .map((data) => ({ width, height, data })),
  );

describe('facts of a picture', () => {
  it('are its statistics to 32 bits, and its hash to the bit', () => {
    fc.assert(
      fc.property(image, (picture) => {
        const facts = pictureFacts(picture);
        const { isGrey, ...numbers } = imageStatistics(picture);
        assert.equal(facts.perceptualHash, perceptualHash(picture));
        assert.equal(facts.pixels, digestOfPixels(picture));
        assert.equal(facts.isGrey, isGrey);
        for (const [field, value] of Object.entries(numbers)) {
          assert.equal(facts[field as keyof typeof numbers], Math.fround(value), field);
        }
      }),
    );
  });

  it('have the mean of each channel', () => {
    const { red, green, blue } = pictureFacts({ width: 2, height: 1, data: Uint8Array.of(255, 0, 51, 0, 0, 51) });
    assert.deepEqual([red, green, blue], [0.5, 0, Math.fround(0.2)]);
  });

  it('come back from a row as they were', () => {
    fc.assert(
      fc.property(image, fc.stringMatching(/^[0-9a-f]{16}$/), (picture, hash) => {
        const facts = { ...pictureFacts(picture), perceptualHash: hash };
        assert.deepEqual(factsOf(rowOf(facts)), facts);
      }),
    );
  });
});

describe('PictureFactsCache', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-facts-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('remembers by the hash of the file', async () => {
    const facts = pictureFacts({ width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) });
    const cache = await PictureFactsCache.open(new StoreFiles(folder));
    await cache.add(new Map([[digestOf('a'), facts]]));
    const reopened = await PictureFactsCache.open(new StoreFiles(folder));
    assert.deepEqual(reopened.get(digestOf('a')), facts);
    assert.equal(reopened.get(digestOf('b')), undefined);
  });
});
