import assert from 'node:assert/strict';
import fc from 'fast-check';
import { greyOf } from '../../../src/engine/images/grey-image.ts';
import { imageStatistics } from '../../../src/engine/images/image-statistics.ts';
import { type QualityIssueKind, qualityReports } from '../../../src/engine/images/quality-issues.ts';
import { resizeImage } from '../../../src/engine/images/resize.ts';
import type { RgbImage } from '../../../src/engine/images/rgb-image.ts';
import { MersenneTwister } from '../../../src/engine/random/mersenne-twister.ts';

function picture(width: number, height: number, at: (x: number, y: number, channel: number) => number): RgbImage {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, place) => {
    const pixel = Math.floor(place / 3);
    return at(pixel % width, Math.floor(pixel / width), place % 3);
  });
  return { width, height, data };
}

function flat(level: number, size = 16): RgbImage {
  return picture(size, size, () => level);
}

function noise(width = 64, height = 64): RgbImage {
  const random = new MersenneTwister(1);
  return picture(width, height, () => random.bits32() & 255);
}

function issuesOf(image: RgbImage): readonly string[] {
  const [report] = qualityReports([imageStatistics(image)]);
  return Object.entries(report!).flatMap(([kind, { isIssue }]) => (isIssue ? [kind] : []));
}

function scoreOf(image: RgbImage, kind: QualityIssueKind): number {
  return qualityReports([imageStatistics(image)])[0]![kind].score;
}

function isNear(actual: number, expected: number, tolerance = 1e-9): boolean {
  return Math.abs(actual - expected) <= tolerance;
}

const images = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
      .map((data) => ({ width, height, data })),
  );

describe('greyOf', () => {
  it('is what Pillow makes of pure colours: 76, 150, 29', () => {
    const colours = picture(3, 1, (x, _, channel) => (x === channel ? 255 : 0));
    assert.deepEqual([...greyOf(colours).data], [76, 150, 29]);
    assert.deepEqual([...greyOf(flat(255, 1)).data, ...greyOf(flat(7, 1)).data], [255, 7]);
  });
});

describe('imageStatistics', () => {
  it('are by hand of a board of black and white', () => {
    const board = imageStatistics(picture(16, 16, (x, y) => ((x + y) % 2) * 255));
    assert.ok(isNear(board.brightness, 0.5) && isNear(board.contrast, 1));
    assert.deepEqual([board.brightest, board.darkest, board.isGrey], [1, 0, true]);
    // Two levels in each of three channels, all alike frequent.
    assert.ok(isNear(board.entropy, Math.log2(6)));
    assert.ok(board.sharpness > 120);
  });

  it('are by hand of flat pictures', () => {
    const black = imageStatistics(flat(0));
    assert.deepEqual([black.brightness, black.contrast, black.brightest, black.sharpness], [0, 0, 0, 0]);
    assert.ok(isNear(black.entropy, Math.log2(3)));
    const red = imageStatistics(picture(4, 4, (_x, _y, channel) => (channel === 0 ? 255 : 0)));
    // √0.241, to the rounding of whole squares.
    assert.ok(isNear(red.brightest, Math.sqrt(0.241), 1e-5) && !red.isGrey);
  });

  it('has edges that are eight times a pixel less its neighbours, the border as it was', () => {
    // Eight of 90 around 8 · 100 − 8 · 90 = 80.
    const dot = imageStatistics(picture(3, 3, (x, y) => (x === 1 && y === 1 ? 100 : 90)));
    assert.ok(isNear(dot.sharpness, Math.sqrt((8 * 90 ** 2 + 80 ** 2) / 9 - (800 / 9) ** 2)));
  });

  it('takes percentiles between pixels in proportion, as numpy does', () => {
    // Of brightnesses 0, 0.2, …, 1 the 99th percentile is at place 4.95.
    const steps = imageStatistics(picture(6, 1, (x) => x * 51));
    assert.ok(isNear(steps.brightest, 0.99, 3e-3) && isNear(steps.darkest, 0.05, 3e-3));
  });

  it('keep within their bounds, at any size', () => {
    fc.assert(
      fc.property(images, (image) => {
        const found = imageStatistics(image);
        for (const share of [found.brightness, found.contrast, found.brightest, found.darkest]) {
          assert.ok(share >= 0 && share <= 1);
        }
        assert.ok(found.darkest <= found.brightest + 1e-9);
        assert.ok(found.sharpness >= 0 && found.sharpness <= 127.5 && found.entropy >= 0 && found.entropy <= 9.59);
      }),
    );
  });
});

describe('qualityReports', () => {
  it('finds what is dark, bright, grey, of little information or blurred, and nothing in a picture full of both', () => {
    assert.deepEqual(issuesOf(noise()), []);
    assert.ok(issuesOf(flat(20)).includes('dark') && issuesOf(flat(255)).includes('bright'));
    assert.ok(!issuesOf(flat(128)).includes('dark') && !issuesOf(flat(128)).includes('bright'));
    for (const kind of ['low-information', 'grayscale']) assert.ok(issuesOf(flat(128)).includes(kind));
    // A broad, soft slope of many levels has no edges but its border.
    const soft = picture(256, 256, (x, y) => Math.floor(x / 2 + y / 128));
    assert.ok(issuesOf(soft).includes('blurred') && !issuesOf(soft).includes('low-information'));
  });

  it('says that what is blurred is less sharp', () => {
    const sharp = noise();
    const small = { width: 8, height: 8 };
    const blurred = resizeImage(resizeImage(sharp, small, 'bicubic'), { width: 64, height: 64 }, 'bicubic');
    assert.ok(imageStatistics(blurred).sharpness < imageStatistics(sharp).sharpness / 2);
  });

  it('finds odd shapes: the short edge over the long one, below 0.35', () => {
    assert.equal(scoreOf(noise(20, 10), 'odd-aspect'), 0.5);
    assert.equal(scoreOf(noise(10, 20), 'odd-aspect'), 0.5);
    assert.deepEqual(
      [noise(35, 100), noise(34, 100)].map((image) => issuesOf(image).includes('odd-aspect')),
      [false, true],
    );
  });

  it('finds odd sizes among others: beyond three times the distance of the quartiles', () => {
    const sized = (edge: number) => ({ ...imageStatistics(flat(0, 1)), width: edge, height: edge });
    const usual = Array.from({ length: 9 }, (_, i) => sized(100 + i));
    const odd = (edge: number) => qualityReports([...usual, sized(edge)]).at(-1)!['odd-size'];
    assert.deepEqual(
      [odd(104).isIssue, odd(110).isIssue, odd(500).isIssue, odd(10).isIssue],
      [false, false, true, true],
    );
    assert.equal(odd(500).score, 0);
    const same = qualityReports([sized(64), sized(64), sized(64), sized(64), sized(65)]);
    assert.deepEqual(
      same.map((report) => report['odd-size'].isIssue),
      [false, false, false, false, true],
    );
  });

  it('has scores from 0 to 1, and flags what is below the threshold given', () => {
    const strict = {
      dark: 2,
      bright: 2,
      blurred: 2,
      'low-information': 2,
      'odd-aspect': 2,
      grayscale: 2,
      'odd-size': 2,
    };
    fc.assert(
      fc.property(fc.array(images, { maxLength: 5 }), (all) => {
        for (const report of qualityReports(all.map(imageStatistics), strict)) {
          for (const { score, isIssue } of Object.values(report)) assert.ok(score >= 0 && score <= 1 && isIssue);
        }
      }),
    );
    assert.deepEqual(qualityReports([]), []);
  });
});
