import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { diffReleases, listReleases } from '../../../../src/engine/datasets/releases/diff-releases.ts';
import { releaseCuration } from '../../../../src/engine/datasets/releases/release-curation.ts';
import { readRelease, readReleaseOf } from '../../../../src/engine/datasets/releases/release-folder.ts';
import { heldDigests } from '../../../../src/engine/store/cleaning/held-digests.ts';
import { StoreFiles } from '../../../../src/engine/store/store-files.ts';
import type { CuratedImage } from '../../../../src/protocol/curated-set.ts';
import { Failure, type FailureCode } from '../../../../src/protocol/failure.ts';
import type { Released, ReleaseRequest } from '../../../../src/protocol/releases.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { withDyingDisk } from '../exports/dying-disk.ts';
import { curationOf, imageOf, never, partsOf, questionOf, resultOf, type Stage, setOf } from './curated-sets.ts';

describe('a release', () => {
  const folder = temporaryFolder();
  let images: readonly CuratedImage[] = [];

  beforeEach(async () => {
    const wanted = Array.from({ length: 8 }, (_, number) => ({ number, class: number % 2 ? 'boot' : 'shirt' }));
    images = await Promise.all(
      wanted.map((each) => imageOf(folder(), { ...each, split: each.number < 6 ? 'train' : 'val' })),
    );
  });

  const stageOf = (chosen: readonly CuratedImage[] = images): Stage => ({ set: setOf(chosen) });
  const released = (stage: Stage, more: Partial<ReleaseRequest> = {}): Promise<Released> =>
    resultOf(releaseCuration(partsOf(folder(), stage), { ...questionOf(), isForced: false, ...more }, never));
  const refused = (work: Promise<unknown>, code: FailureCode, sentence: RegExp) =>
    assert.rejects(work, (error: unknown) => Failure.is(error, code) && sentence.test(error.message));

  it('says what is in it, and of what it was made', async () => {
    const { version, change, folder: place } = await released(stageOf(), { note: 'for Bob' });
    assert.deepEqual([version, change], ['1.0.0', 'first']);
    assert.deepEqual((await readdir(place)).sort(), [
      'checksums.txt',
      'manifest.jsonl',
      'recipes.json',
      'release.json',
    ]);
    const { lock, images: listed, recipes } = await readRelease(place);
    assert.deepEqual(new Set(listed.map(({ id }) => id)), new Set(images.map(({ id }) => id)));
    assert.deepEqual(lock.counts, { train: { shirt: 3, boot: 3 }, val: { shirt: 1, boot: 1 } });
    assert.deepEqual([lock.note, lock.previous, lock.tool], ['for Bob', null, '1.2.3']);
    assert.deepEqual(lock.models, [
      { name: 'starter/diffusion', use: 'draws', digest: 'd'.repeat(64), licence: 'MIT' },
    ]);
    const first = listed[0];
    assert.equal(first?.columns.recipe_ref, 'garments.vlprompt#12@abcdef012345');
    assert.match(first?.file ?? '', /^\.vlprompt\/[0-9a-f]{64}\.png$/);
    // Only what the set has is drawn again.
    assert.equal(recipes[0]?.cells[0]?.images.length, 8);
    assert.equal('judging' in (recipes[0] ?? {}), false);
  });

  it('is the same bytes again, whatever the order of the images', async () => {
    const { folder: one } = await released(stageOf());
    const { folder: other } = await released(stageOf([...images].reverse()), { version: '1.0.1' });
    const manifests = await Promise.all(
      [one, other].map((place) => readFile(path.join(place, 'manifest.jsonl'), 'utf8')),
    );
    assert.equal(manifests[0], manifests[1]);
  });

  it('rises by what has changed', async () => {
    const steps: readonly (readonly [readonly CuratedImage[], string])[] = [
      [images.slice(0, 5), '1.0.0'],
      [images.slice(0, 6), '1.1.0'],
      [images.slice(0, 6).map((each, i) => (i === 2 ? { ...each, rating: 4 } : each)), '1.1.1'],
      [images.slice(0, 6).map((each, i) => (i === 2 ? { ...each, class: 'boot', drawnAs: 'shirt' } : each)), '2.0.0'],
      [images.slice(1, 6), '3.0.0'],
      [images.slice(1, 6).map((each, i) => (i === 0 ? { ...each, split: 'val' as const } : each)), '4.0.0'],
    ];
    for (const [chosen, version] of steps) assert.equal((await released(stageOf(chosen))).version, version);
    const listed = await listReleases(folder(), 'train');
    assert.deepEqual(
      listed.map((each) => [each.version, each.change]),
      [
        ['4.0.0', 'major'],
        ['3.0.0', 'major'],
        ['2.0.0', 'major'],
        ['1.1.1', 'patch'],
        ['1.1.0', 'minor'],
        ['1.0.0', 'first'],
      ],
    );
  });

  it('is not made again when nothing has changed', async () => {
    await released(stageOf());
    const again = await released(stageOf(), { commit: '999999999999' });
    assert.deepEqual([again.version, again.wasThere, again.change], ['1.0.0', true, 'none']);
    assert.deepEqual(await readdir(path.join(folder(), 'releases/train')), ['1.0.0']);
  });

  it('is refused a version that says less than has changed, and takes it when forced', async () => {
    await released(stageOf());
    const less = stageOf(images.slice(1));
    await refused(released(less, { version: '1.1.0' }), 'release-version', /needs at least 2\.0\.0/);
    await refused(released(less, { version: 'two' }), 'release-version', /is no version/);
    assert.equal((await released(less, { version: '1.0.5', isForced: true })).version, '1.0.5');
    assert.equal((await released(less, { version: '7.0.0' })).version, '7.0.0');
  });

  it('has the version of the file where that is newer, and enough', async () => {
    const question = (version: string) => ({ curation: curationOf({ about: { version } }) });
    assert.equal((await released(stageOf(images.slice(1)), question('3.1.0'))).version, '3.1.0');
    assert.equal((await released(stageOf(), question('3.1.0'))).version, '3.2.0');
    await refused(released(stageOf(images.slice(1)), question('3.3.0')), 'release-version', /needs at least 4\.0\.0/);
  });

  it('is never written over', async () => {
    const { folder: place } = await released(stageOf());
    const before = await readFile(path.join(place, 'checksums.txt'), 'utf8');
    await refused(
      released(stageOf(images.slice(1)), { version: '1.0.0', isForced: true }),
      'release-exists',
      /1\.0\.0/,
    );
    assert.equal(await readFile(path.join(place, 'checksums.txt'), 'utf8'), before);
  });

  it('is not read when somebody changed it', async () => {
    const { folder: place } = await released(stageOf());
    const file = path.join(place, 'manifest.jsonl');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"class":"boot"', '"class":"shirt"'));
    await refused(readRelease(place), 'release-damaged', /manifest\.jsonl/);
    await refused(released(stageOf(images.slice(1))), 'release-damaged', /version control/);
  });

  it('is missing where there is none', async () => {
    await refused(readReleaseOf(folder(), 'train', '1.0.0'), 'release-missing', /There is no release 1\.0\.0 of train/);
    await refused(readReleaseOf(folder(), 'train', '../../x'), 'release-missing', /./);
    await refused(readRelease(folder()), 'release-missing', /./);
  });

  it('has no image on both sides of a border, unless that is allowed', async () => {
    const leak = { kind: 'near-duplicate', file: '/a.png', other: '/b.png', side: 'train', otherSide: 'val' } as const;
    const stage: Stage = { set: setOf(images, { leaks: [leak] }) };
    await refused(released(stage), 'data-leak', /train leaks: 1 pair of images.*a\.png \(train\).*b\.png \(val\)/s);
    const { notes } = await released(stage, { allowsLeaks: true });
    assert.match(notes.join('\n'), /which was allowed/);
  });

  it('holds its images in the cache', async () => {
    await released(stageOf());
    const held = await heldDigests(new StoreFiles(path.join(folder(), '.vlprompt'), folder()), folder());
    for (const { hash } of images) assert.ok(held.has(hash));
  });

  it('is all there or not, wherever the disk dies, and is made the next time', async function () {
    this.timeout(60_000);
    await mkdir(path.join(folder(), 'releases/train'), { recursive: true });
    for (let changes = 0; ; changes++) {
      const isDone = await withDyingDisk(changes, () => released(stageOf(), { version: `1.0.${changes}` }));
      const there = (await readdir(path.join(folder(), 'releases/train'))).includes(`1.0.${changes}`);
      if (there) await readReleaseOf(folder(), 'train', `1.0.${changes}`);
      else assert.equal((await released(stageOf(), { version: `1.0.${changes}` })).version, `1.0.${changes}`);
      if (!isDone) continue;
      assert.ok(changes > 20, `only ${changes} changes were tried`);
      break;
    }
    // What was left half-written is gone with the next release.
    await released(stageOf(images.slice(1)));
    const names = await readdir(path.join(folder(), 'releases/train'));
    assert.deepEqual(
      names.filter((name) => name.endsWith('.partial')),
      [],
    );
  });

  it('is compared with another one, and with the set as it is now', async () => {
    await released(stageOf(images.slice(0, 5)));
    await released(stageOf(images.slice(1, 6)));
    const stage = stageOf(images.slice(1).map((each, i) => (i === 0 ? { ...each, class: 'shirt' } : each)));
    const parts = partsOf(folder(), stage);
    const between = await resultOf(diffReleases(parts, { ...questionOf(), before: '1.0.0', after: '2.0.0' }, never));
    assert.deepEqual(between.counts, { added: 1, removed: 1, relabelled: 0, moved: 0, same: 4 });
    assert.equal(between.removed[0]?.file, images[0]?.file);
    const now = await resultOf(diffReleases(parts, questionOf(), never));
    assert.deepEqual([now.before, now.after], ['2.0.0', null]);
    assert.deepEqual(now.counts, { added: 2, removed: 0, relabelled: 1, moved: 0, same: 4 });
    assert.deepEqual(
      now.relabelled.map(({ before, after }) => [before.class, after.class, after.seed]),
      [['boot', 'shirt', 1]],
    );
  });
});
