import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { ImageDigests } from '../../../../src/engine/store/digests/image-digests.ts';
import { StoreFiles } from '../../../../src/engine/store/store-files.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

describe('ImageDigests', () => {
  let workspace: TemporaryWorkspace;
  let files: StoreFiles;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    files = new StoreFiles(workspace.settings.store);
  });

  afterEach(() => workspace.remove());

  const image = (name: string, stamp = '1') => ({ file: path.join(workspace.folder, name), stamp });
  const saved = async (...names: readonly string[]) => {
    const digests = new ImageDigests(files);
    for (const name of names) await digests.add(image(name), digestOf(name));
    await digests.save();
  };
  const kept = () => readdir(path.join(workspace.settings.store, 'cache/digests'));

  it('remembers from one process to the next, as long as a file stays as it is', async () => {
    await saved('shirt/a.png', 'shirt/b.png', 'sneaker/a.png');
    const digests = new ImageDigests(files);
    assert.equal(await digests.find(image('shirt/a.png')), digestOf('shirt/a.png'));
    assert.equal(await digests.find(image('sneaker/a.png')), digestOf('sneaker/a.png'));
    assert.equal(await digests.find(image('shirt/a.png', '2')), undefined);
    assert.equal(await digests.find(image('shirt/c.png')), undefined);
    assert.equal((await kept()).filter((name) => name.endsWith('.json')).length, 2, 'a file for each folder');
  });

  it('knows what was added before it is written, and adds to what was', async () => {
    await saved('shirt/a.png');
    const digests = new ImageDigests(files);
    await digests.add(image('shirt/b.png'), digestOf('b'));
    assert.equal(await digests.find(image('shirt/b.png')), digestOf('b'));
    await digests.save();
    assert.equal(await new ImageDigests(files).find(image('shirt/a.png')), digestOf('shirt/a.png'));
  });

  it('takes what is damaged, or no digest, for nothing', async () => {
    await saved('shirt/a.png');
    const [name = ''] = (await kept()).filter((one) => one.endsWith('.json'));
    const file = path.join(workspace.settings.store, 'cache/digests', name);
    for (const text of [
      '',
      'null',
      '{"version":1}',
      '{"version":9,"names":[["a.png",["1","x"]]]}',
      '{"version":1,"names":[["a.png",["1","../../etc"]],["a.png"],null,[1,2]]}',
    ]) {
      await writeFile(file, text);
      assert.equal(await new ImageDigests(files).find(image('shirt/a.png')), undefined, text);
    }
  });
});
