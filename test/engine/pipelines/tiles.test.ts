import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mapTiles, type Planes, tileGrid } from '../../../src/engine/pipelines/tiles.ts';
import { NormalNoise } from '../../../src/engine/random/normal-noise.ts';
import { greatestDistance } from '../support/fixture.ts';

function randomPlanes(channels: number, height: number, width: number): Planes {
  return { data: new NormalNoise(3).draw(channels * height * width), channels, height, width };
}

/** Each number becomes a square of `scale` × `scale`, with a change that depends on nothing but the number. */
function enlarge({ data, channels, height, width }: Planes, scale: number): Planes {
  const [rows, columns] = [height * scale, width * scale];
  const larger = Float32Array.from({ length: channels * rows * columns }, (_, i) => {
    const [channel, y, x] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
    return 2 * data[(channel * height + Math.floor(y / scale)) * width + Math.floor(x / scale)]! + 1;
  });
  return { data: larger, channels, height: rows, width: columns };
}

/** Means of squares of `scale` × `scale`. */
function shrink({ data, channels, height, width }: Planes, scale: number): Planes {
  const [rows, columns] = [height / scale, width / scale];
  const smaller = new Float32Array(channels * rows * columns);
  for (let i = 0; i < data.length; i++) {
    const [channel, y, x] = [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width];
    const to = (channel * rows + Math.floor(y / scale)) * columns + Math.floor(x / scale);
    smaller[to] = smaller[to]! + data[i]! / scale ** 2;
  }
  return { data: smaller, channels, height: rows, width: columns };
}

/** Means of 3×3 neighbours, those beyond the edge left out. */
function blur({ data, channels, height, width }: Planes): Planes {
  const blurred = data.map((_, i) => {
    const [channel, y, x] = [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width];
    const seen = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [y + dy, x + dx] as const));
    const inside = seen.filter(([row, column]) => row >= 0 && row < height && column >= 0 && column < width);
    const sum = inside.reduce((total, [row, column]) => total + data[(channel * height + row) * width + column]!, 0);
    return sum / inside.length;
  });
  return { data: blurred, channels, height, width };
}

const sides = fc.integer({ min: 1, max: 40 });

describe('tiles', () => {
  it('cover every place, are of one size and overlap by a quarter at least', () => {
    fc.assert(
      fc.property(sides, sides, (size, longest) => {
        const { rows } = tileGrid({ width: 1, height: size }, { width: 1, height: longest });
        assert.equal(rows.side, Math.min(size, longest));
        assert.equal(rows.starts[0], 0);
        assert.equal(rows.starts.at(-1), size - rows.side);
        const overlap = Math.floor(rows.side / 4);
        for (const [i, start] of rows.starts.slice(1).entries()) {
          assert.ok(start > rows.starts[i]!);
          assert.ok(rows.starts[i]! + rows.side - start >= overlap);
        }
      }),
    );
  });

  it('are no more than are needed: two for half a tile more, three for one and a half', () => {
    const starts = (size: number) => tileGrid({ width: 1, height: size }, { width: 64, height: 64 }).rows.starts;
    assert.deepEqual([64, 96, 112, 160].map(starts), [[0], [0, 32], [0, 48], [0, 48, 96]]);
  });

  it('give what the whole gives, where a network looks at nothing but one place', async () => {
    await fc.assert(
      fc.asyncProperty(sides, sides, sides, fc.integer({ min: 1, max: 4 }), async (height, width, side, scale) => {
        const grid = tileGrid({ width, height }, { width: side, height: side });
        const small = randomPlanes(2, height, width);
        const enlarged = await mapTiles(grid, small, { from: 1, to: scale }, async (tile) => enlarge(tile, scale));
        const wanted = enlarge(small, scale);
        assert.deepEqual([enlarged.height, enlarged.width], [wanted.height, wanted.width]);
        assert.ok(greatestDistance(enlarged.data, wanted.data) < 1e-5);
        const large = randomPlanes(1, height * scale, width * scale);
        const shrunk = await mapTiles(grid, large, { from: scale, to: 1 }, async (tile) => shrink(tile, scale));
        assert.ok(greatestDistance(shrunk.data, shrink(large, scale).data) < 1e-5);
      }),
      { numRuns: 40 },
    );
  });

  it('give nearly what the whole gives, where a network looks a little round', async () => {
    const whole = randomPlanes(1, 40, 70);
    const grid = tileGrid(whole, { width: 32, height: 32 });
    const tiled = await mapTiles(grid, whole, { from: 1, to: 1 }, async (tile) => blur(tile));
    // At a tile's edge, where it sees the least of what is round, its neighbour counts nearly alone.
    assert.ok(greatestDistance(tiled.data, blur(whole).data) < 0.1);
    // The first row of the first tile is far from any other, but for its end.
    const alone = (planes: Planes) => planes.data.slice(0, 19);
    assert.ok(greatestDistance(alone(tiled), alone(blur(whole))) < 1e-6);
  });

  it('pass from one to the other along a line', async () => {
    const flat = { data: new Float32Array(112), channels: 1, height: 1, width: 112 };
    const grid = tileGrid(flat, { width: 64, height: 64 });
    let tiles = 0;
    const { data } = await mapTiles(grid, flat, { from: 1, to: 1 }, async (tile) => {
      const level = tiles++;
      return { ...tile, data: tile.data.map(() => level) };
    });
    assert.equal(tiles, 2);
    const wanted = Array.from({ length: 112 }, (_, x) => Math.min(1, Math.max(0, (x - 48 + 0.5) / 16)));
    assert.ok(greatestDistance(data, wanted) < 1e-6);
  });
});
