import assert from 'node:assert/strict';
import {
  appendFile,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { digestOf } from '../../../src/engine/files/digest.ts';
import { ImageStore } from '../../../src/engine/store/image-store.ts';
import { StoreFiles } from '../../../src/engine/store/store-files.ts';
import { span } from '../support/plans.ts';

const origin = {
  prompt: 'a photo of a shirt',
  negative: '',
  emphasis: 'none',
  seed: 7,
  settings: { steps: 4, scheduler: 'ddim', guidance: 3, width: 64, height: 64 },
  model: digestOf('model'),
  source: span,
} as const;

const key = digestOf('key');
const png = new TextEncoder().encode('the bytes of a picture');

describe('ImageStore', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-store-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = () => new ImageStore(new StoreFiles(folder));

  it('finds what was kept, also from another process', async () => {
    const kept = await open().keep(key, png, origin);
    assert.equal(kept.hash, digestOf(png));
    assert.deepEqual(new Uint8Array(await readFile(kept.file)), png);
    assert.deepEqual(await open().find(key), kept);
    assert.deepEqual(await open().findWhole(key), kept);
    assert.equal(await open().find(digestOf('another')), undefined);
  });

  it('keeps equal pictures once', async () => {
    const store = open();
    const first = await store.keep(key, png, origin);
    const second = await store.keep(digestOf('another'), png, { ...origin, seed: 8 });
    assert.equal(first.file, second.file);
  });

  it('writes down how the picture came about', async () => {
    await open().keep(key, png, origin);
    const text = await readFile(path.join(folder, 'cache/keys', key.slice(0, 2), `${key}.json`), 'utf8');
    const { seal, ...entry } = JSON.parse(text);
    assert.deepEqual(entry, { hash: digestOf(png), bytes: png.length, ...origin });
    assert.equal(seal, digestOf(`${key}\n${JSON.stringify(entry)}`));
  });

  it('notices an entry in which anything was changed', async () => {
    await open().keep(key, png, origin);
    const file = path.join(folder, 'cache/keys', key.slice(0, 2), `${key}.json`);
    const bytes = await readFile(file);
    for (const [i] of bytes.subarray(0, -1).entries()) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1;
      await writeFile(file, changed);
      assert.equal(open().find(key), undefined, `byte ${i} changed`);
      await writeFile(file, bytes.subarray(0, i));
      assert.equal(open().find(key), undefined, `cut at ${i}`);
    }
    const another = digestOf('another');
    await open().keep(another, new TextEncoder().encode('of another'), origin);
    await writeFile(file, await readFile(path.join(folder, 'cache/keys', another.slice(0, 2), `${another}.json`)));
    assert.equal(open().find(key), undefined, 'exchanged for another');
    await writeFile(file, bytes);
    assert.notEqual(open().find(key), undefined);
  });

  it('sees what another process removes, adds, and damages after it was looked at', async () => {
    const [mine, theirs] = [open(), open()];
    const { file } = await mine.keep(key, png, origin);
    assert.notEqual(await theirs.findWhole(key), undefined);
    await rm(file);
    assert.deepEqual([mine.find(key), await theirs.findWhole(key)], [undefined, undefined]);
    await theirs.keep(key, png, origin);
    assert.notEqual(mine.find(key), undefined);
    await writeFile(file, 'THE BYTES OF A PICTURE');
    await utimes(file, 1, 1);
    assert.equal(await theirs.findWhole(key), undefined, 'it was whole once');
  });

  it('finds an image by its hash alone', async () => {
    const kept = await open().keep(key, png, origin);
    assert.deepEqual(open().findByHash(kept.hash), kept);
    assert.equal(open().findByHash(digestOf('another')), undefined);
    assert.equal(open().findByHash('../../../etc/passwd'), undefined);
  });

  it('changes nothing behind a link', async () => {
    const { file, hash } = await open().keep(key, png, origin);
    const objects = path.join(folder, 'cache/objects');
    await rename(objects, path.join(folder, 'elsewhere'));
    await symlink(path.join(folder, 'elsewhere'), objects);
    await utimes(file, 1000, 1000);
    assert.equal((await open().findWhole(key))?.hash, hash);
    assert.equal((await stat(file)).mtimeMs, 1_000_000);
  });

  it('takes a look-up for no use of an image, and a run for one, whatever clock it was made by', async () => {
    const { file } = await open().keep(key, png, origin);
    for (const seconds of [1_000_000_000, Date.now() / 1000 + 1_000_000]) {
      await utimes(file, seconds, seconds);
      open().find(key);
      assert.equal(Math.round((await stat(file)).mtimeMs / 1000), Math.round(seconds));
      await open().findWhole(key);
      assert.ok(Math.abs((await stat(file)).mtimeMs - Date.now()) < 60_000);
    }
  });

  it('takes a truncated file for missing', async () => {
    const { file } = await open().keep(key, png, origin);
    await truncate(file, 5);
    assert.equal(await open().find(key), undefined);
    assert.equal(await open().findWhole(key), undefined);
  });

  it('notices a damaged file of the right size when it looks closely, and repairs it', async () => {
    const { file } = await open().keep(key, png, origin);
    await writeFile(file, 'THE BYTES OF A PICTURE');
    assert.notEqual(await open().find(key), undefined, 'a quick look does not read');
    assert.equal(await open().findWhole(key), undefined);
    await open().keep(key, png, origin);
    assert.notEqual(await open().findWhole(key), undefined);
  });

  it('takes a missing file, and an index entry that is none, for missing', async () => {
    const store = open();
    const { file } = await store.keep(key, png, origin);
    await rm(file);
    assert.equal(await store.find(key), undefined);
    const entry = path.join(folder, 'cache/keys', key.slice(0, 2), `${key}.json`);
    for (const text of ['', '{"hash":', 'null', '[]', '{"hash":"../../../../etc/passwd","bytes":1}', '{"bytes":3}']) {
      await writeFile(entry, text);
      assert.equal(await store.findWhole(key), undefined, text);
    }
    await appendFile(entry, '\0\0\0');
    assert.equal(await store.find(key), undefined);
  });
});
