import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeTinyDiffusion } from '../support/written-models.ts';
import type { PooledPicture } from './pooled-webgpu-child.ts';
import { gpuEnvironment } from './software-gpu.ts';

const child = fileURLToPath(new URL('pooled-webgpu-child.ts', import.meta.url));

describe('sessions on webgpu', function () {
  this.timeout(120_000);

  it('warm up once a size, and give the same with graphs that were optimised before', async function () {
    const env = await gpuEnvironment();
    if (env === undefined) {
      console.warn('  webgpu is not tested: there is neither a GPU nor the SwiftShader of an installed Chromium');
      this.skip();
    }
    const folder = await mkdtemp(join(tmpdir(), 'pooled-webgpu-'));
    try {
      await writeTinyDiffusion(join(folder, 'model'));
      const args = ['--import', 'tsx', child, join(folder, 'model'), join(folder, 'cache')];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 1 << 24 });
      const pictures: readonly PooledPicture[] = JSON.parse(stdout);
      const counts = pictures.map(({ told }) => ({
        loading: told.filter((kind) => kind === 'loading').length,
        warmUps: told.filter((kind) => kind === 'warming-up').length,
      }));
      const [first, second] = [
        { loading: 3, warmUps: 3 },
        { loading: 0, warmUps: 0 },
      ];
      assert.deepEqual(counts, [first, second, first, second]);
      assert.equal((await readdir(join(folder, 'cache/graphs'))).length, 3);
      for (const { picture } of pictures) assert.deepEqual(picture, pictures[0]?.picture);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
