import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classPlaces } from '../../../../src/webviews/matrix/map/map-points.ts';
import {
  fittingView,
  isInside,
  type Point,
  panned,
  toPlane,
  toScreen,
  zoomedAt,
} from '../../../../src/webviews/matrix/map/map-view.ts';

const size = { width: 400, height: 300 };
const coordinates = fc.double({ min: -100, max: 100, noNaN: true });
const points: fc.Arbitrary<Point> = fc.tuple(coordinates, coordinates);

function close(a: Point, b: Point, tolerance = 1e-6): void {
  assert.ok(Math.abs(a[0] - b[0]) < tolerance && Math.abs(a[1] - b[1]) < tolerance, `${a} is not ${b}`);
}

describe('the view of a map', () => {
  it('holds every point', () => {
    fc.assert(
      fc.property(fc.array(points), (all) => {
        const view = fittingView(all, size);
        for (const point of all) {
          const [x, y] = toScreen(view, size, point);
          assert.ok(x >= -1e-6 && x <= size.width + 1e-6 && y >= -1e-6 && y <= size.height + 1e-6);
        }
      }),
    );
  });

  it('keeps what is under the pointer where it is while it zooms', () => {
    fc.assert(
      fc.property(points, fc.double({ min: 0.2, max: 5, noNaN: true }), (at, factor) => {
        const view = { x: 1, y: 2, scale: 3 };
        const under = toPlane(view, size, at);
        close(toScreen(zoomedAt(view, size, at, factor), size, under), at);
      }),
    );
  });

  it('moves with the hand', () => {
    const view = { x: 0, y: 0, scale: 2 };
    close(toScreen(panned(view, [10, -5]), size, [0, 0]), [210, 145]);
  });
});

describe('a lasso', () => {
  const square: readonly Point[] = [
    [0, 0],
    [10, 0],
    [10, 10],
    [0, 10],
  ];

  it('holds what is inside', () => {
    assert.equal(isInside([5, 5], square), true);
    assert.equal(isInside([15, 5], square), false);
    assert.equal(isInside([5, -1], square), false);
  });

  it('may be bent', () => {
    const bent: readonly Point[] = [...square.slice(0, 3), [5, 2], [0, 10]];
    assert.equal(isInside([5, 8], bent), false);
    assert.equal(isInside([2, 3], bent), true);
  });

  it('of no points holds nothing', () => {
    assert.equal(isInside([0, 0], []), false);
  });
});

describe('the map in words', () => {
  it('says where the images of a class are, and whose are nearest', () => {
    const point = (actual: number, place: Point) => ({ place, id: { source: 0, image: 0 }, actual, predicted: actual });
    const places = classPlaces([point(0, [0, 0]), point(0, [2, 0]), point(1, [9, 0]), point(2, [3, 4])], 4);
    assert.deepEqual(places[0], { class: 0, n: 2, centre: [1, 0], spread: 1, nearest: 2 });
    assert.deepEqual(places[3], { class: 3, n: 0 });
  });
});
