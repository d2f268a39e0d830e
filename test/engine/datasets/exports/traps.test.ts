/** @file What makes readers of each format lose or mistake images; each was met by somebody. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetSchema } from 'hyparquet';
import { parse } from 'yaml';
import type { ExportSet } from '../../../../src/engine/datasets/exports/export-set.ts';
import { folderNames } from '../../../../src/engine/datasets/exports/folder-names.ts';
import { usualLimits } from '../../../../src/engine/datasets/exports/write-export.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { exported, setOf, type Wanted } from './export-sets.ts';

const mixed: readonly Wanted[] = [
  { label: 'shirt', split: 'train', columns: { seed: 3, clip: 0.5, prompt: 'red' } },
  { label: 'test', split: 'train', columns: { clip: 1 } },
  { label: 'test', split: 'validation', columns: { seed: null, prompt: 'a train', clip: 2 } },
];

describe('traps of formats', () => {
  const folder = temporaryFolder();
  const made = (wanted: readonly Wanted[], more: Partial<ExportSet> = {}) =>
    setOf(path.join(folder(), 'sources'), wanted, more);
  const text = (name: string) => readFile(path.join(folder(), 'out', name), 'utf8');
  const rows = async (name: string) =>
    (await text(name))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  describe('ImageFolder', () => {
    it('says labels in the metadata, for folders give none beside it', async () => {
      await exported(folder(), { set: await made(mixed), format: 'imagefolder' });
      assert.deepEqual(
        (await rows('train/metadata.jsonl')).map(({ label }) => label),
        ['shirt', 'test'],
      );
      assert.deepEqual(
        (await rows('validation/metadata.jsonl')).map(({ label }) => label),
        ['test'],
      );
    });

    it('has the same names in the same order with the same types in every row of every split', async () => {
      await exported(folder(), { set: await made(mixed), format: 'imagefolder' });
      const all = [...(await rows('train/metadata.jsonl')), ...(await rows('validation/metadata.jsonl'))];
      for (const row of all) assert.deepEqual(Object.keys(row), ['file_name', 'label', 'id', 'clip', 'prompt', 'seed']);
      // A reader that has seen 0.5 first stops at 1, and the other way round.
      assert.match(await text('train/metadata.jsonl'), /"clip": 0\.5,[\s\S]*"clip": 1\.0,/);
    });

    it('has a row for each image and an image for each row, at a relative path without ways out', async () => {
      await exported(folder(), { set: await made(mixed), format: 'imagefolder' });
      const named = (await rows('train/metadata.jsonl')).map(({ file_name: name }) => name as string).sort();
      const entries = await readdir(path.join(folder(), 'out/train'), { recursive: true });
      assert.deepEqual(named, entries.filter((name) => name.endsWith('.png')).sort());
      for (const name of named) assert.match(name, /^[^/.][^/]*\/[0-9a-f]{64}\.png$/);
    });

    it('keeps classes called as splits from being splits', async () => {
      await exported(folder(), { set: await made(mixed), format: 'imagefolder' });
      const card = parse((await text('README.md')).split('---\n')[1] ?? '');
      const data_files = ['train', 'validation'].map((split) => ({ split, path: `${split}/**` }));
      assert.deepEqual(card.configs, [{ config_name: 'default', data_files }]);
      const [, label] = card.dataset_info.features;
      assert.deepEqual(label, { name: 'label', dtype: { class_label: { names: { 0: 'shirt', 1: 'test' } } } });
      assert.deepEqual((await readdir(path.join(folder(), 'out/train'))).sort(), [
        'class-1',
        'metadata.jsonl',
        'shirt',
      ]);
    });

    it('refuses columns that would be read as files', async () => {
      for (const name of ['file_name', 'mask_file_name', 'file_names', 'image', 'label']) {
        const set = await made([{ label: 'bag', columns: { [name]: 'x' } }]);
        await assert.rejects(exported(folder(), { set, format: 'imagefolder' }), isInvalid, name);
      }
    });

    it('puts no more files into a folder than hosts take, all equally deep', async () => {
      const set = await made([{ label: 'a' }, { label: 'a' }, { label: 'a' }, { label: 'b' }]);
      await exported(folder(), { set, format: 'imagefolder', limits: { ...usualLimits, folderFiles: 2 } });
      const images = (await rows('train/metadata.jsonl')).map(({ file_name: name }) => path.dirname(name)).sort();
      assert.deepEqual(images, ['a/0000', 'a/0000', 'a/0001', 'b/0000']);
    });
  });

  describe('columns', () => {
    it('hold one type over all splits, and nothing that JSON or UTF-8 has no way to write', async () => {
      const hostile: readonly (readonly Wanted[])[] = [
        [
          { label: 'a', columns: { x: 'text' } },
          { label: 'a', split: 'test', columns: { x: 1 } },
        ],
        [
          { label: 'a', columns: { x: true } },
          { label: 'a', columns: { x: 1 } },
        ],
        [{ label: 'a', columns: { x: Number.NaN } }],
        [{ label: 'a', columns: { x: Number.POSITIVE_INFINITY } }],
        [{ label: 'a', columns: { x: 'half \ud83d' } }],
        [{ label: 'a', columns: { 'line\nbreak': 1 } }],
      ];
      for (const wanted of hostile) {
        await assert.rejects(exported(folder(), { set: await made(wanted), format: 'csv' }), isInvalid);
      }
    });
  });

  describe('sets', () => {
    it('with what no format can hold are refused', async () => {
      const set = await made([{ label: 'a' }, { label: 'b' }]);
      const [first, second] = set.samples;
      const hostile: readonly Partial<ExportSet>[] = [
        { samples: [] },
        { classes: ['a'] },
        { classes: ['a', 'b', 'a'] },
        { samples: [first!, first!] },
        { samples: [first!, { ...second!, id: first!.id }] },
        { samples: [first!, { ...second!, hash: first!.hash }] },
        { samples: [{ ...first!, hash: '../x' }] },
        { classes: ['a', 'b', 'line\nbreak'] },
        ...['', '..', 'a/b', 'con', 'all', 'ünïcode', 'x'.repeat(65)].map((split) => ({
          samples: [{ ...first!, split }],
        })),
        { samples: [first!, { ...second!, split: 'Train' }] },
      ];
      for (const more of hostile) {
        await assert.rejects(exported(folder(), { set: { ...set, ...more }, format: 'csv' }), isInvalid);
      }
    });
  });

  describe('WebDataset', () => {
    it('has keys without dots, members of a sample side by side, the same ones in each sample', async () => {
      const set = await made([...mixed, { label: 'shirt', type: 'webp' }, { label: 'shirt', type: 'jpeg' }]);
      await exported(folder(), { set, format: 'webdataset' });
      const archive = path.join(folder(), 'out/data/train-000000.tar');
      const names = execFileSync('tar', ['tf', archive], { encoding: 'utf8' }).trimEnd().split('\n');
      assert.equal(names.length, 12);
      for (let at = 0; at < names.length; at += 3) {
        const key = names[at]?.split('.')[0];
        assert.deepEqual(names.slice(at, at + 3), [`${key}.cls`, `${key}.png`, `${key}.json`]);
        assert.match(key ?? '', /^[0-9a-f]{64}$/);
      }
    });

    it('names no time, no user and no mode of this machine', async () => {
      await exported(folder(), { set: await made(mixed), format: 'webdataset' });
      const archive = path.join(folder(), 'out/data/train-000000.tar');
      const listed = execFileSync('tar', ['tvf', archive, '--utc'], { encoding: 'utf8' }).trimEnd().split('\n');
      for (const line of listed) assert.match(line, /^-rw-r--r-- 0\/0 +\d+ 1970-01-01 00:00 /);
    });

    it('divides a split into archives of about one size', async () => {
      const set = await made(Array.from({ length: 5 }, () => ({ label: 'a' })));
      await exported(folder(), { set, format: 'webdataset', limits: { ...usualLimits, shardBytes: 150 } });
      const shards = ['train-000000.tar', 'train-000001.tar', 'train-000002.tar'];
      assert.deepEqual((await readdir(path.join(folder(), 'out/data'))).sort(), shards);
    });
  });

  describe('Parquet', () => {
    it('has the struct, the key and the names that Hugging Face looks for', async () => {
      await exported(folder(), { set: await made(mixed), format: 'parquet' });
      const file = path.join(folder(), 'out/data/train-00000-of-00001.parquet');
      const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file));
      const root = parquetSchema(metadata);
      const described = root.children.map(({ element, children }) => [
        element.name,
        element.type ?? children.map((child) => [child.element.name, child.element.type, child.element.converted_type]),
      ]);
      assert.deepEqual(described, [
        [
          'image',
          [
            ['bytes', 'BYTE_ARRAY', undefined],
            ['path', 'BYTE_ARRAY', 'UTF8'],
          ],
        ],
        ['label', 'INT64'],
        ['id', 'BYTE_ARRAY'],
        ['clip', 'DOUBLE'],
        ['prompt', 'BYTE_ARRAY'],
        ['seed', 'INT64'],
      ]);
      const key = metadata.key_value_metadata?.find((entry) => entry.key === 'huggingface');
      const { features } = JSON.parse(key?.value ?? '').info;
      assert.deepEqual(features.image, { _type: 'Image' });
      assert.deepEqual(features.label, { names: ['shirt', 'test'], _type: 'ClassLabel' });
      assert.deepEqual(features.seed, { dtype: 'int64', _type: 'Value' });
      const codecs = metadata.row_groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec));
      assert.deepEqual([...new Set(codecs)], ['UNCOMPRESSED']);
    });

    it('has about a hundred rows in a group', async () => {
      const set = await made(Array.from({ length: 230 }, () => ({ label: 'a' })));
      await exported(folder(), { set, format: 'parquet' });
      const file = path.join(folder(), 'out/data/train-00000-of-00001.parquet');
      const { row_groups: groups } = await parquetMetadataAsync(await asyncBufferFromFile(file));
      assert.deepEqual(
        groups.map((group) => Number(group.num_rows)),
        [100, 100, 30],
      );
    });
  });

  describe('COCO', () => {
    it('has a box that is the whole image, numbers from 1, and says so', async () => {
      await exported(folder(), { set: await made(mixed), format: 'coco' });
      const train = JSON.parse(await text('annotations/instances_train.json'));
      const validation = JSON.parse(await text('annotations/instances_validation.json'));
      assert.match(train.info.description, /whole image/);
      assert.deepEqual(
        train.categories.map(({ id, name }: { id: number; name: string }) => [id, name]),
        [
          [1, 'shirt'],
          [2, 'test'],
        ],
      );
      const [{ attributes, ...box }] = validation.annotations;
      assert.deepEqual(attributes, { clip: 2, prompt: 'a train', seed: null });
      const whole = { bbox: [0, 0, 5, 3], area: 15, iscrowd: 0, segmentation: [] };
      assert.deepEqual(box, { id: 3, image_id: 3, category_id: 2, ...whole });
      const [{ file_name: name }] = validation.images;
      assert.ok((await readdir(path.join(folder(), 'out/images/validation'))).includes(name));
    });
  });

  describe('YOLO classification', () => {
    it('has every class in every split, for classes are numbered in each anew', async () => {
      await exported(folder(), { set: await made(mixed), format: 'yolo' });
      for (const split of ['train', 'val']) {
        assert.deepEqual((await readdir(path.join(folder(), 'out', split))).sort(), ['shirt', 'test']);
      }
    });

    it('refuses two splits that it knows under one name', async () => {
      const set = await made([
        { label: 'a', split: 'val' },
        { label: 'a', split: 'validation' },
      ]);
      await assert.rejects(exported(folder(), { set, format: 'yolo' }), isInvalid);
    });
  });

  describe('FiftyOne', () => {
    it('names files without their endings, and classes by numbers', async () => {
      const set = await made(mixed);
      await exported(folder(), { set, format: 'fiftyone' });
      const { classes, labels } = JSON.parse(await text('train/labels.json'));
      const train = set.samples.filter(({ split }) => split === 'train');
      const expected = Object.fromEntries(train.map(({ hash, label }) => [hash, ['shirt', 'test'].indexOf(label)]));
      assert.deepEqual({ classes, labels }, { classes: ['shirt', 'test'], labels: expected });
    });
  });

  describe('CVAT', () => {
    it('is an archive that others unpack, whose XML no name breaks', async () => {
      const label = 'a"<b>&\'c';
      const columns = { 'x"<': '</attribute>]]>\u0001\ttab' };
      await exported(folder(), { set: await made([{ label, columns }]), format: 'cvat' });
      const archive = path.join(folder(), 'out/train-000.zip');
      execFileSync('unzip', ['-tqq', archive]);
      const xml = execFileSync('unzip', ['-p', archive, 'annotations.xml'], { encoding: 'utf8' });
      assert.match(xml, /<tag label="a&quot;&lt;b&gt;&amp;'c" source="manual">/);
      assert.match(xml, /<attribute name="x&quot;&lt;">&lt;\/attribute&gt;]]&gt;\ufffd&#9;tab<\/attribute>/);
    });
  });

  describe('names of folders', () => {
    it('are possible on every disk and different on the least careful', () => {
      const classes = [
        '..',
        '.',
        'con',
        'NUL.txt',
        'a/b',
        'a\\b',
        'Shirt',
        'shirt',
        ' x ',
        'x.',
        'é',
        'e\u0301',
        '👕',
        'ß',
      ];
      const names = [...folderNames([...classes, 'y'.repeat(400), '漢'.repeat(200)], 'kept').values()];
      for (const name of names) {
        assert.match(name, /^[^/\\:*?"<>|\p{Cc}. ]([^/\\:*?"<>|\p{Cc}]*[^/\\:*?"<>|\p{Cc}. ])?$/u);
        assert.doesNotMatch(name, /^(con|nul)(\.|$)/i);
        assert.ok(Buffer.byteLength(name) <= 90, name);
      }
      const folded = names.map((name) => name.normalize('NFKD').toLowerCase());
      assert.equal(new Set(folded).size, names.length);
    });
  });
});

function isInvalid(error: unknown): boolean {
  if (Failure.is(error, 'export-invalid')) return true;
  throw error;
}
