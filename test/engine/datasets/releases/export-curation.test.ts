import assert from 'node:assert/strict';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportCuration } from '../../../../src/engine/datasets/releases/export-curation.ts';
import { releaseCuration } from '../../../../src/engine/datasets/releases/release-curation.ts';
import type { CuratedImage } from '../../../../src/protocol/curated-set.ts';
import type { CurationSample } from '../../../../src/protocol/curation.ts';
import { Failure, type FailureCode } from '../../../../src/protocol/failure.ts';
import type { CurationExported, CurationExportRequest } from '../../../../src/protocol/releases.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import {
  curationOf,
  imageOf,
  never,
  noState,
  partsOf,
  questionOf,
  resultOf,
  type Stage,
  setOf,
} from './curated-sets.ts';

describe('a curation that is exported', () => {
  const folder = temporaryFolder();
  let images: readonly CuratedImage[] = [];

  beforeEach(async () => {
    const kept: Partial<CuratedImage> = { by: 'decision', reviewers: ['Ann', 'Bob'], rating: 4, tags: ['nice', 'red'] };
    images = await Promise.all([
      imageOf(folder(), {
        number: 0,
        class: 'shirt',
        split: 'train',
        more: { score: 0.5, margin: 0.25, predicted: 'boot' },
      }),
      imageOf(folder(), { number: 1, class: 'boot', split: 'train', more: { ...kept, drawnAs: 'shirt' } }),
      imageOf(folder(), { number: 2, class: 'boot', split: 'val' }),
    ]);
  });

  const exported = (stage: Stage, more: Partial<CurationExportRequest> = {}): Promise<CurationExported> => {
    const request = {
      ...questionOf(),
      exports: [{ format: 'jsonl', path: 'out/set' } as const],
      replaces: false,
      ...more,
    };
    return resultOf(exportCuration(partsOf(folder(), stage), request, never));
  };
  const refused = (work: Promise<unknown>, code: FailureCode, sentence: RegExp) =>
    assert.rejects(work, (error: unknown) => Failure.is(error, code) && sentence.test(error.message));
  const readJson = async (file: string) => JSON.parse(await readFile(path.join(folder(), 'out/set', file), 'utf8'));
  const card = () => readFile(path.join(folder(), 'out/set/README.md'), 'utf8');

  it('has all that is known of each image', async () => {
    await exported({ set: setOf(images) });
    const text = await readFile(path.join(folder(), 'out/set/data.jsonl'), 'utf8');
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const [boot, shirt] = rows;
    assert.deepEqual(
      [boot.label, boot.split, boot.original_label, boot.by, boot.reviewers, boot.rating, boot.tags],
      ['boot', 'train', 'shirt', 'decision', 'Ann, Bob', 4, 'nice, red'],
    );
    assert.deepEqual(
      [
        shirt.prompt,
        shirt.seed,
        shirt.steps,
        shirt.guidance,
        shirt.scheduler,
        shirt.score,
        shirt.margin,
        shirt.predicted,
      ],
      ['a shirt', 0, 20, 3, 'ddim', 0.5, 0.25, 'boot'],
    );
    assert.deepEqual([shirt.from, shirt.drawn, shirt.model], ['preview', true, 'starter/diffusion']);
    assert.deepEqual([shirt.recipe_ref, shirt.model_sha256], ['garments.vlprompt#12@abcdef012345', 'd'.repeat(64)]);
    assert.equal(shirt.rating, null);
    assert.deepEqual((await readJson('export.json')).classes, ['shirt', 'boot']);
  });

  it('says what the file says of it, and what was counted', async () => {
    const about = {
      licence: 'CC0-1.0',
      description: 'Two kinds.',
      creator: 'Us',
      limitations: 'Few.',
      published: '2026-01-02',
    };
    const rejected = { fate: 'rejected', why: ['dark', 'blurred'] } as unknown as CurationSample; // All that is read of it.
    const state = { ...noState, samples: [rejected, { ...rejected, why: ['dark'] }] };
    const kappa = { value: 0.5, n: 12, low: 0.25, high: 0.75, method: 'bootstrap' } as const;
    const agreement = { ...kappa, perClass: [{ class: 'boot', kappa }], labels: null, pairs: [] };
    const set = setOf(images, { leftOut: [{ because: 'rejected', images: 2 }] });
    const { notes } = await exported(
      { set, state: { ...state, agreement } },
      { curation: curationOf({ about, dedupe: 0.9, split: [{ name: 'train', share: 0.8 }] }) },
    );
    assert.deepEqual(notes, []);
    const croissant = await readJson('croissant.json');
    assert.deepEqual(
      [croissant.license, croissant.creator.name, croissant.datePublished],
      ['CC0-1.0', 'Us', '2026-01-02'],
    );
    assert.equal(croissant['rai:dataLimitations'], 'Few.');
    assert.equal(
      croissant['rai:dataAnnotationAnalysis'],
      "Fleiss' kappa on what to keep is 0.50, 95% interval 0.25 to 0.75, on 12 images of two reviewers or more. " +
        'Of each class: boot 0.50. Reasons of rejected images: dark 2, blurred 1.',
    );
    assert.match(await card(), /dedupe: 0\.9; split: train 80%/);
    assert.match(await card(), /others are not: rejected 2/);
  });

  it('says what nobody said, once', async () => {
    const { notes, version } = await exported({ set: setOf(images) });
    assert.equal(version, '1.0.0-draft');
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? '', /add `licence: "…"`, `creator: "…"`, `description: "…"` to `curate train`/);
    assert.match(await card(), /licence: unknown/);
  });

  it('has the version of the release that it is, else that of the file, else of a draft', async () => {
    const stage: Stage = { set: setOf(images) };
    await resultOf(releaseCuration(partsOf(folder(), stage), { ...questionOf(), isForced: false }, never));
    assert.equal((await exported(stage)).version, '1.0.0');
    stage.set = setOf(images.slice(1));
    assert.equal((await exported(stage, { replaces: true })).version, '2.0.0-draft');
    const curation = curationOf({ about: { version: '5.0.0' } });
    assert.equal((await exported(stage, { curation, replaces: true })).version, '5.0.0');
  });

  it('is written in every format that is asked for, and where somebody wants it', async () => {
    const exports = [
      { format: 'csv', path: '.' },
      { format: 'cvat', path: 'out/tasks' },
    ] as const;
    const to = path.join(folder(), 'new/and/newer');
    const result = await exported({ set: setOf(images) }, { exports, to });
    assert.deepEqual(
      result.exports.map((each) => [each.format, path.relative(folder(), each.folder), each.images]),
      [
        ['csv', 'new/and/newer', 3],
        ['cvat', 'out/tasks', 3],
      ],
    );
    await access(path.join(to, 'data.csv'));
  });

  it('replaces an earlier export when told to, and nothing else', async () => {
    await exported({ set: setOf(images) });
    const less = { set: setOf(images.slice(1)) };
    await refused(exported(less), 'export-there', /--replace/);
    assert.equal((await exported(less, { replaces: true })).exports[0]?.images, 2);
    assert.deepEqual((await readdir(path.join(folder(), 'out'))).sort(), ['set']);
    await writeFile(path.join(folder(), 'out/set/mine.txt'), 'my own');
    for (const replaces of [true, false])
      await refused(exported({ set: setOf(images) }, { replaces }), 'export-blocked', /holds something else/);
    assert.equal(await readFile(path.join(folder(), 'out/set/mine.txt'), 'utf8'), 'my own');
  });

  it('is refused with leaks, without images, and without a format', async () => {
    const leak = { kind: 'same-pixels', file: '/a.png', other: '/b.png', side: 'train', otherSide: 'val' } as const;
    const leaking = { set: setOf(images, { leaks: [leak] }) };
    await refused(exported(leaking), 'data-leak', /allow leaks/);
    assert.equal((await exported(leaking, { allowsLeaks: true })).exports.length, 1);
    await refused(exported({ set: setOf([], { missing: 3 }) }), 'export-invalid', /draw its recipes first/);
    assert.match(
      (await exported({ set: setOf(images, { missing: 3 }) }, { replaces: true })).notes.join(),
      /3 images of its recipes not drawn/,
    );
    await refused(exported({ set: setOf([]) }), 'export-invalid', /keep some images/);
    await refused(exported({ set: setOf(images) }, { exports: [] }), 'plan-invalid', /names no `export`/);
    await refused(
      exported({ set: setOf(images) }, { exports: [{ format: 'csv', path: '../x' }] }),
      'path-outside-workspace',
      /./,
    );
  });

  it('has each picture once, and a split where none is asked for', async () => {
    const [first, second] = images;
    assert.ok(first && second);
    const { split: _, ...unsplit } = first;
    const result = await exported({ set: setOf([unsplit, { ...second, id: first.id }]) });
    assert.equal(result.exports[0]?.images, 1);
    assert.match(result.notes.join('\n'), /1 image had the same pixels as another/);
    assert.deepEqual((await readJson('export.json')).counts, { train: { shirt: 1, boot: 0 } });
  });
});
