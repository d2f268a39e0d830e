import assert from 'node:assert/strict';
import fc from 'fast-check';
import { digestOf } from '../../../src/engine/files/digest.ts';
import { decodeNumbers, encodeNumbers } from '../../../src/engine/store/numbers-file.ts';

const key = digestOf('key');

/** Numbers of any shape, by their bits: what is not a number has many. */
const array = fc.array(fc.nat(4), { maxLength: 5 }).chain((dims) => {
  const length = dims.reduce((product, side) => product * side, 1);
  return fc
    .uint8Array({ minLength: 4 * length, maxLength: 4 * length })
    .map((bytes) => ({ data: new Float32Array(bytes.slice().buffer), dims }));
});

const bits = (data: Float32Array | Int32Array) =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex');

describe('a file of numbers', () => {
  it('comes back bit for bit, from wherever its bytes lie', () => {
    fc.assert(
      fc.property(fc.array(array, { maxLength: 3 }), fc.nat(9), (arrays, offset) => {
        const bytes = Buffer.concat([Buffer.alloc(offset), encodeNumbers(key, arrays)]).subarray(offset);
        const found = decodeNumbers(key, bytes);
        assert.deepEqual(
          found?.map(({ dims }) => dims),
          arrays.map(({ dims }) => dims),
        );
        assert.deepEqual(
          found?.map(({ data }) => bits(data)),
          arrays.map(({ data }) => bits(data)),
        );
      }),
    );
  });

  it('is a piece of a larger array, too', () => {
    const data = Float32Array.of(1, 2, 3, 4, 5).subarray(1, 4);
    const found = decodeNumbers(key, Buffer.from(encodeNumbers(key, [{ data, dims: [3] }])));
    assert.deepEqual(found?.[0]?.data, Float32Array.of(2, 3, 4));
  });

  it('is refused when a byte is changed, lost or added, and under another key', () => {
    const bytes = Buffer.from(encodeNumbers(key, [{ data: Float32Array.of(1, 2, 3), dims: [1, 3] }]));
    for (const [i] of bytes.entries()) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1;
      assert.equal(decodeNumbers(key, changed), undefined, `byte ${i} changed`);
      assert.equal(decodeNumbers(key, bytes.subarray(0, i)), undefined, `cut at ${i}`);
    }
    assert.equal(decodeNumbers(key, Buffer.concat([bytes, Buffer.of(0)])), undefined);
    assert.equal(decodeNumbers(digestOf('another'), bytes), undefined);
  });

  it('is read with care when it is sealed nonsense', () => {
    const [header, hashBytes] = [44, 32];
    const empty = Buffer.from(encodeNumbers(key, [])).subarray(0, -hashBytes);
    assert.equal(empty.length, header);
    fc.assert(
      fc.property(fc.nat(), fc.uint8Array({ maxLength: 200 }), (count, shapes) => {
        const body = Buffer.concat([empty, shapes]);
        body.writeUInt32LE(count, 8);
        const found = decodeNumbers(key, Buffer.concat([body, Buffer.from(digestOf(body), 'hex')]));
        const bytes = found?.reduce((sum, { data, dims }) => sum + 4 * (data.length + dims.length + 1), 0);
        assert.equal(bytes ?? shapes.length, shapes.length);
      }),
    );
  });
});
