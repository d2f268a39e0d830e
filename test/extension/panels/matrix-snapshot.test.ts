import assert from 'node:assert/strict';
import { evaluationState, withReport } from '../../../src/extension/boards/evaluation-state.ts';
import { cellImages, matrixSnapshot } from '../../../src/extension/panels/matrix-snapshot.ts';
import type { JudgedImage } from '../../../src/protocol/evaluation.ts';
import { evaluation, report, span } from '../sample-plans.ts';

const id = { uri: 'file:///a.vlprompt', name: 'zeroshot' };
const ready = { kind: 'ready' } as const;
const plan = evaluation('zeroshot');
const judged = (file: string, actual: number, predicted: number, confidence: number): JudgedImage => ({
  file,
  actual,
  predicted,
  confidence,
  margin: confidence / 2,
});

describe('the snapshot of a matrix', () => {
  it('leaves the images out: they are asked for cell by cell', () => {
    const state = withReport(evaluationState(plan), report({ images: [judged('/d/a.png', 0, 0, 1)] }), plan);
    const snapshot = matrixSnapshot({ id, state, availability: ready });
    assert.equal(JSON.stringify(snapshot).includes('a.png'), false);
    assert.equal(snapshot.report?.judge, 'starter/clip on cpu');
    assert.deepEqual(snapshot.report?.sources[0]?.confusion, [
      [1, 0],
      [0, 1],
    ]);
  });

  it('says what goes on in words', () => {
    const run = { stage: 'judging', source: 'holdout', done: 3, total: 9, secondsLeft: 2 } as const;
    assert.deepEqual(matrixSnapshot({ id, state: { ...evaluationState(plan), run }, availability: ready }).activity, {
      kind: 'evaluating',
      label: 'Judging holdout',
      done: 3,
      total: 9,
      secondsLeft: 2,
    });
  });
});

describe('the images of a cell', () => {
  const images = [judged('/d/a%.png', 0, 1, 0.6), judged('/d/b.png', 0, 0, 0.9), judged('/d/c.png', 0, 1, 0.8)];
  const origin = { source: span(4), prompt: 'a photo of a cat', seed: 7, column: 0 };
  const last = report({ images: [...images, { ...judged('/store/d.png', 0, 0, 0.5), origin }] });
  const labels = (actual: number, predicted: number) =>
    cellImages(last, { source: 0, actual, predicted }, (file) => file).map(({ label }) => label);

  it('show the surest mistakes first', () => {
    assert.deepEqual(labels(0, 1), ['c.png', 'a%.png']);
  });

  it('show the least sure hits first, with the prompt of what was drawn', () => {
    assert.deepEqual(labels(0, 0), ['a photo of a cat', 'b.png']);
  });

  it('are named by their place in the report, and know the line that made them', () => {
    const [drawn, real] = cellImages(last, { source: 0, actual: 0, predicted: 0 }, (file) => `webview:${file}`);
    assert.deepEqual([drawn?.id, drawn?.line, drawn?.url], [{ source: 0, image: 3 }, 5, 'webview:/store/d.png']);
    assert.equal(real?.line, undefined);
  });

  it('are none where there is no such source', () => {
    assert.deepEqual(
      cellImages(last, { source: 5, actual: 0, predicted: 0 }, (file) => file),
      [],
    );
  });
});
