import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calibrationError, calibrationOf, confidencesAt } from '../../../src/engine/metrics/calibration.ts';
import type { LogitTable } from '../../../src/engine/metrics/logit-table.ts';
import { fitTemperature } from '../../../src/engine/metrics/temperature.ts';
import { MersenneTwister } from '../../../src/engine/random/mersenne-twister.ts';

function tableOf(rows: readonly (readonly number[])[], actual: readonly number[]): LogitTable {
  return { classes: rows[0]?.length ?? 2, logits: Float32Array.from(rows.flat()), actual };
}

/** Logits of which the probabilities are the softmax. */
function tableOfProbabilities(rows: readonly (readonly number[])[], actual: readonly number[]): LogitTable {
  return tableOf(
    rows.map((row) => row.map(Math.log)),
    actual,
  );
}

const tables = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 40 })).chain(([classes, images]) =>
  fc.record({
    classes: fc.constant(classes),
    logits: fc.float32Array({
      minLength: classes * images,
      maxLength: classes * images,
      min: -20,
      max: 20,
      noNaN: true,
    }),
    actual: fc.array(fc.nat(classes - 1), { minLength: images, maxLength: images }),
  }),
);

/** Labels that come about with the probabilities that the logits say. */
function honest(images: number, sharpness: number): LogitTable {
  const random = new MersenneTwister(7);
  const rows = Array.from({ length: images }, () => Array.from({ length: 3 }, () => 4 * random.uniform53() - 2));
  const actual = rows.map((row) => {
    const shares = row.map(Math.exp);
    const point = random.uniform53() * shares.reduce((sum, share) => sum + share, 0);
    return point < shares[0]! ? 0 : point < shares[0]! + shares[1]! ? 1 : 2;
  });
  return tableOf(
    rows.map((row) => row.map((logit) => logit * sharpness)),
    actual,
  );
}

describe('calibration', () => {
  it('is as by hand', () => {
    // Four images, each alone in its part of (0, 1]: (|1 − 0.9| + |0 − 0.8| + |1 − 0.6| + |1 − 0.55|) / 4.
    const table = tableOfProbabilities(
      [
        [0.9, 0.1],
        [0.8, 0.2],
        [0.6, 0.4],
        [0.55, 0.45],
      ],
      [0, 1, 0, 0],
    );
    const { error } = calibrationOf(table);
    assert.ok(Math.abs(error.value! - 0.4375) < 1e-6);
    assert.deepEqual([error.n, error.method], [4, 'bootstrap']);
  });

  it('counts images by their confidence', () => {
    const rows = [0.9, 0.75, 0.58, 0.55].map((share) => [share, 1 - share]);
    const { bins } = calibrationOf(tableOfProbabilities(rows, [0, 1, 0, 0]));
    assert.deepEqual(
      bins.flatMap(({ n, accuracy }, bin) => (n > 0 ? [[bin, n, accuracy]] : [])),
      [
        [8, 2, 1],
        [11, 1, 0],
        [13, 1, 1],
      ],
    );
  });

  it('counts a confidence at the upper end of a part to it, as the authors’ code does', () => {
    // https://github.com/gpleiss/temperature_scaling: `confidences.gt(bin_lower) * confidences.le(bin_upper)`.
    const confidence = Float64Array.of(3 / 15, 3 / 15 + 1e-9, 1);
    const table = { confidence, right: Uint8Array.of(1, 0, 1) };
    // Parts 3, 4 and 15: 0.8 + 0.2 + 0, of three.
    assert.ok(Math.abs(calibrationError(table) - (0.8 + 0.2) / 3) < 1e-8);
  });

  it('is between 0 and 1, its bins hold all images, and the interval is in order', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { bins, error, temperature } = calibrationOf(table);
        assert.equal(
          bins.reduce((sum, { n }) => sum + n, 0),
          table.actual.length,
        );
        assert.ok(error.value! >= 0 && error.value! <= 1 && error.low! <= error.high!);
        assert.ok(temperature! >= 0.01 && temperature! <= 100);
      }),
      { numRuns: 20 },
    );
  });

  it('says the same of the same images', () => {
    assert.deepEqual(calibrationOf(honest(200, 1)), calibrationOf(honest(200, 1)));
  });

  it('knows nothing without images', () => {
    const { bins, error, temperature, errorAfter } = calibrationOf(tableOf([], []));
    assert.ok(bins.every(({ n, confidence, accuracy }) => n === 0 && confidence === null && accuracy === null));
    assert.deepEqual([error.value, error.n, temperature, errorAfter], [null, 0, null, null]);
  });
});

describe('temperature', () => {
  it('undoes the sharpness that honest logits were given', () => {
    for (const sharpness of [0.3, 1, 4, 25]) {
      const table = honest(4000, sharpness);
      const temperature = fitTemperature(table)!;
      assert.ok(Math.abs(temperature / sharpness - 1) < 0.1, `${temperature} for ${sharpness}`);
      const before = calibrationError(confidencesAt(table, 1));
      const after = calibrationError(confidencesAt(table, temperature));
      assert.ok(after < 0.04 && (sharpness === 1 || after < before));
    }
  });

  it('has no better neighbour, and leaves the answers as they are', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const temperature = fitTemperature(table)!;
        for (const neighbour of [temperature * 0.97, temperature * 1.03]) {
          const isAllowed = neighbour >= 0.01 && neighbour <= 100;
          if (isAllowed) assert.ok(lossAt(table, temperature) <= lossAt(table, neighbour) + 1e-9);
        }
        assert.deepEqual(confidencesAt(table, temperature).right, confidencesAt(table, 1).right);
      }),
      { numRuns: 60 },
    );
  });

  it('stays finite where every answer is right, or every one wrong', () => {
    const rows = [
      [3, 0],
      [0, 3],
    ];
    assert.equal(fitTemperature(tableOf(rows, [0, 1])), 0.01);
    assert.equal(fitTemperature(tableOf(rows, [1, 0])), 100);
    assert.equal(fitTemperature({ classes: 1, logits: Float32Array.of(1), actual: [0] }), null);
  });
});

/** Mean negative log likelihood of the true classes. */
function lossAt({ classes, logits, actual }: LogitTable, temperature: number): number {
  const losses = actual.map((one, i) => {
    const row = [...logits.subarray(i * classes, (i + 1) * classes)].map((logit) => logit / temperature);
    const most = Math.max(...row);
    return most + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - most), 0)) - row[one]!;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
