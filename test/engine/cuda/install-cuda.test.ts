import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { installedCuda, librariesFolder } from '../../../src/engine/cuda/cuda-folder.ts';
import { type CudaInstaller, installCuda, planCuda, uninstallCuda } from '../../../src/engine/cuda/install-cuda.ts';
import { cudaPackage } from '../../../src/engine/runtime/providers/cuda-package.ts';
import type { FailureCode } from '../../../src/protocol/failure.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { impatient } from '../hub/support/impatient.ts';
import { never } from '../support/fixture.ts';
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
    assert.deepEqual(await uninstallCuda(installer()), { wasInstalled: true });
    assert.equal(existsSync(folder), false);
    assert.deepEqual(await uninstallCuda(installer()), { wasInstalled: false });
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

  it('is not loaded from a folder that others can write to, or that is a link', async () => {
    if (process.platform === 'win32') return;
    const { folder } = await install();
    const runtimes = dirname(folder);
    assert.deepEqual([await modeOf(runtimes), await modeOf(folder)], [0o700, 0o700]);
    for (const one of [runtimes, folder]) {
      await chmod(one, 0o770);
      assert.equal(await installedCuda(cache, '1.2.3'), undefined);
      await chmod(one, 0o755);
      assert.equal(await installedCuda(cache, '1.2.3'), folder);
    }
    await rename(runtimes, join(cache, 'elsewhere'));
    await symlink(join(cache, 'elsewhere'), runtimes);
    assert.equal(await installedCuda(cache, '1.2.3'), undefined);
  });

  it('is not unpacked from what lay there under its digest', async () => {
    await mkdir(join(cache, 'downloads'));
    const changed = Buffer.from(archive);
    changed[1000] = changed[1000]! ^ 1;
    await writeFile(join(cache, 'downloads', createHash('sha512').update(archive).digest('hex')), changed);
    await refused('model-corrupt', install());
    await install();
    assert.ok(await installedCuda(cache, '1.2.3'));
  });

  it('is not fetched by what a registry says that says anything', async () => {
    const anything = fc.oneof(fc.jsonValue(), fc.constantFrom({ resources: [null] }, { resources: 'none' }));
    const [index, leaf, entry] = ['/index.json', '/registration/cuda.package/1.2.3.json', '/catalogue.json'];
    for (const path of [index, leaf, entry]) {
      await fc.assert(
        fc.asyncProperty(anything, async (answer) => {
          server.answers = { [path!]: answer };
          await refused('hub-unreachable', install());
        }),
        { numRuns: 20 },
      );
    }
    for (const catalogEntry of ['http://example.invalid/catalogue.json', 'file:///etc/passwd', 'catalogue'])
      await refusedEntry(catalogEntry);
  });

  const refusedEntry = (catalogEntry: string) => {
    server.answers = { '/registration/cuda.package/1.2.3.json': { catalogEntry } };
    return refused('hub-unreachable', install());
  };

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

async function modeOf(folder: string): Promise<number> {
  return (await stat(folder)).mode & 0o777;
}
