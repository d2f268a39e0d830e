import assert from 'node:assert/strict';
import { appendFile, mkdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { CacheKeeper } from '../../../../src/engine/store/cleaning/cache-keeper.ts';
import type { CacheFile } from '../../../../src/engine/store/cleaning/cache-listing.ts';
import { filesToEvict } from '../../../../src/engine/store/cleaning/eviction-order.ts';
import { heldDigests } from '../../../../src/engine/store/cleaning/held-digests.ts';
import { ImageStore } from '../../../../src/engine/store/image-store.ts';
import { StoreFiles, type StorePath } from '../../../../src/engine/store/store-files.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { span } from '../../support/plans.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const origin = {
  prompt: 'a shirt',
  negative: '',
  emphasis: 'none',
  seed: 7,
  settings: { steps: 4, scheduler: 'ddim', guidance: 3, width: 64, height: 64 },
  model: digestOf('model'),
  source: span,
} as const;

const day = 24 * 60 * 60_000;

describe('CacheKeeper', () => {
  const workspace = temporaryFolder();
  let files: StoreFiles;
  let images: ImageStore;

  beforeEach(() => {
    files = new StoreFiles(path.join(workspace(), '.vlprompt'), workspace());
    images = new ImageStore(files);
  });

  const keeper = (limit?: number) =>
    new CacheKeeper(files, { workspace: workspace(), ...(limit !== undefined && { limit }) });

  /** Keeps a picture of 10 000 bytes that was last used so many days ago. */
  async function keepImage(name: string, days: number): Promise<string> {
    const png = Buffer.alloc(10_000, name);
    const { file, hash } = await images.keep(digestOf(name), png, origin);
    await age(file, days);
    return hash;
  }

  async function keepLatents(name: string, days: number): Promise<void> {
    const file: StorePath = `cache/latents/${digestOf(name).slice(0, 2)}/${digestOf(name)}.vlpn`;
    await files.write(file, Buffer.alloc(1000));
    await age(files.absolute(file), days);
  }

  async function age(file: string, days: number): Promise<void> {
    const then = new Date(Date.now() - days * day);
    await utimes(file, then, then);
  }

  async function write(name: string, text: string): Promise<void> {
    const file = path.join(workspace(), name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  const isThere = (name: string) => new ImageStore(files).find(digestOf(name)) !== undefined;

  const there = (...names: readonly string[]) => names.filter(isThere);

  it('says what is kept, by stage', async () => {
    await keepImage('a', 1);
    const held = await keepImage('b', 1);
    await keepLatents('a', 1);
    await write('reviews/ada.jsonl', `{"image":"${held}"}\n`);
    const { stages, bytes, limit, held: heldBytes, folder } = await keeper(1e9).status();
    assert.deepEqual(
      new Map(stages.map(({ stage, files: count }) => [stage, count])),
      new Map([
        ['images', 2],
        ['index', 2],
        ['latents', 1],
      ]),
    );
    assert.equal(stages[0]?.stage, 'images');
    assert.equal(
      bytes,
      stages.reduce((sum, stage) => sum + stage.bytes, 0),
    );
    assert.deepEqual([limit, heldBytes, path.basename(folder)], [1e9, 10_000, 'cache']);
  });

  it('says that there is nothing, and makes nothing by looking', async () => {
    assert.deepEqual(await keeper().status(), { folder: files.absolute('cache/.'), stages: [], bytes: 0, held: 0 });
    await assert.rejects(stat(path.join(workspace(), '.vlprompt')));
  });

  it('removes the longest unused until enough is free, with their entries in the index', async () => {
    for (const [i, name] of ['a', 'b', 'c', 'd'].entries()) await keepImage(name, 10 - i);
    await keepLatents('old', 20);
    const { removed, status } = await keeper().clean(25_000);
    assert.deepEqual(there('a', 'b', 'c', 'd'), ['c', 'd']);
    assert.equal(removed.files, 1 + 2 + 2);
    assert.ok(status.bytes <= 25_000);
    assert.equal(status.stages.find(({ stage }) => stage === 'index')?.files, 2);
  });

  it('keeps what journals, decisions, releases and lock files refer to, whatever the size', async () => {
    const [run, decision, release, lock] = [
      await keepImage('run', 50),
      await keepImage('decision', 50),
      await keepImage('release', 50),
      await keepImage('lock', 50),
    ];
    await keepImage('nobody', 0);
    await files.append('runs/20260101T000000.jsonl', `{"kind":"image","hash":"${run}"}\n`);
    await write('reviews/team/bob.jsonl', `{"at":"x","image":"${decision}"}\n{"torn`);
    await write('releases/1.0.0/manifest.json', JSON.stringify({ images: [release] }));
    await write('dataset.lock', lock);
    await keeper().clean(0);
    assert.deepEqual(there('run', 'decision', 'release', 'lock', 'nobody'), ['run', 'decision', 'release', 'lock']);
  });

  it('removes nothing when it cannot be read what is referred to', async () => {
    await keepImage('a', 50);
    await symlink('reviews', path.join(workspace(), 'reviews')); // It leads to itself.
    await assert.rejects(keeper().clean(0));
    await keeper(1).keepWithin();
    assert.deepEqual(there('a'), ['a']);
  });

  it('neither walks nor reads what a workspace’s links lead to', async () => {
    const hash = await keepImage('a', 50);
    const elsewhere = path.join(path.dirname(workspace()), 'elsewhere-of-cache-keeper');
    await mkdir(elsewhere);
    try {
      await writeFile(path.join(elsewhere, 'all.jsonl'), hash);
      await symlink(elsewhere, path.join(workspace(), 'releases'));
      await assert.rejects(keeper().clean(0), (error) => Failure.is(error, 'path-outside-workspace'));
      assert.deepEqual(there('a'), ['a']);
      await rm(path.join(workspace(), 'releases'));
      await symlink(elsewhere, path.join(files.root, 'runs'));
      assert.equal((await keeper().status()).held, 0);
      await rm(path.join(files.root, 'cache'), { recursive: true });
      await mkdir(path.join(elsewhere, 'objects'));
      await writeFile(path.join(elsewhere, 'objects/precious.png'), 'precious');
      await symlink(elsewhere, path.join(files.root, 'cache'));
      assert.equal((await keeper().clean(0)).status.bytes, 0);
      assert.equal((await stat(path.join(elsewhere, 'objects/precious.png'))).size, 8);
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });

  it('keeps within its size by itself, with some room, and spares what was just used', async () => {
    for (const [i, name] of ['a', 'b', 'c', 'd'].entries()) await keepImage(name, 10 - i);
    await keepImage('now', 0);
    await keeper(100_000).keepWithin();
    assert.equal(there('a', 'b', 'c', 'd', 'now').length, 5, 'it is not too large');
    const small = keeper(40_000);
    await small.keepWithin();
    assert.deepEqual(there('a', 'b', 'c', 'd', 'now'), ['c', 'd', 'now']);
    await keeper(1).keepWithin();
    assert.deepEqual(there('a', 'b', 'c', 'd', 'now'), ['now']);
  });

  it('looks through the cache again only when much was written', async () => {
    const small = keeper(45_000);
    for (const [i, name] of ['a', 'b', 'c', 'd'].entries()) await keepImage(name, 10 - i);
    await small.keepWithin();
    await writeFile(path.join(files.root, 'cache/objects/others.bin'), Buffer.alloc(10_000));
    await small.keepWithin();
    assert.deepEqual(there('a', 'b', 'c', 'd'), ['a', 'b', 'c', 'd'], 'who adds looks');
    await keepImage('e', 5);
    await small.keepWithin();
    assert.deepEqual(there('a', 'b', 'c', 'd', 'e'), ['d', 'e']);
  });

  it('takes times that are yet to come for those of files that nobody has used since the clock was set back', async () => {
    await keepImage('yesterday', 1);
    await keepImage('future', -30);
    await keeper(25_000).keepWithin();
    assert.deepEqual(there('yesterday', 'future'), ['yesterday', 'future']);
    await keeper(15_000).keepWithin();
    assert.deepEqual(there('yesterday', 'future'), ['yesterday']);
  });

  it('leaves what somebody uses while it is at work', async () => {
    await keepImage('first', 20);
    const hash = await keepImage('used', 10);
    const object = files.absolute(`cache/objects/${hash.slice(0, 2)}/${hash}.png`);
    const busy = new (class extends StoreFiles {
      override async remove(file: StorePath): Promise<void> {
        await super.remove(file);
        await utimes(object, new Date(), new Date());
      }
    })(files.root, workspace());
    await new CacheKeeper(busy, { workspace: workspace() }).clean(0);
    assert.deepEqual(there('first', 'used'), ['used']);
  });

  it('bears two at once, and files that vanish', async () => {
    for (let i = 0; i < 60; i++) await keepImage(`image ${i}`, 60 - i);
    const both = [keeper().clean(200_000), keeper().clean(200_000)];
    const hash = digestOf(Buffer.alloc(10_000, 'image 3'));
    await rm(files.absolute(`cache/objects/${hash.slice(0, 2)}/${hash}.png`), { force: true });
    await Promise.all(both);
    const names = Array.from({ length: 60 }, (_, i) => `image ${i}`);
    const left = there(...names);
    assert.deepEqual(left, names.slice(-left.length), 'the newest stay');
    assert.ok(left.length >= 15 && left.length < 20, `${left.length}`);
    assert.equal((await keeper().status()).stages.find(({ stage }) => stage === 'index')?.files, left.length);
  });

  it('follows no link out of the store, and knows what others put into the cache', async () => {
    const elsewhere = path.join(workspace(), 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(path.join(elsewhere, 'precious.png'), 'precious');
    await keepImage('a', 1);
    await symlink(elsewhere, path.join(files.root, 'cache/latents'));
    await symlink(path.join(elsewhere, 'precious.png'), path.join(files.root, 'cache/objects/link.png'));
    await mkdir(path.join(files.root, 'cache/theirs'));
    await writeFile(path.join(files.root, 'cache/theirs/file.bin'), 'theirs');
    assert.equal((await keeper().status()).stages.find(({ stage }) => stage === 'other')?.files, 1);
    const { status } = await keeper().clean(0);
    assert.equal(status.bytes, 0);
    assert.equal((await stat(path.join(elsewhere, 'precious.png'))).size, 8);
  });
});

describe('what is held', () => {
  const workspace = temporaryFolder();

  it('is every digest of a file, wherever its pieces are torn', async () => {
    const digests = Array.from({ length: 12_000 }, (_, i) => digestOf(String(i)));
    const files = new StoreFiles(path.join(workspace(), '.vlprompt'), workspace());
    await files.append('runs/a.jsonl', digests.map((one, i) => `{"n":${i},"hash":"${one}"}`).join('\n'));
    await appendFile(path.join(files.root, 'runs/a.jsonl'), '\0\xff torn');
    assert.deepEqual(await heldDigests(files, workspace()), new Set(digests));
  });
});

describe('the order of eviction', () => {
  const now = 1_000_000;
  const file = fc.record<CacheFile>({
    path: fc.nat(1e6).map((n) => `cache/objects/${n}` as const),
    stage: fc.constantFrom('images', 'index', 'latents', 'words', 'embeddings', 'scores', 'other'),
    name: fc.constantFrom('held', 'free'),
    size: fc.nat(1000),
    used: fc.nat(2 * now),
  });

  it('takes no more than it must, the longest unused first, and nothing that is held or spared', () => {
    fc.assert(
      fc.property(fc.array(file), fc.nat(20_000), fc.nat(now), (files, to, spared) => {
        const wish = { to, held: new Set(['held']), spared, now };
        const chosen = filesToEvict(files, wish);
        const total = files.reduce((sum, { size }) => sum + size, 0);
        const freed = chosen.reduce((sum, { size }) => sum + size, 0);
        const mayGo = files.filter(
          ({ name, stage, used }) => name === 'free' && stage !== 'index' && (used > now || now - used >= spared),
        );
        assert.ok(chosen.every((one) => mayGo.includes(one)));
        assert.ok(total - freed <= to || chosen.length === mayGo.length);
        assert.ok(chosen.length === 0 || total - freed + chosen.at(-1)!.size > to);
        const rank = ({ used }: CacheFile) => (used > now ? used - 3 * now : used);
        const stays = mayGo.filter((one) => !chosen.includes(one));
        assert.ok(stays.every((one) => chosen.every((gone) => rank(gone) <= rank(one))));
        assert.deepEqual(filesToEvict(files.toReversed(), wish).map(rank), chosen.map(rank));
      }),
    );
  });
});
