import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { isThisProcess, isWriterAlive, type RunWriter, thisWriter } from '../../../src/engine/runs/run-writer.ts';

const now = Date.UTC(2026, 10, 22);
const minute = 60_000;

describe('whether the writer of a journal lives', () => {
  const here = thisWriter();
  let dead: number;

  before(async () => {
    const child = spawn(process.execPath, ['-e', '']);
    dead = child.pid ?? 0;
    await new Promise((resolve) => child.once('exit', resolve));
  });

  const alive = (writer: Partial<RunWriter>, seen = now) => isWriterAlive({ ...here, ...writer }, seen, now);

  it('is known of processes of this machine', () => {
    assert.equal(alive({}), true);
    assert.equal(alive({ process: dead }), false);
    assert.deepEqual([isThisProcess(here), isThisProcess({ ...here, process: dead })], [true, false]);
  });

  it('is not believed of another process with the same number', function () {
    if (here.began === '') this.skip(); // Where the system does not say, signs of life decide.
    assert.equal(alive({ began: '1' }), false);
    assert.equal(isThisProcess({ ...here, began: '1' }), false);
  });

  it('is told by signs of life where a system does not say when processes began', () => {
    assert.equal(alive({ began: '' }, now - minute), true);
    assert.equal(alive({ began: '' }, now - 11 * minute), false);
  });

  it('is told by signs of life alone of other machines and containers', () => {
    for (const elsewhere of [
      { host: 'other', boot: 'other' },
      { space: 'pid:[1]' },
      { host: 'other', boot: '', space: 'x' },
    ]) {
      assert.equal(alive({ ...elsewhere, process: dead }, now - minute), true, 'its numbers say nothing here');
      assert.equal(alive({ ...elsewhere, process: process.pid }, now - 11 * minute), false);
      assert.equal(
        alive({ ...elsewhere, process: process.pid }, now + 11 * minute),
        false,
        'a clock that was put back',
      );
    }
  });

  it('is over when its machine was started anew', function () {
    if (here.boot === '') this.skip();
    assert.equal(alive({ boot: 'before' }), false);
  });
});
