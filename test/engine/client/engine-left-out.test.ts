import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { requireEngineShipped } from '../../../src/engine/client/engine-left-out.ts';
import { Failure } from '../../../src/protocol/failure.ts';

describe('a package without an engine', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-left-out-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('says so in the sentence that it was packaged with', async () => {
    await writeFile(path.join(folder, 'engine-left-out.txt'), 'There is none; go elsewhere.\n');
    await assert.rejects(requireEngineShipped(path.join(folder, 'engine.cjs')), (error) => {
      assert.ok(Failure.is(error, 'engine-not-started'));
      assert.equal(error.message, 'There is none; go elsewhere.');
      return true;
    });
  });

  it('is not every package', async () => {
    await assert.doesNotReject(requireEngineShipped(path.join(folder, 'engine.cjs')));
  });
});
