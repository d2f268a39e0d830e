import assert from 'node:assert/strict';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { exportCuration } from '../../../../src/engine/datasets/releases/export-curation.ts';
import { materialiseRelease } from '../../../../src/engine/datasets/releases/materialise-release.ts';
import { releaseCuration } from '../../../../src/engine/datasets/releases/release-curation.ts';
import { verifyFolder } from '../../../../src/engine/datasets/releases/verify-folder.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import type { CuratedImage } from '../../../../src/protocol/curated-set.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { imageOf, never, partsOf, pictureOf, questionOf, resultOf, type Stage, setOf } from './curated-sets.ts';

describe('a release that is made again', () => {
  const folder = temporaryFolder();
  let images: readonly CuratedImage[] = [];
  let stage: Stage;
  let release = '';

  beforeEach(async () => {
    images = await Promise.all([0, 1, 2, 3].map((number) => imageOf(folder(), { number, class: 'shirt' })));
    stage = { set: setOf(images) };
    const request = { ...questionOf(), isForced: false };
    release = (await resultOf(releaseCuration(partsOf(folder(), stage), request, never))).folder;
  });

  const materialised = (to = 'again', parts = partsOf(folder(), stage)) =>
    resultOf(materialiseRelease(parts, { folder: release, format: 'jsonl', to: path.join(folder(), to) }, never));
  const verified = (place = release) => resultOf(verifyFolder(partsOf(folder(), stage), place, never));
  const refused = (work: Promise<unknown>, sentence: RegExp) =>
    assert.rejects(work, (error: unknown) => Failure.is(error, 'release-damaged') && sentence.test(error.message));

  it('is the very export of the set that was released', async () => {
    const exports = [{ format: 'jsonl', path: 'out' } as const];
    const request = { ...questionOf(), exports, replaces: false };
    const exported = await resultOf(exportCuration(partsOf(folder(), stage), request, never));
    const made = await materialised();
    assert.deepEqual([exported.version, made.version], ['1.0.0', '1.0.0']);
    assert.equal(made.export.digest, exported.exports[0]?.digest);
    assert.equal(made.drawn, 0);
  });

  it('draws by nothing that is no recipe, though its checksum is right', async () => {
    const file = path.join(release, 'recipes.json');
    const sums = await readFile(path.join(release, 'checksums.txt'), 'utf8');
    const before = digestOf(await readFile(file));
    for (const text of ['[{}]', '[null]', '{}', 'no JSON', '[{"name": "__proto__", "cells": 3}]']) {
      await writeFile(file, text);
      await writeFile(path.join(release, 'checksums.txt'), sums.replace(before, digestOf(text)));
      await refused(materialised(), /recipes\.json is not as it was/);
    }
  });

  it('is not read through links, which may lead to what never ends', async () => {
    for (const name of ['recipes.json', 'manifest.jsonl', 'release.json', 'checksums.txt']) {
      const file = path.join(release, name);
      const bytes = await readFile(file);
      await rm(file);
      await symlink('/dev/zero', file);
      await assert.rejects(
        materialised(),
        (error) => Failure.is(error, 'release-damaged') || Failure.is(error, 'release-missing'),
        name,
      );
      const check = await verified().catch((error: unknown) => error);
      assert.ok(
        Failure.is(check, 'release-missing') || (check as { problems: readonly string[] }).problems.length > 0,
        name,
      );
      await rm(file);
      await writeFile(file, bytes);
    }
    assert.deepEqual((await verified()).problems, []);
  });

  it('is drawn again where it is gone, and no more than that', async () => {
    const { digest } = (await materialised('whole')).export;
    for (const { file } of images.slice(2)) await rm(file);
    const parts = partsOf(folder(), stage);
    const made = await materialised('again', parts);
    assert.deepEqual([made.drawn, made.export.digest, parts.drawn], [2, digest, [2, 3]]);
  });

  it('takes the same pixels in another file, and says so', async () => {
    const [image] = images;
    await rm(image?.file ?? '');
    stage.draws = async (seed) =>
      sharp(await pictureOf(seed))
        .png({ compressionLevel: 0 })
        .toBuffer();
    const { notes, drawn } = await materialised();
    assert.deepEqual([drawn, notes], [1, ['1 image drawn again show the same pixels in another file.']]);
  });

  it('fails when other pixels are drawn, and leaves nothing', async () => {
    await rm(images[1]?.file ?? '');
    stage.draws = async (seed) => pictureOf(seed + 100);
    await refused(materialised(), /shows other pixels/);
    assert.equal((await readdir(folder())).includes('again'), false);
  });

  it('fails before anything is drawn when the model is another one', async () => {
    await rm(images[1]?.file ?? '');
    stage.painter = 'e'.repeat(64);
    const parts = partsOf(folder(), stage);
    await refused(materialised('again', parts), /the model starter\/diffusion has other files/);
    assert.deepEqual(parts.drawn, []);
  });

  it('does not draw what is real', async () => {
    const { key: _, ...real } = await imageOf(folder(), { number: 9, class: 'boot', more: { isDrawn: false } });
    stage.set = setOf([...images, real]);
    const request = { ...questionOf(), isForced: false };
    release = (await resultOf(releaseCuration(partsOf(folder(), stage), request, never))).folder;
    await rm(real.file);
    await refused(materialised(), /is a real image, and it is not here any more/);
  });

  it('is sound as long as nothing was touched', async () => {
    const { problems, ...check } = await verified();
    assert.deepEqual(problems, []);
    assert.deepEqual(check, { kind: 'release', name: 'train', version: '1.0.0', images: 4, sound: 4 });
    await materialised();
    assert.deepEqual((await verified(path.join(folder(), 'again'))).problems, []);
  });

  it('says what is wrong with each image', async () => {
    const [gone, changed] = images;
    await rm(gone?.file ?? '');
    await writeFile(changed?.file ?? '', await pictureOf(50));
    const { problems, sound } = await verified();
    assert.equal(sound, 2);
    assert.match(problems.join('\n'), /is not here; `vlprompt curate materialise` makes it again/);
    assert.match(problems.join('\n'), /has changed since the release was made/);
  });

  it('says what is wrong with its own files, and with those of an export', async () => {
    await materialised();
    for (const [place, file] of [
      [release, 'release.json'],
      [path.join(folder(), 'again'), 'data.jsonl'],
    ] as const) {
      await writeFile(path.join(place, file), `${await readFile(path.join(place, file), 'utf8')} `);
      assert.deepEqual((await verified(place)).problems, [`${file} has changed.`]);
      await rm(path.join(place, file));
    }
    await assert.rejects(verified(folder()), (error: unknown) => Failure.is(error, 'release-missing'));
  });
});
