import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createAlbum } from '../../src/reports/album.ts';

const png = Buffer.from('\x89PNG\r\n\x1a\n0123456789', 'latin1');

describe('createAlbum', () => {
  let folder = '';
  const file = async (name: string, content: Buffer | string) => {
    const target = path.join(folder, name);
    await writeFile(target, content);
    return target;
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-album-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('carries a picture whole', async () => {
    const picture = await file('a.png', png);
    const album = await createAlbum([picture], [folder]);
    assert.equal(album.addressOf(picture), `data:image/png;base64,${png.toString('base64')}`);
  });

  it('knows a picture by its bytes, not by its name', async () => {
    const [script, jpeg] = [
      await file('a.png', '<svg onload="x">'),
      await file('b.png', Buffer.from('\xff\xd8\xff\xe0', 'latin1')),
    ];
    const album = await createAlbum([script, jpeg], [folder]);
    assert.equal(album.addressOf(script), undefined);
    assert.match(album.addressOf(jpeg) ?? '', /^data:image\/jpeg;/u);
  });

  it('leaves out what is too large and counts it', async () => {
    const files = [await file('a.png', png), await file('b.png', png), await file('c.png', Buffer.concat([png, png]))];
    const album = await createAlbum(files, [folder], { picture: 20, album: 30 });
    assert.deepEqual(
      files.map((name) => album.addressOf(name) !== undefined),
      [true, false, false],
    );
    assert.equal(album.omitted, 2);
  });

  it('carries none that lies elsewhere, nor one behind a link that leads out', async () => {
    await mkdir(path.join(folder, 'workspace'));
    const secret = await file('secret.png', png);
    const own = await file('workspace/..own.png', png);
    const link = path.join(folder, 'workspace/link.png');
    await symlink(secret, link);
    const around = path.join(folder, 'workspace/../secret.png');
    const album = await createAlbum([own, secret, link, around], [path.join(folder, 'workspace')]);
    assert.deepEqual(
      [own, secret, link, around].map((name) => album.addressOf(name) !== undefined),
      [true, false, false, false],
    );
  });

  it('bears files that are gone', async () => {
    const album = await createAlbum([path.join(folder, 'gone.png'), folder], [folder]);
    assert.equal(album.omitted, 0);
  });
});
