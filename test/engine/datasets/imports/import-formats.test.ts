import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { detectedFormat } from '../../../../src/engine/datasets/imports/detected-format.ts';
import { type ImportFormatName, importFormats } from '../../../../src/engine/datasets/imports/import-formats.ts';
import { Failure, type FailureCode } from '../../../../src/protocol/failure.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { all, exported, setOf } from '../exports/export-sets.ts';

describe('importFormats', () => {
  const folder = temporaryFolder();
  const root = () => path.join(folder(), 'data');

  async function put(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root(), name)), { recursive: true });
      await writeFile(path.join(root(), name), text);
    }
  }

  /** File below the root, label, split. */
  async function found(format: ImportFormatName): Promise<readonly (readonly (string | null)[])[]> {
    const samples = await all(importFormats[format](root()));
    return samples.map(({ image, label, split }) => [
      image.kind === 'file' ? path.relative(root(), image.file) : Buffer.from(image.bytes).toString(),
      label,
      split,
    ]);
  }

  it('reads folders of classes, and nothing else', async () => {
    await put({ 'shirt/1.png': '', 'shirt/2.JPG': '', 'bag/notes.txt': '', 'bag/3.webp': '', '.git/4.png': '' });
    assert.deepEqual(await found('folder'), [
      ['bag/3.webp', 'bag', null],
      ['shirt/1.png', 'shirt', null],
      ['shirt/2.JPG', 'shirt', null],
    ]);
  });

  it('reads a split only where folders hold folders alone', async () => {
    await put({ 'train/shirt/1.png': '', 'test/shirt/2.png': '', 'test/bag/.gitkeep': '' });
    assert.deepEqual(await found('folder'), [
      ['test/shirt/2.png', 'shirt', 'test'],
      ['train/shirt/1.png', 'shirt', 'train'],
    ]);
  });

  it('takes no label of a folder beside metadata, and no image without a row', async () => {
    await put({
      'shirt/1.png': '',
      'shirt/2.png': '',
      'metadata.csv': 'file_name,caption\nshirt/1.png,"a, b"\n',
    });
    const [sample, ...others] = await all(importFormats.imagefolder(root()));
    assert.deepEqual([sample?.label, sample?.columns, others], [null, { caption: 'a, b' }, []]);
  });

  it('reads metadata of each split, and folders where there is none', async () => {
    await put({ 'train/shirt/1.png': '' });
    assert.deepEqual(await found('imagefolder'), [['train/shirt/1.png', 'shirt', 'train']]);
    await put({ 'val/x.png': '', 'val/metadata.jsonl': '{"file_name": "x.png", "label": 7}' });
    assert.deepEqual(await found('imagefolder'), [['val/x.png', '7', 'val']]);
  });

  it('reads tables of other tools: any ends of lines, a mark at the beginning, types without quotes', async () => {
    await put({
      'a.png': '',
      'b.png': '',
      't.csv': '\ufefffilename,label,n,q\r\na.png,x,1.5,"1.5"\r\n\r\nb.png,"y ""z""",,true',
    });
    const samples = await all(importFormats.csv(root()));
    assert.deepEqual(
      samples.map(({ label, columns }) => [label, columns]),
      [
        ['x', { n: 1.5, q: '1.5' }],
        ['y "z"', { n: null, q: true }],
      ],
    );
  });

  it('reads COCO of other tools: boxes that agree are a label, boxes that differ are none', async () => {
    const box = (image_id: number, category_id: number) => ({ image_id, category_id, bbox: [1, 1, 2, 2] });
    const images = [1, 2, 3].map((id) => ({ id, file_name: `${id}.png` }));
    const categories = [
      { id: 17, name: 'cat' },
      { id: 18, name: 'dog' },
    ];
    const annotations = [box(1, 17), box(1, 17), box(2, 17), box(2, 18)];
    const document = JSON.stringify({ images, categories, annotations });
    await put({ 'images/1.png': '', 'images/2.png': '', 'images/3.png': '', 'annotations/all.json': document });
    assert.deepEqual(await found('coco'), [
      ['images/1.png', 'cat', null],
      ['images/2.png', null, null],
      ['images/3.png', null, null],
    ]);
  });

  it('reads archives of other programs, with long names, folders and captions', async () => {
    const long = `${'deep/'.repeat(40)}key`;
    await put({ [`in/${long}.jpg`]: 'one', [`in/${long}.txt`]: 'a cat\n', 'in/z.cls': '3', 'in/z.png': 'two' });
    for (const format of ['gnu', 'pax']) {
      const names = [`${long}.jpg`, `${long}.txt`, 'z.cls', 'z.png'];
      execFileSync('tar', [
        `--format=${format}`,
        '-cf',
        path.join(root(), 'train-0001.tar'),
        '-C',
        path.join(root(), 'in'),
        ...names,
      ]);
      const samples = await all(importFormats.webdataset(root()));
      assert.deepEqual(
        samples.map(({ label, split, columns }) => [label, split, columns]),
        [
          [null, 'train', { caption: 'a cat' }],
          ['3', 'train', {}],
        ],
      );
      assert.deepEqual(
        (await found('webdataset')).map(([bytes]) => bytes),
        ['one', 'two'],
      );
    }
  });

  it('follows no row and no link out of the folder', async () => {
    await writeFile(path.join(folder(), 'secret.png'), 'secret');
    await put({ 'bag/1.png': '' });
    await symlink(path.join(folder(), 'secret.png'), path.join(root(), 'bag/2.png'));
    await assert.rejects(found('folder'), isFailure('path-outside-workspace'));
    const ways = [
      '../secret.png',
      path.join(folder(), 'secret.png'),
      'bag/../../secret.png',
      'bag/2.png',
      'C:\\x.png',
      'https://x/y.png',
      'a\u0000b',
    ];
    for (const file of ways) {
      await put({
        'data.jsonl': `${JSON.stringify({ file })}\n`,
        'metadata.jsonl': `${JSON.stringify({ file_name: file })}\n`,
      });
      await assert.rejects(found('jsonl'), isFailure('path-outside-workspace'), file);
      await assert.rejects(found('imagefolder'), isFailure('path-outside-workspace'), file);
      const images = [{ id: 1, file_name: file }];
      await put({ 'annotations/a.json': JSON.stringify({ images, annotations: [], categories: [] }) });
      await assert.rejects(found('coco'), isFailure('path-outside-workspace'), file);
    }
  });

  it('reads no table behind a link out of the folder, and no folder of them', async () => {
    const tables: readonly (readonly [ImportFormatName, string])[] = [
      ['csv', 'd.csv'],
      ['jsonl', 'd.jsonl'],
      ['coco', 'annotations/d.json'],
      ['coco', 'd.json'],
      ['parquet', 'data/d.parquet'],
      ['webdataset', 'data/d.tar'],
      ['cvat', 'd.zip'],
      ['fiftyone', 'labels.json'],
      ['imagefolder', 'metadata.csv'],
    ];
    await writeFile(path.join(folder(), 'secret'), '');
    for (const [index, [format, name]] of tables.entries()) {
      const own = path.join(folder(), String(index));
      await mkdir(path.dirname(path.join(own, name)), { recursive: true });
      await symlink(path.join(folder(), 'secret'), path.join(own, name));
      await assert.rejects(all(importFormats[format](own)), isFailure('path-outside-workspace'), `${format} ${name}`);
    }
    await put({ 'elsewhere/d.json': '{' });
    await mkdir(path.join(folder(), 'linked'));
    await symlink(path.join(root(), 'elsewhere'), path.join(folder(), 'linked/annotations'));
    await assert.rejects(all(importFormats.coco(path.join(folder(), 'linked'))), isFailure('data-missing'));
  });

  it('reads what is written within the folder and lies behind a link', async () => {
    await put({ 'a.png': '', 'real/x.csv': 'file,label\na.png,hat\n' });
    await symlink('real/x.csv', path.join(root(), 'd.csv'));
    assert.deepEqual(await found('csv'), [['a.png', 'hat', null]]);
  });

  it('knows nothing of an export that has no end, or the name of what every object has', async () => {
    await put({ 'hat/1.png': '', 'export.json': '{"format": "constructor"}' });
    assert.equal(await detectedFormat(root()), 'folder');
    await mkdir(path.join(folder(), 'endless/hat'), { recursive: true });
    await symlink('/dev/zero', path.join(folder(), 'endless/export.json'));
    assert.equal(await detectedFormat(path.join(folder(), 'endless')), 'folder');
  });

  it('says what is missing', async () => {
    const formats = Object.keys(importFormats) as ImportFormatName[];
    for (const format of formats) await assert.rejects(found(format), isFailure('data-missing'), format);
    await put({ 'data.jsonl': '{"file": "gone.png"}\n' });
    await assert.rejects(found('jsonl'), isFailure('data-missing'));
  });

  it('says which table is damaged, and how', async () => {
    const tables: readonly (readonly [ImportFormatName, string, string])[] = [
      ['jsonl', 'd.jsonl', '{"file": "a.png"\n'],
      ['jsonl', 'd.jsonl', '[1]\n'],
      ['jsonl', 'd.jsonl', '{"label": "x"}\n'],
      ['csv', 'd.csv', 'file,label\na.png\n'],
      ['csv', 'd.csv', 'file,label\n"a.png'],
      ['coco', 'd.json', '{"images": 3}'],
      ['coco', 'd.json', '{"images": [{"id": 1}], "annotations": [], "categories": []}'],
      ['webdataset', 'd.tar', 'x'.repeat(2048)],
      ['parquet', 'd.parquet', 'PAR1xxxxxxxxxxxxxxxxPAR1'],
      ['cvat', 'd.zip', 'PK'],
      ['fiftyone', 'labels.json', '{"labels": {"a": 5}, "classes": ["x"]}'],
    ];
    await put({ 'a.png': '', 'data/a.png': '' });
    for (const [format, name, text] of tables) {
      const own = path.join(folder(), `${format}${text.length}`);
      await mkdir(path.join(own, 'data'), { recursive: true });
      for (const image of ['a.png', 'data/a.png']) await writeFile(path.join(own, image), '');
      await writeFile(path.join(own, format === 'webdataset' || format === 'parquet' ? `data/${name}` : name), text);
      await assert.rejects(all(importFormats[format](own)), isFailure('data-corrupt'), `${format} ${text}`);
    }
  });

  it('parquet: takes sizes below zero, rows without end and a torn footer as damage', async () => {
    const set = await setOf(path.join(folder(), 'sources'), [{ label: 'a' }, { label: 'b' }]);
    const result = await exported(folder(), { set, format: 'parquet' });
    const file = path.join(result.folder, 'data/train-00000-of-00001.parquet');
    const whole = await readFile(file);
    // The second byte of the first page's header, its kind, and of the third field, its size.
    for (const [at, byte] of [
      [5, 0xff],
      [13, 0],
      [whole.length - 6, 0x7f],
    ] as const) {
      const other = Buffer.from(whole);
      other[at] = byte;
      await writeFile(file, other);
      await assert.rejects(all(importFormats.parquet(result.folder)), isFailure('data-corrupt'), `${at}`);
    }
    await writeFile(file, whole.subarray(0, whole.length - 20));
    await assert.rejects(all(importFormats.parquet(result.folder)), isFailure('data-corrupt'));
  });

  for (const format of ['webdataset', 'cvat'] as const) {
    it(`${format}: takes any damage as damage`, async function () {
      this.timeout(60_000);
      const set = await setOf(path.join(folder(), 'sources'), [{ label: 'a', columns: { n: 1 } }, { label: 'b' }]);
      const result = await exported(folder(), { set, format });
      const name = {
        webdataset: 'data/train-000000.tar',
        cvat: 'train-000.zip',
      };
      const file = path.join(result.folder, name[format]);
      const whole = await readFile(file);
      const readable = async () => {
        const samples = await all(importFormats[format](result.folder)).catch((error: unknown) => error);
        assert.ok(Array.isArray(samples) || Failure.is(samples, 'data-corrupt'), String(samples));
      };
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
          await writeFile(file, whole);
          await truncate(file, at);
          await readable();
          const other = Buffer.from(whole);
          other[at] = byte;
          await writeFile(file, other);
          await readable();
        }),
        { numRuns: 150 },
      );
    });
  }
});

function isFailure(code: FailureCode): (error: unknown) => boolean {
  return (error) => {
    if (Failure.is(error, code)) return true;
    throw error;
  };
}
