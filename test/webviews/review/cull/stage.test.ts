import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nextDifference } from '../../../../src/webviews/review/cull/differences.ts';
import { heatColour, heatPixels } from '../../../../src/webviews/review/cull/heat-colours.ts';
import {
  actualOrFit,
  isPixelated,
  scaleOf,
  scrollAfter,
  zoomed,
} from '../../../../src/webviews/review/cull/stage-zoom.ts';

describe('the size of an image on the stage', () => {
  it('fits as large as there is room, or is what was chosen', () => {
    assert.equal(scaleOf('fit', { width: 100, height: 50 }, { width: 300, height: 300 }), 3);
    assert.equal(scaleOf(2, { width: 100, height: 50 }, { width: 300, height: 300 }), 2);
  });

  it('goes by steps, from wherever it fits', () => {
    assert.equal(zoomed(1, 1), 1.5);
    assert.equal(zoomed(1, -1), 0.75);
    assert.equal(zoomed(2.7, 1), 3);
    assert.equal(zoomed(2.7, -1), 2);
    assert.equal(zoomed(32, 1), 32);
    assert.equal(actualOrFit('fit'), 1);
    assert.equal(actualOrFit(1), 'fit');
    assert.equal(actualOrFit(4), 1);
  });

  it('leaves the pixel under the pointer there, where it can be scrolled to', () => {
    const parts = fc.record({
      image: fc.integer({ min: 400, max: 2000 }),
      at: fc.integer({ min: 0, max: 300 }),
      scroll: fc.integer({ min: 0, max: 100 }),
      before: fc.constantFrom(1, 1.5, 2),
      after: fc.constantFrom(3, 4, 8),
    });
    fc.assert(
      fc.property(parts, ({ image, at, scroll, before, after }) => {
        const room = 300;
        const next = scrollAfter({ image, room, scroll, at }, before, after);
        assert.ok(Math.abs((scroll + at) / before - (next + at) / after) < 1e-9);
      }),
    );
  });

  it('shows single pixels of what is small, or far enlarged', () => {
    assert.ok(isPixelated({ width: 64, height: 64 }, 8));
    assert.ok(isPixelated({ width: 1024, height: 1024 }, 4));
    assert.ok(!isPixelated({ width: 1024, height: 1024 }, 1.5));
    assert.ok(!isPixelated({ width: 64, height: 64 }, 1));
  });
});

describe('ways to compare', () => {
  it('are gone round', () => {
    const round = ['none', 'beside', 'over', 'blink', 'none'] as const;
    for (const [index, way] of round.slice(0, -1).entries()) assert.equal(nextDifference(way), round[index + 1]);
  });
});

describe('colours of a heat map', () => {
  it('grow lighter from least to most', () => {
    const lightness = (value: number) => {
      const [red, green, blue] = heatColour(value);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(unit, unit, (a, b) => a > b + 0.02 === false || lightness(a) > lightness(b)));
    assert.deepEqual(heatColour(0), [68, 1, 84]);
    assert.deepEqual(heatColour(1), [253, 231, 37]);
    assert.deepEqual(heatColour(7), heatColour(1));
    assert.deepEqual([...heatPixels([0, 1])], [68, 1, 84, 255, 253, 231, 37, 255]);
  });
});
