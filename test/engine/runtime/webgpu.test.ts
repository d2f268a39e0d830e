import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { greatestDistance } from '../support/fixture.ts';
import { writeTinyDiffusion } from '../support/written-models.ts';
import { gpuEnvironment } from './software-gpu.ts';
import type { WebgpuReport } from './webgpu-child.ts';

const child = fileURLToPath(new URL('webgpu-child.ts', import.meta.url));

describe('webgpu', () => {
  let folder: string;
  let report: WebgpuReport;

  before(async function () {
    this.timeout(300_000);
    const env = await gpuEnvironment();
    if (env === undefined) {
      console.warn('  webgpu is not tested: there is neither a GPU nor the SwiftShader of an installed Chromium');
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), 'webgpu-'));
    await writeTinyDiffusion(join(folder, 'single'));
    await writeTinyDiffusion(join(folder, 'half'), { numbers: 'float16' });
    const models = [join(folder, 'single'), join(folder, 'half')];
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', child, ...models], {
      env,
      maxBuffer: 1 << 24,
    });
    report = JSON.parse(stdout) as WebgpuReport;
  });

  after(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  it('draws and judges as the CPU does with the starter pack', () => {
    const { cpu, webgpu } = report.starter;
    assert.equal(webgpu.picture.length, 64 * 64 * 3);
    const distance = greatestDistance(webgpu.picture, cpu.picture);
    assert.ok(distance <= 2, `pictures differ by ${distance} levels`);
    for (const of of ['seen', 'read'] as const) {
      assert.equal(webgpu[of].length, 128);
      const apart = greatestDistance(webgpu[of], cpu[of]);
      assert.ok(apart < 5e-3, `embeddings (${of}) differ by ${apart}`);
    }
  });

  it('draws the same picture as the CPU', () => {
    assert.equal(report.pictures.webgpu.length, 8 * 8 * 3);
    assert.ok(greatestDistance(report.pictures.webgpu, report.pictures.cpu) <= 1);
  });

  it('draws the same picture as the CPU with a model in the form of Stable Diffusion XL', () => {
    assert.equal(report.sdxl.webgpu.length, 64 * 64 * 3);
    assert.ok(greatestDistance(report.sdxl.webgpu, report.sdxl.cpu) <= 1);
  });

  it('draws in half precision, or says that it cannot', () => {
    if (report.float16) assert.ok(greatestDistance(report.half.picture ?? [], report.pictures.cpu) <= 2);
    else {
      assert.equal(report.half.code, 'provider-unavailable');
      assert.match(report.half.message ?? '', /half precision.*fp32 export or `cpu`/);
    }
  });
});
