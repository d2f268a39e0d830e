import assert from 'node:assert/strict';
import type { GridActivity, GridSnapshot } from '../../../src/protocol/webviews/grid.ts';
import { drawWords, imageWords, progressWords } from '../../../src/webviews/grid/grid-words.ts';

function snapshot(done: number, activity: GridActivity = { kind: 'idle' }): GridSnapshot {
  const id = { uri: 'file:///a.vlprompt', name: 'preview' };
  return { id, file: 'a.vlprompt', rows: [], columns: [], cells: [], done, total: 40, activity };
}

describe('the words on the grid page', () => {
  it('say how far the grid is, and leave it to the button when it is empty', () => {
    assert.deepEqual(
      [0, 12, 40].map((done) => progressWords(snapshot(done))),
      ['', '12 of 40 images', '40 images'],
    );
    assert.deepEqual(
      [0, 12, 40].map((done) => drawWords(snapshot(done))),
      ['Draw 40 images', 'Draw 28 more', ''],
    );
  });

  it('follow a run', () => {
    assert.equal(progressWords(snapshot(12, { kind: 'drawing', secondsLeft: 100 })), '12 of 40 images · 2 min left');
    assert.equal(progressWords(snapshot(12, { kind: 'drawing' })), '12 of 40 images');
    assert.equal(progressWords(snapshot(0, { kind: 'loading' })), 'Loading the model …');
    assert.equal(progressWords(snapshot(0, { kind: 'loading', part: 'unet (3.2 GB)' })), 'Loading unet (3.2 GB) …');
    assert.equal(progressWords(snapshot(0, { kind: 'loading', stage: 'warming-up' })), 'Warming up …');
  });

  it('tell those who hear the page what they do not see', () => {
    const image = { key: 'k', prompt: 'a photo of a cat', negative: '', seed: 7, line: 3 };
    assert.equal(imageWords({ ...image, state: 'done' }), 'a photo of a cat · seed 7');
    assert.equal(
      imageWords({ ...image, state: 'failed', reason: 'the numbers overflowed' }),
      'a photo of a cat · seed 7 · failed: the numbers overflowed',
    );
  });
});
