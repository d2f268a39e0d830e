import assert from 'node:assert/strict';
import { SideWork } from '../../../../src/engine/execution/drawing/side-work.ts';

describe('SideWork', () => {
  it('waits for all of it', async () => {
    const side = new SideWork();
    const done: string[] = [];
    for (const name of ['a', 'b']) side.add(new Promise<void>(setImmediate).then(() => void done.push(name)));
    await side.settle();
    assert.deepEqual(done, ['a', 'b']);
    side.throwIfFailed();
  });

  it('throws the first error when asked, and finishes the rest', async () => {
    const side = new SideWork();
    const done: string[] = [];
    side.add(Promise.reject(new Error('first')));
    side.add(new Promise<void>(setImmediate).then(() => void done.push('rest')));
    await side.settle();
    assert.deepEqual(done, ['rest']);
    assert.throws(() => side.throwIfFailed(), /first/);
  });
});
