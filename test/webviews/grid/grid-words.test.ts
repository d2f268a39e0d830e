import assert from 'node:assert/strict';
import type { GridActivity, GridSnapshot } from '../../../src/protocol/webviews/grid.ts';
import { drawWords, progressWords, scoreFacts, sortedWords, tileWords } from '../../../src/webviews/grid/grid-words.ts';

function snapshot(done: number, activity: GridActivity = { kind: 'idle' }, reused?: number): GridSnapshot {
  return {
    id: { uri: 'file:///a.vlprompt', name: 'preview' },
    file: 'a.vlprompt',
    plan: 1,
    layout: { rows: [], axes: [], columns: [], counts: [], width: 64, height: 64 },
    states: '',
    previews: [],
    done,
    total: 40,
    activity,
    facts: 0,
    scoring: { kind: 'possible' },
    isPinned: false,
    ...(reused !== undefined && { reused }),
  };
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
    assert.equal(progressWords(snapshot(12, { kind: 'drawing' }, 8)), '12 of 40 images · 8 from cache');
    assert.equal(progressWords(snapshot(12, { kind: 'drawing', isPaused: true })), '12 of 40 images · paused');
    assert.equal(progressWords(snapshot(0, { kind: 'loading' })), 'Loading the model …');
    assert.equal(progressWords(snapshot(0, { kind: 'loading', part: 'unet (3.2 GB)' })), 'Loading unet (3.2 GB) …');
    assert.equal(progressWords(snapshot(0, { kind: 'loading', stage: 'warming-up' })), 'Warming up …');
  });

  it('tell those who hear the page what they do not see', () => {
    const image = { index: 0, key: 'k', prompt: 'a photo of a cat', seed: 7, state: 'done', isReused: false } as const;
    assert.equal(tileWords({ state: 'done', image, decision: null }), 'a photo of a cat · seed 7');
    assert.equal(
      tileWords({ state: 'done', image, decision: { state: 'rejected', isFlagged: true } }),
      'a photo of a cat · seed 7 · excluded · pinned',
    );
    assert.equal(
      tileWords({ state: 'failed', image: { ...image, reason: 'the numbers overflowed' }, decision: undefined }),
      'a photo of a cat · seed 7 · failed: the numbers overflowed',
    );
    assert.equal(tileWords({ state: 'queued', image: undefined, decision: undefined }), 'waiting to be drawn');
  });

  it('say what a judge thinks, and what it cannot say', () => {
    const score = { score: 0.2714, predicted: 1, confidence: 0.9, margin: 0.851, agrees: false };
    assert.deepEqual(scoreFacts(score, ['cat', 'dog']), [
      ['likeness to prompt', '0.271'],
      ['judged as', 'dog, not as asked'],
      ['confidence', '90.0%'],
      ['margin', '85.1%'],
    ]);
    assert.deepEqual(scoreFacts({ ...score, score: null, predicted: -1 }, ['cat']), [
      ['likeness to prompt', 'not to be had'],
    ]);
    assert.deepEqual(
      (['score', 'margin', 'confidence'] as const).map((by) => sortedWords(score, by)),
      ['0.271', '85.1%', '90.0%'],
    );
    assert.equal(sortedWords(null, 'score'), 'no score');
  });
});
