import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findModelFolders } from '../../../../src/engine/hub/folders/find-model-folders.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { anySignal } from '../support/hub-home.ts';

describe('findModelFolders', () => {
  const folder = temporaryFolder();
  const put = async (...files: readonly string[]) => {
    for (const file of files) {
      await mkdir(path.dirname(path.join(folder(), file)), { recursive: true });
      await writeFile(path.join(folder(), file), '');
    }
  };
  const found = async (except: readonly string[] = []) =>
    (await findModelFolders(folder(), except, anySignal())).map((one) => path.relative(folder(), one));

  it('knows models by the names in their folders', async () => {
    await put(
      'a/model_index.json',
      'b/unet/model.onnx',
      'b/vae_decoder/model.onnx',
      'c/config.json',
      'c/onnx/model.onnx',
    );
    await put('d/config.json', 'd/preprocessor_config.json', 'e/textual/model.onnx', 'e/visual/model.onnx');
    await put('none/config.json', 'none/unet/model.onnx', 'images/1.png');
    assert.deepEqual(await found(), ['a', 'b', 'c', 'd', 'e']);
  });

  it('looks not into models, hidden folders, packages of others and links', async () => {
    await put(
      'a/model_index.json',
      'a/onnx/model_index.json',
      '.git/model_index.json',
      'node_modules/b/model_index.json',
    );
    await put('venv/lib/model_index.json', 'kept/model_index.json');
    await symlink(path.join(folder(), 'a'), path.join(folder(), 'link'));
    assert.deepEqual(await found([path.join(folder(), 'kept')]), ['a']);
  });

  it('finds a model in the folder itself', async () => {
    await put('model_index.json', 'deeper/model_index.json');
    assert.deepEqual(await found(), ['']);
  });

  it('goes only so deep', async () => {
    await put('1/2/3/4/5/model_index.json', '1/2/3/4/other/6/model_index.json');
    assert.deepEqual(await found(), ['1/2/3/4/5']);
  });

  it('stops when nobody wants to know any more', async () => {
    await put('a/model_index.json');
    assert.deepEqual(await findModelFolders(folder(), [], AbortSignal.abort()), []);
  });
});
