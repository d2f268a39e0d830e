import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { ColumnsWriter } from '../../../../../src/engine/datasets/sets/columns/columns-writer.ts';
import { type ImageColumns, textColumns } from '../../../../../src/engine/datasets/sets/columns/image-columns.ts';
import { decodeSet, encodeSet, type KeptSet } from '../../../../../src/engine/datasets/sets/opening/kept-set.ts';
import { digestOf } from '../../../../../src/engine/files/digest.ts';
import { frameOf } from '../../../../../src/language/plan/image-stamp.ts';
import { recipePlan } from '../../../support/plans.ts';

const stamp = digestOf('stamp');
const recipe = recipePlan({ images: 3 });

function keptSet(changes: Partial<KeptSet> = {}): KeptSet {
  const writer = new ColumnsWriter();
  for (const cell of recipe.cells) {
    for (const [at, image] of cell.images.entries()) {
      const drawn = at === 0 ? {} : { hash: digestOf(image.key) };
      const drawing = { image, settings: cell.settings };
      writer.add({ from: recipe.name, key: image.key, artefact: digestOf(`${at}`), drawing, ...drawn });
    }
  }
  const parts = [{ from: 0, to: 6, painter: 'p', judge: '' }];
  const source = frameOf({ kind: 'recipes', recipes: [recipe] });
  return { columns: writer.finish(), source, parts, redraws: digestOf('[]'), ...changes };
}

const texts = ({ pool, texts }: ImageColumns) =>
  Object.fromEntries(textColumns.map((name) => [name, [...texts[name]].map((code) => pool.text(code))]));

describe('a kept set of images', () => {
  it('is read as it was written', () => {
    const set = keptSet();
    const read = decodeSet(stamp, encodeSet(stamp, set)) ?? assert.fail('not read');
    assert.deepEqual(texts(read.columns), texts(set.columns));
    assert.deepEqual(read.columns.numbers, set.columns.numbers);
    assert.deepEqual(read.columns.digests, set.columns.digests);
    assert.deepEqual([read.source, read.parts, read.redraws], [set.source, set.parts, set.redraws]);
  });

  it('is none of another stamp', () => {
    assert.equal(decodeSet(digestOf('other'), encodeSet(stamp, keptSet())), undefined);
  });

  it('is refused when any byte of it is another, or it is cut short', () => {
    const bytes = encodeSet(stamp, keptSet());
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = damaged[at]! ^ by;
        assert.equal(decodeSet(stamp, damaged), undefined);
        assert.equal(decodeSet(stamp, bytes.subarray(0, at)), undefined);
      }),
    );
  });

  it('is refused, or harmless, whatever a stranger seals', () => {
    const bytes = encodeSet(stamp, keptSet());
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 33 }), fc.uint8Array({ minLength: 1, maxLength: 12 }), (at, other) => {
        const forged = Buffer.from(bytes.subarray(0, bytes.length - 32));
        forged.set(other.subarray(0, forged.length - at), at);
        const read = decodeSet(stamp, Buffer.concat([forged, createHash('sha256').update(forged).digest()]));
        if (read === undefined) return;
        // Whatever codes say, each is a text or none.
        for (const column of Object.values(texts(read.columns))) {
          for (const text of column) assert.ok(text === undefined || typeof text === 'string');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('names no file outside of the store, and has parts that are its rows', () => {
    const columns = keptSet().columns;
    columns.texts.file[2] = columns.pool.add('/etc/passwd');
    assert.equal(decodeSet(stamp, encodeSet(stamp, keptSet({ columns }))), undefined);
    for (const parts of [
      [],
      [{ from: 0, to: 7, painter: '', judge: '' }],
      [{ from: 1, to: 6, painter: '', judge: '' }],
      [{ from: 0, to: 6 }],
      [null],
      ['all'],
    ]) {
      const forged = keptSet({ parts: parts as KeptSet['parts'] }); // As a stranger may have written it.
      assert.equal(decodeSet(stamp, encodeSet(stamp, forged)), undefined);
    }
  });
});
