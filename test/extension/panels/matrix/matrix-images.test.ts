import assert from 'node:assert/strict';
import { cellImages, namedImages } from '../../../../src/extension/panels/matrix/matrix-images.ts';
import type { JudgedImage } from '../../../../src/protocol/evaluation.ts';
import { report, span } from '../../sample-plans.ts';

const judged = (file: string, actual: number, predicted: number, confidence: number): JudgedImage => ({
  file,
  hash: file,
  actual,
  predicted,
  runnerUp: 1 - predicted,
  confidence,
  margin: confidence / 2,
  truth: confidence,
  rank: 1,
});
const images = [judged('/d/a%.png', 0, 1, 0.6), judged('/d/b.png', 0, 0, 0.9), judged('/d/c.png', 0, 1, 0.8)];
const origin = { source: span(4), prompt: 'a photo of a cat', seed: 7, column: 0 };
const last = report({ images: [...images, { ...judged('/store/d.png', 0, 0, 0.5), origin }] });
const all = { from: 0, count: 100 };
const asIs = (file: string) => file;

describe('the images of a cell', () => {
  const labels = (actual: readonly number[], predicted: readonly number[], part = all) =>
    cellImages(last, { source: 0, actual, predicted, ...part }, asIs).images.map(({ label }) => label);

  it('show the surest mistakes first', () => {
    assert.deepEqual(labels([0], [1]), ['c.png', 'a%.png']);
  });

  it('show the least sure hits first, with the prompt of what was drawn', () => {
    assert.deepEqual(labels([0], [0]), ['a photo of a cat', 'b.png']);
  });

  it('show mistakes before hits where classes are seen as one', () => {
    assert.deepEqual(labels([0, 1], [0, 1]), ['c.png', 'a%.png', 'a photo of a cat', 'b.png']);
  });

  it('come part by part, with how many there are', () => {
    assert.deepEqual(labels([0, 1], [0, 1], { from: 1, count: 2 }), ['a%.png', 'a photo of a cat']);
    assert.equal(cellImages(last, { source: 0, actual: [0], predicted: [0, 1], from: 9, count: 5 }, asIs).total, 4);
  });

  it('are named by their place in the report, and know the line that made them', () => {
    const cell = { source: 0, actual: [0], predicted: [0], ...all };
    const [drawn, real] = cellImages(last, cell, (file) => `webview:${file}`).images;
    assert.deepEqual([drawn?.id, drawn?.line, drawn?.url], [{ source: 0, image: 3 }, 5, 'webview:/store/d.png']);
    assert.equal(real?.line, undefined);
  });

  it('are none where there is no such source', () => {
    assert.deepEqual(cellImages(last, { source: 5, actual: [0], predicted: [0], ...all }, asIs), {
      images: [],
      total: 0,
    });
  });
});

describe('images by name', () => {
  it('come in the order asked for, without those that are gone', () => {
    const ids = [
      { source: 0, image: 2 },
      { source: 0, image: 99 },
      { source: 7, image: 0 },
      { source: 0, image: 0 },
    ];
    assert.deepEqual(
      namedImages(last, ids, asIs).map(({ label }) => label),
      ['c.png', 'a%.png'],
    );
  });
});
