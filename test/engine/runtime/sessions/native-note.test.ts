import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepNativeNotes, noteNativeCall } from '../../../../src/engine/runtime/sessions/native-note.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('the note of a native call', () => {
  const folder = temporaryFolder();
  const inputs = { sample: { dims: [2, 4, 8, 8] }, timestep: { dims: [] } };

  afterEach(() => keepNativeNotes(undefined));

  it('is the last one alone, whatever was longer before', () => {
    const path = join(folder(), 'note.txt');
    const file = openSync(path, 'w');
    keepNativeNotes(file);
    noteNativeCall({ action: 'opening', graph: `/models/${'long/'.repeat(500)}model.onnx`, provider: 'cpu' });
    assert.ok(readFileSync(path).length <= 1024);
    noteNativeCall({ action: 'running', graph: '/models/unet/model.onnx', provider: 'cpu', inputs });
    const [call, shapes, time] = readFileSync(path, 'utf8').trim().split('\n');
    assert.deepEqual([call, shapes], ['running /models/unet/model.onnx on cpu', 'sample 2×4×8×8, timestep scalar']);
    assert.ok(Math.abs(Date.parse(time ?? '') - Date.now()) < 60_000);
    closeSync(file);
  });

  it('of what repeats is written once a second', () => {
    const path = join(folder(), 'note.txt');
    const file = openSync(path, 'w');
    const call = { action: 'running', graph: '/models/unet/model.onnx', provider: 'cpu' } as const;
    const { now } = Date;
    let time = 0;
    Date.now = () => time;
    const timeOf = (dims: readonly number[]) => {
      noteNativeCall({ ...call, inputs: { sample: { dims } } });
      return Date.parse(readFileSync(path, 'utf8').trim().split('\n').at(-1) ?? '');
    };
    try {
      keepNativeNotes(file);
      assert.equal(timeOf([2, 4, 8, 8]), 0);
      time = 999;
      assert.equal(timeOf([2, 4, 8, 8]), 0);
      assert.equal(timeOf([1, 4, 8, 8]), 999);
      assert.equal(timeOf([2, 4, 8, 8]), 999);
      time = 1999;
      assert.equal(timeOf([2, 4, 8, 8]), 1999);
    } finally {
      Date.now = now;
      closeSync(file);
    }
  });

  it('is given up where it cannot be written', () => {
    const file = openSync(join(folder(), 'note.txt'), 'w');
    closeSync(file);
    keepNativeNotes(file);
    noteNativeCall({ action: 'opening', graph: 'x', provider: 'cpu' });
    noteNativeCall({ action: 'opening', graph: 'x', provider: 'cpu' });
  });
});
