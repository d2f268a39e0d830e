import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { modelFolder } from '../../../../src/engine/execution/models/model-folder.ts';
import type { ModelSpec } from '../../../../src/language/plan/plan.ts';
import { Failure, type FailureCode } from '../../../../src/protocol/failure.ts';

describe('modelFolder', () => {
  let root: string;

  before(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'vlprompt-models-')));
    for (const folder of ['workspace/models/mine', 'pack/diffusion', 'trusted/theirs', 'elsewhere/evil', 'secret']) {
      await mkdir(path.join(root, folder), { recursive: true });
    }
    await symlink(path.join(root, 'elsewhere/evil'), path.join(root, 'workspace/models/link'));
    await symlink(path.join(root, 'trusted'), path.join(root, 'elsewhere/alias'));
  });

  after(() => rm(root, { recursive: true, force: true }));

  const find = (spec: ModelSpec) =>
    modelFolder(spec, {
      workspace: path.join(root, 'workspace'),
      starterPack: path.join(root, 'pack'),
      trustedModelFolders: [path.join(root, 'trusted'), path.join(root, 'not-there')],
    });

  const fails = (spec: ModelSpec, code: FailureCode, sentence: RegExp) =>
    assert.rejects(find(spec), (error) => {
      assert.ok(Failure.is(error, code), String(error));
      assert.match(error.message, sentence);
      return true;
    });

  it('finds models of the pack, of the workspace, and of trusted folders', async () => {
    assert.equal(await find({ kind: 'starter', name: 'diffusion' }), path.join(root, 'pack/diffusion'));
    assert.equal(await find({ kind: 'folder', path: './models/mine' }), path.join(root, 'workspace/models/mine'));
    assert.equal(await find({ kind: 'folder', path: '../trusted/theirs' }), path.join(root, 'trusted/theirs'));
    assert.equal(await find({ kind: 'folder', path: path.join(root, 'trusted') }), path.join(root, 'trusted'));
  });

  it('trusts nothing else, and no link to it', async () => {
    const sentence = /add it to the setting `vlprompt\.models\.trustedFolders`/;
    await fails({ kind: 'folder', path: '../elsewhere/evil' }, 'model-untrusted', sentence);
    await fails({ kind: 'folder', path: 'models/link' }, 'model-untrusted', sentence);
    await fails({ kind: 'folder', path: path.join(root, 'elsewhere/evil') }, 'model-untrusted', sentence);
    await fails({ kind: 'folder', path: '../elsewhere/not-there' }, 'model-untrusted', sentence);
  });

  it('does not even look at what lies elsewhere: on Windows a path may name a server', async () => {
    const sentence = /neither in the workspace nor in a folder you trust/;
    await fails({ kind: 'folder', path: '../elsewhere/alias/theirs' }, 'model-untrusted', sentence);
  });

  it('knows trusted folders by their real paths too', async () => {
    const places = { workspace: path.join(root, 'elsewhere/alias'), starterPack: root, trustedModelFolders: [] };
    const theirs = path.join(root, 'trusted/theirs');
    assert.equal(await modelFolder({ kind: 'folder', path: 'theirs' }, places), theirs);
    assert.equal(await modelFolder({ kind: 'folder', path: theirs }, places), theirs);
  });

  it('says what is not there', async () => {
    await fails({ kind: 'folder', path: 'models/none' }, 'model-missing', /no model folder .*models\/none/);
    await fails({ kind: 'starter', name: 'clip' }, 'model-missing', /no model `starter\/clip`/);
    await fails({ kind: 'starter', name: '../secret' }, 'model-missing', /no model `starter\/\.\.\/secret`/);
  });

  it('says how to download what is not here', async () => {
    const spec = { kind: 'hub', repository: 'nobody-at-all/not-a-model', revision: 'main' } as const;
    await fails(spec, 'model-missing', /not downloaded yet; download it: `vlprompt models download hf:nobody-at-all/);
  });
});
