import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';
import { installedCuda, librariesFolder } from '../../../src/engine/cuda/cuda-folder.ts';
import { type CudaInstaller, installCuda, planCuda, uninstallCuda } from '../../../src/engine/cuda/install-cuda.ts';
import { cudaPackage } from '../../../src/engine/runtime/cuda-package.ts';
import type { FailureCode } from '../../../src/protocol/failure.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { never } from '../fixture.ts';
import { impatient } from '../hub/support/impatient.ts';
import { RegistryServer } from './registry-server.ts';

/** Incompressible, so that cuts fall into it. */
const library = randomBytes(300_000);
const archive = Buffer.from(
  zipSync({
    'runtimes/linux-x64/native/libcuda.so': library,
    'runtimes/linux-x64/native/libshared.so': Buffer.from('shared'),
    'LICENSE.txt': Buffer.from('of no use here'),
  }),
);

describe('the CUDA provider', () => {
  let cache: string;
  let server: RegistryServer;

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'vlprompt-cuda-'));
    server = await RegistryServer.start(archive);
  });

  afterEach(async () => {
    await server.close();
    await rm(cache, { recursive: true, force: true });
  });

  const installer = (changes: Partial<CudaInstaller> = {}): CudaInstaller => ({
    cache,
    offline: false,
    timing: impatient,
    package: {
      index: server.index,
      name: 'Cuda.Package',
      version: '1.2.3',
      files: new Map([
        ['libcuda.so', 'runtimes/linux-x64/native/libcuda.so'],
        ['libshared.so', 'runtimes/linux-x64/native/libshared.so'],
      ]),
    },
    ...changes,
  });

  const install = (changes: Partial<CudaInstaller> = {}) => installCuda(installer(changes), never, () => {});

  async function refused(code: FailureCode, installing: Promise<unknown>): Promise<void> {
    await assert.rejects(installing, (error) => Failure.is(error, code));
    assert.equal(await installedCuda(cache, '1.2.3'), undefined);
    const runtimes = await readdir(join(cache, 'runtimes')).catch(() => []);
    assert.deepEqual(runtimes, []);
  }

  it('comes in the package that this very runtime names, without TensorRT', () => {
    const found = cudaPackage('linux/x64');
    assert.match(found?.name ?? '', /OnnxRuntime[.]Gpu[.]Linux$/);
    assert.equal(found?.version, '1.30.0');
    assert.deepEqual([...found.files.keys()].sort(), [
      'libonnxruntime_providers_cuda.so',
      'libonnxruntime_providers_shared.so',
    ]);
    assert.match(found.index, /^https:/);
    assert.equal(cudaPackage('darwin/arm64'), undefined);
    assert.equal(cudaPackage('linux/arm64'), undefined);
  });

  it('tells what it would take before it takes it', async () => {
    const plan = await planCuda(installer(), never);
    assert.deepEqual([plan.isInstalled, plan.downloadBytes], [false, archive.length]);
    assert.ok(!server.seen.some((url) => url.endsWith('.nupkg')));
  });

  it('is installed beside a copy of the runtime, which still computes', async () => {
    const plan = await install();
    assert.deepEqual([plan.isInstalled, plan.downloadBytes], [true, 0]);
    const folder = await installedCuda(cache, '1.2.3');
    assert.equal(folder, plan.folder);
    assert.deepEqual(await readFile(join(librariesFolder(folder!), 'libcuda.so')), library);
    assert.deepEqual(await readdir(cache), ['runtimes']);
    const names = await readdir(join(folder!, 'node_modules/onnxruntime-node/bin/napi-v6'));
    assert.deepEqual(names, ['linux']);
    if (process.platform !== 'linux' || process.arch !== 'x64') return;
    const ask = `console.log(require(${JSON.stringify(join(folder!, 'node_modules/onnxruntime-node'))}).listSupportedBackends().length)`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', ask]);
    assert.ok(Number(stdout) > 0);
  });

  it('is not fetched twice, goes when it is removed, and is nothing when a part of it is gone', async () => {
    const { folder } = await install();
    server.seen.length = 0;
    await install();
    assert.deepEqual(server.seen, []);
    await truncate(join(librariesFolder(folder), 'libcuda.so'), 10);
    assert.equal(await installedCuda(cache, '1.2.3'), undefined);
    await install();
    assert.equal(await installedCuda(cache, '1.2.3'), folder);
    await uninstallCuda(installer());
    assert.equal(existsSync(folder), false);
  });

  it('goes on after a cut', async () => {
    server.cutAfter = 100_000;
    await install();
    assert.equal(server.seen.filter((url) => url.endsWith('.nupkg')).length, 2);
    assert.ok(await installedCuda(cache, '1.2.3'));
  });

  it('is not installed when something else is sent, or when it is cancelled', async () => {
    const changed = Buffer.from(archive);
    changed[1000] = changed[1000]! ^ 1;
    server.sent = changed;
    await refused('model-corrupt', install());
    server.sent = archive;
    const controller = new AbortController();
    const cancelled = installCuda(installer(), controller.signal, ({ stage }) => {
      if (stage === 'downloading') controller.abort();
    });
    await refused('cancelled', cancelled);
  });

  it('is told in a sentence where there is none, none to be fetched, or nobody who knows it', async () => {
    await refused('provider-unavailable', install({ package: undefined }));
    await refused('offline', install({ offline: true }));
    assert.deepEqual(server.seen, []);
    const { package: known } = installer();
    await refused('hub-unreachable', install({ package: { ...known!, version: '9.9.9' } }));
    const other = new Map([['libother.so', 'runtimes/other.so']]);
    await refused('provider-unavailable', install({ package: { ...known!, files: other } }));
  });
});
