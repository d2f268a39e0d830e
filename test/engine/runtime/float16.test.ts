import assert from 'node:assert/strict';
import fc from 'fast-check';
import { float16Bits, float16Value, fromFloat16, toFloat16 } from '../../../src/engine/runtime/float16.ts';
import { readFixture } from '../support/fixture.ts';

interface Recorded {
  readonly float32: readonly number[];
  readonly float16: readonly number[];
}

describe('half precision', () => {
  it('rounds as numpy does: halves to even, subnormals, overflow', () => {
    const { float32, float16 } = readFixture<Recorded>('runtime/float16.json');
    const values = new Float32Array(Uint32Array.from(float32).buffer);
    assert.deepEqual([...toFloat16(values)], float16);
  });

  it('gives every one of its 65 536 numbers back', () => {
    const bits = Uint16Array.from({ length: 65536 }, (_, i) => i);
    const values = fromFloat16(bits);
    for (const [i, value] of values.entries()) {
      if (Number.isNaN(value)) assert.ok((i & 0x7c00) === 0x7c00 && (i & 0x3ff) !== 0);
      else assert.equal(float16Bits(value), i);
    }
  });

  it('is never further away than its neighbours', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const bits = float16Bits(value);
        const error = Math.abs(float16Value(bits) - value);
        for (const other of [bits - 1, bits + 1]) assert.ok(!(Math.abs(float16Value(other & 0xffff) - value) < error));
      }),
    );
  });
});
