import assert from 'node:assert/strict';
import fc from 'fast-check';
import { holm } from '../../../src/engine/metrics/holm.ts';

const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

describe("Holm's correction", () => {
  it("is as R's p.adjust has it", () => {
    // p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
    const found = holm([0.01, 0.04, 0.03, 0.005]).map((value) => Number(value.toFixed(12)));
    assert.deepEqual(found, [0.03, 0.06, 0.06, 0.02]);
  });

  it('keeps the order, never lowers a p, and changes nothing of one alone', () => {
    fc.assert(
      fc.property(values, (all) => {
        const adjusted = holm(all);
        for (const [i, value] of all.entries()) {
          assert.ok(adjusted[i]! >= value && adjusted[i]! <= 1);
          for (const [j, other] of all.entries()) if (value < other) assert.ok(adjusted[i]! <= adjusted[j]!);
        }
        if (all.length === 1) assert.deepEqual(adjusted, all);
      }),
    );
  });
});
