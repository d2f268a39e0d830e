import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ManifestImage, manifestText, readManifest } from '../../../../src/engine/datasets/releases/manifest.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { Failure } from '../../../../src/protocol/failure.ts';

const words = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !/\p{Surrogate}/u.test(text));
const cell = fc.oneof(
  words,
  fc.integer(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0 || 0),
);
const columnName = fc.constantFrom('prompt', 'from', 'seed', 'score', '__proto__x', 'tags');

const images: fc.Arbitrary<readonly ManifestImage[]> = fc
  .array(
    fc.record({
      class: words,
      split: fc.constantFrom('train', 'val', 'test'),
      file: words,
      key: fc.option(words, { nil: undefined }),
      columns: fc.dictionary(columnName, cell),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ key, columns, ...image }, index) => ({
      id: digestOf(`id ${index}`),
      sha256: digestOf(`file ${index}`),
      ...image,
      ...(key !== undefined && { key }),
      columns: { ...columns },
    })),
  );

const byId = (list: readonly ManifestImage[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

describe('a manifest', () => {
  it('is read as it was written', () => {
    fc.assert(fc.property(images, (list) => assert.deepEqual(byId(readManifest(manifestText(list), 'm')), byId(list))));
  });

  it('is the same whatever the order', () => {
    fc.assert(fc.property(images, (list) => assert.equal(manifestText([...list].reverse()), manifestText(list))));
  });

  it('says which line is none', () => {
    const good = manifestText([
      { id: digestOf('a'), sha256: digestOf('b'), class: 'c', split: 's', file: 'f', columns: {} },
    ]);
    for (const line of [
      '{',
      'null',
      '[]',
      '7',
      '{"id":"x"}',
      good.replace(digestOf('a'), 'short').trim(),
      good.trim().replace('}', ',"x":{}}'),
    ]) {
      const isTold = (error: unknown) => Failure.is(error, 'release-damaged') && /^Line 2 of here /.test(error.message);
      assert.throws(() => readManifest(`${good}${line}\n`, 'here'), isTold, line);
    }
  });
});
