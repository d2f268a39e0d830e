import assert from 'node:assert/strict';
import type { EngineState } from '../../../src/engine/client/engine.ts';
import { statusText } from '../../../src/extension/status/status-text.ts';

const info = {
  version: '1',
  process: 1,
  runtime: 'onnxruntime 1.30.0',
  provider: 'cpu',
  providerReason: 'It is.',
  providers: [],
} as const;
const ready: EngineState = { kind: 'ready', info };
const failed: EngineState = { kind: 'failed', reason: 'it crashed four times in a minute.' };

describe('the status bar', () => {
  it('says what models run on', () => {
    assert.equal(statusText([ready]).text, '$(circle-filled) VLPrompt cpu');
    assert.match(statusText([ready]).tooltip, /onnxruntime 1\.30\.0/);
  });

  it('says nothing of engines when none was needed', () => {
    assert.deepEqual(statusText([]), statusText([{ kind: 'asleep' }]));
  });

  it('tells of the folder in need, however many are well', () => {
    const { text, tone, tooltip } = statusText([ready, failed, ready]);
    assert.deepEqual([text, tone], ['$(error) VLPrompt', 'error']);
    assert.match(tooltip, /crashed four times/);
  });

  it('counts all runs together', () => {
    const { text, tooltip } = statusText([{ kind: 'busy', info, runs: 2 }], { runs: 2, done: 12, total: 52 });
    assert.equal(text, '$(sync~spin) VLPrompt 12/52');
    assert.match(tooltip, /^2 runs under way/);
  });

  it('says that the queue is paused, with how far it came', () => {
    const busy: EngineState = { kind: 'busy', info, runs: 1 };
    const { text, tooltip } = statusText([busy], { runs: 1, done: 12, total: 52 }, true);
    assert.equal(text, '$(debug-pause) VLPrompt paused 12/52');
    assert.match(tooltip, /^The queue is paused\./);
    assert.equal(statusText([ready], undefined, true).text, '$(debug-pause) VLPrompt paused');
    assert.equal(statusText([failed], undefined, true).tone, 'error');
  });

  it('does not hide trouble behind progress', () => {
    assert.equal(statusText([failed], { runs: 1, done: 1, total: 2 }).tone, 'error');
  });
});
