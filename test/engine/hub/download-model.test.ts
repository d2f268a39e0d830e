import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { modelFolder } from '../../../src/engine/execution/models/model-folder.ts';
import { readDiffusionFolder } from '../../../src/engine/models/painters/diffusion-folder.ts';
import { openSession } from '../../../src/engine/runtime/sessions/session.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import type { DownloadProgress, HubRequest } from '../../../src/protocol/models.ts';
import { mountDisk } from '../support/mounted-disk.ts';
import { anySignal, hub, hubHome } from './support/hub-home.ts';
import { blobId, filesOf, sha256 } from './support/hub-server.ts';

const sdxl = () => filesOf('test/fixtures/models/sdxl');

/** What a repository holds beside what is needed. */
const clutter = {
  'README.md': '---\nlicense: openrail++\n---\n# A model\n',
  '.gitattributes': '*.onnx filter=lfs\n',
  'unet/diffusion_pytorch_model.safetensors': 'torch',
  'unet/model_fp16.onnx': 'half',
  'model.ckpt': 'everything once more',
  'samples/1.png': 'picture',
};

async function holds(folder: string, files: { readonly [path: string]: Buffer }): Promise<void> {
  const digests = (of: typeof files) => Object.entries(of).map(([name, content]) => `${name} ${sha256(content)}`);
  assert.deepEqual(digests(await filesOf(folder)), digests(files).sort());
}

describe('downloading a model', () => {
  const home = hubHome();
  const xl = hub('owner/xl');

  const download = async (request: HubRequest, signal = anySignal()) => {
    const told: DownloadProgress[] = [];
    const model = await home.manager().download(request, signal, (progress) => told.push(progress));
    return { model, told };
  };
  const fails = (work: Promise<unknown>, code: string, sentence: RegExp) =>
    assert.rejects(work, (error: unknown) => {
      assert.ok(Failure.is(error), String(error));
      assert.equal(error.code, code, error.message);
      assert.match(error.message, sentence);
      return true;
    });

  it('fetches what is needed of it, in one precision, and no more', async () => {
    const files = await sdxl();
    home.server.publish('owner/xl', { ...files, ...clutter });
    const { model } = await download({ spec: xl });
    await holds(model.folder, { ...files, 'README.md': Buffer.from(clutter['README.md']) });
  });

  it('describes what was fetched', async () => {
    const commit = home.server.publish('owner/xl', { ...(await sdxl()), ...clutter });
    const { model } = await download({ spec: xl });
    const { bytes, folder, ...rest } = model;
    assert.deepEqual(rest, {
      spec: xl,
      place: 'hub',
      commit,
      role: 'painter',
      provider: 'cpu',
      family: 'Stable Diffusion XL',
      precisions: ['fp32'],
      licence: 'openrail++',
    });
    assert.equal(folder, await modelFolder(xl, home.settings));
    assert.ok(bytes > 100_000);
  });

  it('writes the layout that Python tools share: contents by digest, links, and the name of the revision last', async () => {
    const files = await sdxl();
    const commit = home.server.publish('owner/xl', files);
    await download({ spec: xl });
    const folder = path.join(home.root, 'hub/models--owner--xl');
    assert.equal(await readFile(path.join(folder, 'refs/main'), 'utf8'), commit);
    const unet = path.join(folder, 'snapshots', commit, 'unet/model.onnx');
    assert.equal(await readlink(unet), path.join('../../../blobs', sha256(files['unet/model.onnx']!)));
    const index = path.join(folder, 'snapshots', commit, 'model_index.json');
    assert.equal(await readlink(index), path.join('../../blobs', blobId(files['model_index.json']!)));
    const same = files['tokenizer/vocab.json']!.equals(files['tokenizer_2/vocab.json']!);
    assert.ok(same, 'two files of this model have the same content');
    const blobs = await readdir(path.join(folder, 'blobs'));
    const digests = Object.entries(files).map(([name, content]) =>
      /onnx/.test(name) ? sha256(content) : blobId(content),
    );
    assert.deepEqual(blobs.sort(), [...new Set(digests)].sort());
  });

  it('is opened through links to contents, weights beside graphs too', async () => {
    home.server.publish('owner/xl', await sdxl());
    await download({ spec: xl });
    const folder = await modelFolder(xl, home.settings, 'fp32');
    const { unet } = await readDiffusionFolder(folder, { provider: 'cpu' });
    const session = await openSession(unet, { provider: 'cpu', threads: 1 });
    await session.dispose();
  });

  it('fetches nothing twice, and not even lists when offline', async () => {
    home.server.publish('owner/xl', await sdxl());
    await download({ spec: xl });
    home.server.seen.length = 0;
    await download({ spec: xl });
    assert.deepEqual(
      home.server.seen.filter(({ url }) => /resolve/.test(url)),
      [],
    );
    home.server.seen.length = 0;
    const offline = home.manager({ settings: { ...home.settings, offline: true } });
    await fails(
      offline.download({ spec: xl }, anySignal(), () => {}),
      'offline',
      /turn off `vlprompt.models.offline`/,
    );
    process.env.HF_HUB_OFFLINE = '1';
    await fails(download({ spec: xl }), 'offline', /HF_HUB_OFFLINE/);
    await modelFolder(xl, { ...home.settings, offline: true });
    assert.deepEqual(home.server.seen, []);
  });

  for (const links of [true, false]) {
    it(`mends what was damaged on the disk, ${links ? 'with' : 'without'} links`, async () => {
      const files = await sdxl();
      home.server.publish('owner/xl', files);
      const manager = home.manager({ links });
      const fetchIt = () => manager.download({ spec: xl }, anySignal(), () => {});
      const { folder } = await fetchIt();
      const weights = path.join(folder, 'unet/model.onnx_data');
      await writeFile(weights, Buffer.alloc(files['unet/model.onnx_data']!.length));
      assert.deepEqual((await manager.verify(xl, anySignal(), () => {})).damaged, ['unet/model.onnx_data']);
      home.server.seen.length = 0;
      await fetchIt();
      await holds(folder, files);
      assert.equal(home.server.seen.filter(({ url }) => /resolve/.test(url)).length, 1);
    });
  }

  it('fetches of a new commit what changed', async () => {
    const files = await sdxl();
    home.server.publish('owner/xl', files);
    await download({ spec: xl });
    home.server.seen.length = 0;
    const commit = home.server.publish('owner/xl', {
      ...files,
      'scheduler/scheduler_config.json': '{"_class_name": "DDIMScheduler"}',
    });
    const { model } = await download({ spec: xl });
    assert.equal(model.commit, commit);
    const fetched = home.server.seen.filter(({ url }) => /resolve/.test(url));
    assert.deepEqual(
      fetched.map(({ url }) => url),
      [`/owner/xl/resolve/${commit}/scheduler/scheduler_config.json`],
    );
  });

  it('fetches files of weights that only the graph names', async () => {
    const { 'unet/model.onnx_data': data, 'unet/model.onnx': graph, ...files } = await sdxl();
    const renamed = Buffer.from(graph!.toString('latin1').replaceAll('model.onnx_data', 'oddly_named_one'), 'latin1');
    home.server.publish('owner/odd', { ...files, 'unet/model.onnx': renamed, 'unet/oddly_named_one': data! });
    const { model } = await download({ spec: hub('owner/odd') });
    assert.equal(model.problem, undefined);
    assert.equal((await stat(path.join(model.folder, 'unet/oddly_named_one'))).size, data!.length);
  });

  it('tells what it does, with bytes that add up', async () => {
    home.server.publish('owner/xl', await sdxl());
    const { told, model } = await download({ spec: xl });
    assert.equal(told[0]?.stage, 'resolving');
    assert.ok(told.some(({ stage }) => stage === 'verifying'));
    assert.equal(told.at(-1)?.bytes, model.bytes);
    for (const { bytes, totalBytes } of told.slice(1)) assert.ok(bytes <= totalBytes && totalBytes === model.bytes);
  });

  it('plans a download without writing anything', async () => {
    const commit = home.server.publish(
      'owner/xl',
      { ...(await sdxl()), ...clutter },
      { card: { license: 'other', license_name: 'own' } },
    );
    const plan = await home.manager().plan({ spec: xl }, anySignal());
    assert.equal(plan.commit, commit);
    assert.equal(plan.licence, 'own');
    assert.equal(plan.missingBytes, plan.bytes);
    assert.ok(plan.freeBytes > 0);
    assert.deepEqual(await readdir(home.root), ['workspace']);
  });

  it('uses the tokens of the environment, and one that is given before them', async () => {
    home.server.publish('owner/gated', await sdxl(), { gate: 'hf_right' });
    const request = { spec: hub('owner/gated') };
    await fails(download(request), 'hub-refused', /accepted its licence/);
    process.env.HF_TOKEN = 'hf_wrong';
    await fails(download(request), 'hub-refused', /whose token you use/);
    await download({ ...request, token: 'hf_right' });
    await fails(download({ ...request, token: 'two\nlines' }), 'hub-refused', /signs that no token has/);
  });

  it('keeps real files where links cannot be made', async () => {
    const files = await sdxl();
    home.server.publish('owner/xl', files);
    const manager = home.manager({ links: false });
    const model = await manager.download({ spec: xl }, anySignal(), () => {});
    await holds(model.folder, files);
    assert.deepEqual(await readdir(path.join(home.root, 'hub/models--owner--xl/blobs')), []);
    assert.equal((await manager.verify(xl, anySignal(), () => {})).against, 'hub');
    await modelFolder(xl, home.settings);
  });

  it('is never taken for whole while a part is missing', async () => {
    home.server.publish('owner/xl', await sdxl());
    const weights = sha256((await sdxl())['unet/model.onnx_data']!);
    home.server.beforeContent = (url) => {
      if (/onnx_data/.test(url))
        home.server.tricks.unshift({ kind: 'status', status: 404, headers: { 'x-error-code': 'EntryNotFound' } });
    };
    await fails(download({ spec: xl }), 'model-missing', /listed by the hub but not there/);
    await fails(modelFolder(xl, home.settings), 'model-missing', /vlprompt models download hf:owner\/xl/);
    await assert.rejects(readFile(path.join(home.root, 'hub/models--owner--xl/refs/main')));
    home.server.beforeContent = () => {};
    await download({ spec: xl });
    await rm(path.join(home.root, 'hub/models--owner--xl/blobs', weights));
    await fails(
      modelFolder(xl, home.settings),
      'model-missing',
      /is not whole; download it: .*vlprompt models download/,
    );
  });

  it('says that the disk became full, and goes on when there is room again', async function () {
    const disk = path.join(home.root, 'hub');
    await mkdir(disk);
    const mounted = mountDisk(this, disk, 'size=2m');
    try {
      const files = await sdxl();
      home.server.publish('owner/xl', files);
      const filler = path.join(disk, 'filler');
      home.server.beforeContent = () => writeFile(filler, Buffer.alloc(4 << 20)).catch(() => {});
      await fails(download({ spec: xl }), 'disk-full', /is full; free some space and download again/);
      home.server.beforeContent = () => {};
      await rm(filler);
      await holds((await download({ spec: xl })).model.folder, files);
    } finally {
      mounted.unmount();
    }
  });

  it('says that the cache cannot be written to', async function () {
    const disk = path.join(home.root, 'hub');
    await mkdir(disk);
    const mounted = mountDisk(this, disk, 'ro');
    try {
      home.server.publish('owner/xl', await sdxl());
      await fails(
        download({ spec: xl }),
        'file-unwritable',
        /cannot be written to; make it writable, or choose another/,
      );
    } finally {
      mounted.unmount();
    }
  });

  it('says before it begins that the disk is too small', async function () {
    const disk = path.join(home.root, 'hub');
    await mkdir(disk);
    const mounted = mountDisk(this, disk, 'size=128k');
    try {
      home.server.publish('owner/xl', await sdxl());
      await fails(download({ spec: xl }), 'disk-full', /needs 1 MB and the disk of .* has 1 MB left/);
      assert.deepEqual(await readdir(disk), []);
    } finally {
      mounted.unmount();
    }
  });

  describe('in a process of its own', () => {
    const child = (spec: string): ChildProcess =>
      spawn(process.execPath, ['--import', 'tsx', 'test/engine/hub/support/download-child.ts', spec, home.workspace], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });

    it('is killed at any moment and goes on later', async function () {
      this.timeout(60_000);
      const files = await sdxl();
      const commit = home.server.publish('owner/xl', files);
      const killAfter = [...Object.keys(files).keys()].filter((i) => i % 6 === 0);
      for (const count of killAfter) {
        const process = child('owner/xl');
        let contents = 0;
        home.server.tricks.splice(
          0,
          Number.POSITIVE_INFINITY,
          { kind: 'cut', after: 1000 },
          { kind: 'cut', after: 3000 },
        );
        home.server.beforeContent = () => {
          contents += 1;
          if (contents > count) process.kill('SIGKILL');
        };
        await once(process, 'exit');
      }
      home.server.beforeContent = () => {};
      const { model } = await download({ spec: xl });
      await holds(model.folder, files);
      const blobs = await readdir(path.join(home.root, 'hub/models--owner--xl/blobs'));
      assert.deepEqual(
        blobs.filter((name) => /incomplete|tmp/.test(name)),
        [],
      );
      assert.equal(model.commit, commit);
    });

    it('fetches the same as another one, and neither spoils the other', async function () {
      this.timeout(60_000);
      const files = await sdxl();
      home.server.publish('owner/xl', files);
      const both = [child('owner/xl'), child('owner/xl')];
      const ends = await Promise.all(both.map((process) => once(process, 'exit')));
      assert.deepEqual(
        ends.map(([code]) => code),
        [0, 0],
      );
      await holds(await modelFolder(xl, home.settings), files);
    });
  });
});
