import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCopyFolder, sweepCopyFolders } from '../../../../src/engine/models/learned-tokens/copy-folder.ts';

describe('temporary folders of copied graphs', () => {
  it('go when their process is gone, and only then; links are left alone', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const [own, left] = [await makeCopyFolder(), join(tmpdir(), `vlprompt-learned-${dead}-left`)];
    const [target, link] = [await mkdtemp(join(tmpdir(), 'target-')), join(tmpdir(), `vlprompt-learned-${dead}-link`)];
    try {
      await mkdir(left);
      await writeFile(join(left, 'model.onnx'), 'a copy');
      await symlink(target, link);
      await sweepCopyFolders();
      assert.deepEqual([own, left, link, target].map(existsSync), [true, false, true, true]);
    } finally {
      for (const folder of [own, left, link, target]) await rm(folder, { recursive: true, force: true });
    }
  });
});
