import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cosine, unit } from '../../../src/engine/arithmetic/directions.ts';
import { logitTable, softmax, zeroShotClassifier } from '../../../src/engine/pipelines/zero-shot.ts';
import { classify } from '../support/classify.ts';
import { greatestDistance } from '../support/fixture.ts';

const vector = fc
  .float32Array({ minLength: 3, maxLength: 3, min: -9, max: 9, noNaN: true })
  .filter((v) => Math.hypot(...v) > 0.1);

describe('zero-shot classifier', () => {
  it('normalises each prompt, then their mean', () => {
    const [row] = zeroShotClassifier([[Float32Array.of(10, 0), Float32Array.of(0, 0.1)]]);
    assert.ok(greatestDistance(row!, [Math.SQRT1_2, Math.SQRT1_2]) < 1e-6);
  });

  it('is made of unit vectors, whatever the lengths of its embeddings', () => {
    fc.assert(
      fc.property(vector, vector, fc.float({ min: Math.fround(0.1), max: 10, noNaN: true }), (a, b, factor) => {
        fc.pre(Math.hypot(...unit(a).map((value, i) => value + unit(b)[i]!)) > 1e-2);
        const [row] = zeroShotClassifier([[a, b]]);
        const [longer] = zeroShotClassifier([[a.map((value) => value * factor), b]]);
        assert.ok(Math.abs(Math.hypot(...row!) - 1) < 1e-5);
        assert.ok(greatestDistance(row!, longer!) < 1e-3);
      }),
    );
  });

  it('gives probabilities that sum to one and follow the cosines', () => {
    fc.assert(
      fc.property(
        vector,
        fc.array(vector, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 100 }),
        (image, rows, scale) => {
          const classes = rows.map(unit);
          const [probabilities] = classify([image], classes, scale);
          const similar = classes.map((row) => cosine(image, row));
          assert.ok(Math.abs(probabilities!.reduce((sum, p) => sum + p, 0) - 1) < 1e-5);
          const best = similar.indexOf(Math.max(...similar));
          assert.ok(Math.abs(probabilities![best]! - Math.max(...probabilities!)) < 1e-5);
        },
      ),
    );
  });

  it('is a softmax of scaled cosines', () => {
    const classes = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
    const [row] = classify([Float32Array.of(3, 4)], classes, 5);
    // Cosines 0.6 and 0.8: 1 / (1 + e).
    assert.ok(greatestDistance(row!, [0.2689414, 0.7310586]) < 1e-6);
  });

  it('scales the cosine of each picture with each class, whatever their lengths', () => {
    fc.assert(
      fc.property(
        fc.array(vector, { maxLength: 4 }),
        fc.array(vector, { minLength: 1, maxLength: 7 }),
        (images, rows) => {
          const classes = rows.map(unit);
          const table = logitTable(images, classes, 10);
          const expected = images.flatMap((image) => rows.map((row) => 10 * cosine(image, row)));
          assert.ok(greatestDistance(table, expected) < 1e-4);
        },
      ),
    );
  });

  it('knows nothing of a picture without direction', () => {
    const table = logitTable([Float32Array.of(0, 0)], [Float32Array.of(1, 0), Float32Array.of(0, 1)], 100);
    assert.deepEqual([...softmax(table)], [0.5, 0.5]);
    assert.equal(cosine(Float32Array.of(0, 0), Float32Array.of(1, 0)), 0);
  });

  it('does not overflow at a scale of a thousand', () => {
    const [row] = classify([Float32Array.of(1, 0)], [Float32Array.of(1, 0), Float32Array.of(-1, 0)], 1000);
    assert.deepEqual([...row!], [1, 0]);
  });
});
