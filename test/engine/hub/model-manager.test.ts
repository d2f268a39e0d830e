import assert from 'node:assert/strict';
import { appendFile, cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { modelFolder } from '../../../src/engine/execution/models/model-folder.ts';
import { lockWarning } from '../../../src/engine/hub/lock/lock-warning.ts';
import { modelDigest } from '../../../src/engine/models/model-digest.ts';
import type { ModelSpec } from '../../../src/language/plan/plan.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { modelName } from '../../../src/protocol/model-name.ts';
import { anySignal, hub, hubHome, starterPack } from './support/hub-home.ts';
import { filesOf, sha256 } from './support/hub-server.ts';

const tiny = (name: string) => path.resolve('test/fixtures/models', name);
const clipFiles = () => filesOf(path.join(starterPack, 'clip'));
const folderSpec = (written: string): ModelSpec => ({ kind: 'folder', path: written });

describe('ModelManager', () => {
  const home = hubHome();
  const download = (repository: string, revision = 'main') =>
    home.manager().download({ spec: hub(repository, revision) }, anySignal(), () => {});
  const fails = (work: Promise<unknown>, code: string, sentence: RegExp) =>
    assert.rejects(work, (error: unknown) => {
      assert.ok(Failure.is(error), String(error));
      assert.equal(error.code, code, error.message);
      assert.match(error.message, sentence);
      return true;
    });
  const copyModel = (name: string, to: string) => cp(tiny(name), to, { recursive: true });

  describe('list', () => {
    const names = async (manager = home.manager()) =>
      (await manager.list(anySignal())).map(({ spec, place }) => `${place} ${modelName(spec)}`);

    it('has the starter pack', async () => {
      const [clip, diffusion, ...more] = await home.manager().list(anySignal());
      assert.deepEqual([clip?.role, diffusion?.role, more.length], ['judge', 'painter', 0]);
      assert.deepEqual([clip?.licence, clip?.precisions, clip?.provider], ['MIT', ['fp32'], 'cpu']);
      assert.ok(clip !== undefined && clip.bytes > 1_000_000);
    });

    it('finds models in the workspace and in trusted folders, wherever they lie', async () => {
      const trusted = path.join(home.root, 'trusted');
      await copyModel('sd15', path.join(home.workspace, 'models/mine'));
      await copyModel('sdxl', path.join(trusted, 'xl'));
      await copyModel('lcm', path.join(home.workspace, 'node_modules/not-looked-at'));
      await copyModel('lcm', path.join(home.workspace, '.vlprompt/not-looked-at'));
      await symlink(tiny('lcm'), path.join(home.workspace, 'link'));
      const manager = home.manager({ settings: { ...home.settings, trustedModelFolders: [trusted, home.workspace] } });
      assert.deepEqual(await names(manager), [
        'starter starter/clip',
        'starter starter/diffusion',
        'workspace models/mine',
        `folder ${trusted}/xl`,
      ]);
      for (const { spec } of await manager.list(anySignal())) {
        await modelFolder(spec, { ...home.settings, trustedModelFolders: [trusted] });
      }
    });

    it('has what was downloaded, under the names that mean it', async () => {
      home.server.publish('owner/clip', await clipFiles(), { revisions: ['main', 'v1'] });
      const { commit = '' } = await download('owner/clip');
      await download('owner/clip', 'v1');
      assert.deepEqual((await names()).slice(2), ['hub hf:owner/clip', 'hub hf:owner/clip@v1']);
      await rm(path.join(home.root, 'hub/models--owner--clip/refs'), { recursive: true });
      assert.deepEqual((await names()).slice(2), [`hub hf:owner/clip@${commit}`]);
    });

    it('lists a download once when the cache lies in the workspace', async () => {
      process.env.HF_HUB_CACHE = path.join(home.workspace, 'hub');
      home.server.publish('owner/clip', await clipFiles());
      await download('owner/clip');
      assert.deepEqual((await names()).slice(2), ['hub hf:owner/clip']);
    });

    it('has what Python downloaded, and leaves out what is no such model', async () => {
      const python = path.join(home.root, 'hub/models--owner--words');
      const commit = 'a'.repeat(40);
      await mkdir(path.join(python, 'snapshots', commit, 'onnx'), { recursive: true });
      await writeFile(path.join(python, 'snapshots', commit, 'config.json'), '{"model_type": "bert"}');
      await writeFile(path.join(python, 'snapshots', commit, 'onnx/model.onnx'), 'graph');
      await mkdir(path.join(home.root, 'hub/datasets--owner--images/snapshots'), { recursive: true });
      await mkdir(path.join(home.root, 'hub/.locks/models--owner--clip'), { recursive: true });
      await cp(path.join(starterPack, 'clip'), path.join(home.root, `hub/models--owner--clip/snapshots/${commit}`), {
        recursive: true,
      });
      assert.deepEqual((await names()).slice(2), [`hub hf:owner/clip@${commit}`]);
    });

    it('says why a model cannot be used', async () => {
      const folder = path.join(home.workspace, 'broken');
      await copyModel('sdxl', folder);
      await rm(path.join(folder, 'unet/model.onnx_data'));
      const model = (await home.manager().list(anySignal())).at(-1);
      assert.deepEqual([model?.precisions, model?.role, model?.provider], [[], undefined, undefined]);
      assert.match(model?.problem ?? '', /weights .*model.onnx_data of .* are missing/);
      await writeFile(path.join(folder, 'unet/model.onnx_data'), 'short');
      assert.match((await home.manager().list(anySignal())).at(-1)?.problem ?? '', /cut short/);
    });

    it('reads what a graph computes in from the graph', async () => {
      await copyModel('sd15-fp16', path.join(home.workspace, 'half'));
      assert.deepEqual((await home.manager().list(anySignal())).at(-1)?.precisions, ['fp16']);
    });

    it('is not kept from answering by a broken lock file', async () => {
      await writeFile(path.join(home.workspace, 'vlprompt.lock'), 'not a lock');
      assert.equal((await names()).length, 2);
    });
  });

  describe('verify', () => {
    const verify = (spec: ModelSpec) => home.manager().verify(spec, anySignal(), () => {});

    it('compares the starter pack with its list of checksums', async () => {
      const { damaged, against, files } = await verify({ kind: 'starter', name: 'clip' });
      assert.deepEqual([damaged, against, files], [[], 'sums', Object.keys(await clipFiles()).length]);
    });

    it('finds a changed and a missing file of a downloaded model, without the network', async () => {
      const files = await clipFiles();
      home.server.publish('owner/clip', files);
      const { folder } = await download('owner/clip');
      process.env.HF_HUB_OFFLINE = '1';
      assert.deepEqual(await verify(hub('owner/clip')), {
        spec: hub('owner/clip'),
        files: Object.keys(files).length,
        damaged: [],
        against: 'hub',
      });
      await appendFile(path.join(folder, 'onnx/text_model.onnx'), 'x');
      await rm(path.join(home.root, 'hub/models--owner--clip/blobs', sha256(files['onnx/vision_model.onnx']!)));
      assert.deepEqual((await verify(hub('owner/clip'))).damaged, ['onnx/text_model.onnx', 'onnx/vision_model.onnx']);
    });

    it('compares a folder with the lock file, and says when there is nothing to compare with', async () => {
      await copyModel('sd15', path.join(home.workspace, 'mine'));
      assert.equal((await verify(folderSpec('mine'))).against, 'nothing');
      await home.manager().lock([folderSpec('mine')], anySignal());
      assert.deepEqual(
        [(await verify(folderSpec('mine'))).against, (await verify(folderSpec('mine'))).damaged],
        ['lock', []],
      );
      await rm(path.join(home.workspace, 'mine/vae_decoder/model.onnx'));
      assert.deepEqual((await verify(folderSpec('mine'))).damaged, ['vae_decoder/model.onnx']);
    });

    it('says that there is nothing to verify', async () => {
      await fails(verify(hub('owner/none')), 'model-missing', /not downloaded yet/);
    });
  });

  describe('remove', () => {
    it('removes what no other commit shares, and in the end everything', async () => {
      const files = await clipFiles();
      home.server.publish('owner/clip', files, { revisions: ['v1'] });
      await download('owner/clip', 'v1');
      home.server.publish('owner/clip', { ...files, 'tokenizer_config.json': '{ }' }, { version: 2 });
      await download('owner/clip');
      const blobs = () => readdir(path.join(home.root, 'hub/models--owner--clip/blobs'));
      const both = (await blobs()).length;
      await home.manager().remove(hub('owner/clip', 'v1'));
      assert.equal((await blobs()).length, both - 1);
      assert.deepEqual((await home.manager().verify(hub('owner/clip'), anySignal(), () => {})).damaged, []);
      await fails(home.manager().remove(hub('owner/clip', 'v1')), 'model-missing', /nothing to remove/);
      await home.manager().remove(hub('owner/clip'));
      assert.deepEqual(await readdir(path.join(home.root, 'hub')), []);
    });

    it('leaves what other tools have fetched of the same repository, with what describes it', async () => {
      home.server.publish('owner/clip', await clipFiles());
      const { folder } = await download('owner/clip');
      await writeFile(path.join(folder, 'model.safetensors'), 'torch');
      await home.manager().remove(hub('owner/clip'));
      const left = Object.keys(await filesOf(folder));
      assert.deepEqual(
        left.filter((name) => name.includes('onnx')),
        [],
      );
      assert.ok(left.includes('model.safetensors') && left.includes('config.json'));
      await fails(modelFolder(hub('owner/clip'), home.settings), 'model-missing', /not downloaded yet/);
      assert.equal((await home.manager().list(anySignal())).length, 2);
      const sizes = await readdir(path.join(home.root, 'hub/models--owner--clip/blobs'));
      assert.equal(sizes.length, left.length - 1);
    });

    it('takes away what is left of a download that was not finished', async () => {
      const commit = home.server.publish('owner/clip', await clipFiles());
      const cut = new Set<string>();
      home.server.beforeContent = (url) => {
        if (!/onnx/.test(url)) return;
        home.server.tricks.unshift({ kind: 'cut', after: cut.has(url) ? 0 : 100 });
        cut.add(url);
      };
      await assert.rejects(download('owner/clip'));
      const model = (await home.manager().list(anySignal())).at(-1);
      assert.equal(model && modelName(model.spec), `hf:owner/clip@${commit}`);
      assert.match(model?.problem ?? '', /was not finished; download it again, which goes on from there, or remove it/);
      assert.ok((model?.bytes ?? 0) >= 200);
      await home.manager().remove(hub('owner/clip', commit));
      assert.deepEqual(await readdir(path.join(home.root, 'hub')), []);
    });

    it('removes nothing outside of the cache, whatever a snapshot links to', async () => {
      home.server.publish('owner/clip', await clipFiles());
      const { folder } = await download('owner/clip');
      const precious = path.join(home.root, 'precious');
      await mkdir(precious);
      await writeFile(path.join(precious, 'thesis.txt'), 'years of work');
      await symlink(precious, path.join(folder, 'stray'));
      await symlink(path.join(precious, 'thesis.txt'), path.join(folder, 'link.json'));
      await home.manager().remove(hub('owner/clip'));
      assert.equal(await readFile(path.join(precious, 'thesis.txt'), 'utf8'), 'years of work');
    });

    it('takes no link for a snapshot', async () => {
      const stranger = '0123456789'.repeat(4);
      home.server.publish('owner/clip', await clipFiles());
      const { folder } = await download('owner/clip');
      const precious = path.join(home.root, 'precious');
      await mkdir(path.join(precious, 'onnx'), { recursive: true });
      await writeFile(path.join(precious, 'onnx/model.onnx'), 'years of training');
      await symlink(precious, path.join(path.dirname(folder), stranger));
      await fails(home.manager().remove(hub('owner/clip', stranger)), 'model-missing', /nothing to remove/);
      await home.manager().remove(hub('owner/clip'));
      assert.equal(await readFile(path.join(precious, 'onnx/model.onnx'), 'utf8'), 'years of training');
    });

    for (const name of [
      '../../etc',
      'owner/..',
      'owner',
      '/owner/name',
      'a/b/c',
      'owner/na--me',
      'owner/.name',
      'owner/na me',
    ]) {
      it(`does not take ${name} for a model`, async () => {
        await fails(home.manager().remove(hub(name)), 'model-missing', /is no name of a model on the hub/);
        await fails(home.manager().plan({ spec: hub(name) }, anySignal()), 'model-missing', /no name of a model/);
      });
    }

    for (const revision of ['../../../x', '/etc', 'a//b', '', 'a b']) {
      it(`takes ${JSON.stringify(revision)} for no revision`, async () => {
        await fails(modelFolder(hub('owner/name', revision), home.settings), 'model-missing', /no name of a model/);
      });
    }
  });

  describe('lock', () => {
    it('keeps a name at the commit that was locked, until it is locked again', async () => {
      const files = await clipFiles();
      const first = home.server.publish('owner/clip', files);
      await download('owner/clip');
      const { file, models } = await home.manager().lock([hub('owner/clip')], anySignal());
      assert.equal(models, 1);
      const locked: unknown = JSON.parse(await readFile(file, 'utf8'));
      assert.equal(JSON.stringify(locked).includes(first), true);
      home.server.publish('owner/clip', { ...files, 'tokenizer_config.json': '{ }' }, { version: 2 });
      assert.equal((await download('owner/clip')).commit, first);
      assert.match(await modelFolder(hub('owner/clip'), home.settings), new RegExp(first));
      await rm(file);
      assert.notEqual((await download('owner/clip')).commit, first);
    });

    it('locks nothing that is not there', async () => {
      const specs = [{ kind: 'starter', name: 'clip' } as const, hub('owner/clip')];
      await fails(home.manager().lock(specs, anySignal()), 'model-missing', /not downloaded yet/);
      await assert.rejects(readFile(path.join(home.workspace, 'vlprompt.lock')));
    });

    it('says at a run that a file is not as it was locked, and which', async () => {
      const mine = path.join(home.workspace, 'mine');
      await copyModel('sd15', mine);
      const digest = () => modelDigest(mine, [path.join(mine, 'unet/model.onnx'), path.join(mine, 'unet/config.json')]);
      const warning = async () => lockWarning(home.workspace, folderSpec('mine'), await digest());
      assert.equal(await warning(), undefined);
      await home.manager().lock([folderSpec('mine')], anySignal());
      assert.equal(await warning(), undefined);
      await appendFile(path.join(mine, 'unet/config.json'), ' ');
      assert.match(
        (await warning()) ?? '',
        /^`mine` is not the model that vlprompt.lock has \(unet\/config.json\); .*`vlprompt models lock mine`\.$/,
      );
      await writeFile(path.join(home.workspace, 'vlprompt.lock'), '{');
      assert.match((await warning()) ?? '', /is no lock file that can be read/);
    });

    it('is told of when it is broken and a model of the hub is wanted', async () => {
      await writeFile(path.join(home.workspace, 'vlprompt.lock'), '{');
      await fails(modelFolder(hub('owner/clip'), home.settings), 'lock-invalid', /is no lock file that can be read/);
    });
  });

  describe('models of runs', () => {
    it('are never fetched silently', async () => {
      home.server.publish('owner/clip', await clipFiles());
      await fails(
        modelFolder(hub('owner/clip'), home.settings),
        'model-missing',
        /`hf:owner\/clip` is not downloaded yet; download it: `vlprompt models download hf:owner\/clip` \(or `vlprompt run --download`; in the editor: \*Download Model\*\)/,
      );
      assert.deepEqual(home.server.seen, []);
      const offline = { ...home.settings, offline: true };
      await fails(modelFolder(hub('owner/clip'), offline), 'model-missing', /VLPrompt is offline: turn off/);
    });

    it('must be there in the precision that is asked for', async () => {
      home.server.publish('owner/clip', await clipFiles());
      await download('owner/clip');
      await modelFolder(hub('owner/clip'), home.settings, 'fp32');
      await fails(
        modelFolder(hub('owner/clip'), home.settings, 'int8'),
        'model-missing',
        /is here in fp32, not in int8; download it: .*--precision int8/,
      );
    });
  });
});
