import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rememberDigestsIn, rememberedDigest, rememberedFigure } from '../../../src/engine/files/digest-memory.ts';
import { fileDigest } from '../../../src/engine/files/file-digest.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const hashed = (content: string) => createHash('sha256').update(content).digest('hex');

describe('the digest of a file', () => {
  const folder = temporaryFolder();

  it('is of its content as it is now', async () => {
    const file = join(folder(), 'model.onnx');
    await writeFile(file, 'one');
    assert.equal(await fileDigest(file), hashed('one'));
    const before = new Date(1e12);
    await writeFile(file, 'two');
    await utimes(file, before, before);
    assert.equal(await fileDigest(file), hashed('two'));
    await writeFile(file, 'six');
    await utimes(file, before, before);
    assert.equal(await fileDigest(file), hashed('six'), 'of the same size and time');
  });
});

describe('digests of large files', () => {
  const folder = temporaryFolder();
  const stamp = { size: 1n << 30n, mtimeNs: 1n, ctimeNs: 2n, ino: 3n };
  const digests = () => join(folder(), 'digests');
  let asked = 0;
  const remembered = (change: Partial<typeof stamp> = {}, content = 'weights') =>
    rememberedDigest('/models/unet', { ...stamp, ...change }, async () => {
      asked += 1;
      return hashed(content);
    });

  beforeEach(() => {
    asked = 0;
    rememberDigestsIn(digests());
  });

  after(() => rememberDigestsIn(undefined));

  it('are read once, until anything about the file changes', async () => {
    assert.equal(await remembered(), hashed('weights'));
    assert.equal(await remembered(), hashed('weights'));
    assert.equal(asked, 1);
    for (const change of [{ size: 2n << 30n }, { mtimeNs: 9n }, { ctimeNs: 9n }, { ino: 9n }])
      assert.equal(await remembered(change, 'others'), hashed('others'));
    assert.equal(asked, 5);
  });

  it('are computed again when what was remembered is damaged', async () => {
    await remembered();
    const [name] = await readdir(digests());
    await writeFile(join(digests(), name!), 'no digest');
    assert.equal(await remembered(), hashed('weights'));
    assert.equal(await readFile(join(digests(), name!), 'utf8'), hashed('weights'));
  });

  it('are computed where nothing can be written', async () => {
    await writeFile(digests(), 'a file in place of the folder');
    assert.equal(await remembered(), hashed('weights'));
    await rm(digests());
  });

  it('are not kept of small files, nor when computing failed', async () => {
    await remembered({ size: 1000n });
    const failing = rememberedDigest('/models/vae', stamp, () => Promise.reject(new Error('unreadable')));
    await assert.rejects(failing, /unreadable/);
    await assert.rejects(readdir(digests()), { code: 'ENOENT' });
  });
});

describe('figures that gigabytes are opened for', () => {
  const folder = temporaryFolder();

  beforeEach(() => rememberDigestsIn(join(folder(), 'digests')));
  after(() => rememberDigestsIn(undefined));

  const never = () => Promise.reject(new Error('It is known.'));

  it('are found once, to the last digit, and so is that there is none', async () => {
    assert.equal(await rememberedFigure('scale of one', async () => 1 / 3), 1 / 3);
    assert.equal(await rememberedFigure('scale of one', never), 1 / 3);
    assert.equal(await rememberedFigure('scale of two', async () => undefined), undefined);
    assert.equal(await rememberedFigure('scale of two', never), undefined);
  });

  it('are found again when what was kept is damaged, or finding failed', async () => {
    await assert.rejects(rememberedFigure('scale', never));
    await rememberedFigure('scale', async () => 14);
    const [name] = await readdir(join(folder(), 'digests'));
    await writeFile(join(folder(), 'digests', name!), 'fourteen');
    assert.equal(await rememberedFigure('scale', async () => 15), 15);
  });
});
