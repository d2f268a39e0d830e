import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { type FoundImages, foundImages } from '../../../../src/engine/datasets/reading/found-images.ts';
import { readApart } from '../../../../src/engine/datasets/reading/read-apart.ts';
import type { Reading } from '../../../../src/engine/datasets/reading/reading.ts';
import { readingOfData } from '../../../../src/engine/datasets/reading/reading-of-data.ts';
import { StoreFiles } from '../../../../src/engine/store/store-files.ts';
import type { DataPlan } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { drain } from '../../support/drain.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { exported, setOf } from '../exports/export-sets.ts';

const never = new AbortController().signal;

describe('a data set of another tool', () => {
  const folder = temporaryFolder();
  const store = () => path.join(folder(), '.vlprompt');

  const plan = (own: Partial<DataPlan>): DataPlan => {
    const span = { file: 'f.vlprompt', start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    return { name: 'pool', path: 'pool', labels: 'folders', role: 'pool', span, ...own };
  };

  async function found(data: DataPlan, classes: readonly string[] = ['boot', 'shirt']): Promise<FoundImages> {
    const reading = await readingOfData(data, folder(), classes);
    const finding = { files: new StoreFiles(store(), folder()), workspace: folder(), signal: never };
    return (await drain(foundImages(reading, finding))).result;
  }

  const labels = ({ images }: FoundImages) => images.map(({ label }) => label).sort();

  for (const format of ['imagefolder', 'csv', 'jsonl', 'coco', 'webdataset', 'parquet', 'fiftyone', 'cvat'] as const) {
    it(`${format}: is known by its folder, and read with its labels`, async function () {
      this.timeout(30_000);
      const set = await setOf(path.join(folder(), 'sources'), [
        { label: 'boot' },
        { label: 'shirt' },
        { label: 'boot' },
      ]);
      const result = await exported(folder(), { set, format });
      await rm(path.join(result.folder, 'export.json'), { force: true });
      await rename(result.folder, path.join(folder(), 'pool'));
      const images = await found(plan({}));
      assert.deepEqual(labels(images), ['boot', 'boot', 'shirt']);
      assert.deepEqual(images.skipped, []);
      // The same again, whether it is remembered or read.
      assert.deepEqual(await found(plan({})), images);
      assert.deepEqual(await found(plan({ format })), images);
    });
  }

  it('is of plain folders where a class has one, whatever lies beside it', async () => {
    await mkdir(path.join(folder(), 'pool/boot'), { recursive: true });
    await writeFile(path.join(folder(), 'pool/notes.csv'), 'a,b\n1,2\n');
    const reading = await readingOfData(plan({}), folder(), ['boot', 'shirt']);
    assert.ok(reading.kind === 'format' && reading.format === 'folder');
  });

  describe('with a table of labels', () => {
    const rows = [
      { file: 'a.png', kind: 'boot' },
      { file: 'sub/b.png', kind: 'shirt' },
    ];

    beforeEach(async () => {
      await mkdir(path.join(folder(), 'pool/sub'), { recursive: true });
      for (const { file } of rows) await writeFile(path.join(folder(), 'pool', file), 'png');
    });

    const tables: { readonly [name: string]: () => string | Uint8Array } = {
      'labels.csv': () => `file,kind\n${rows.map(({ file, kind }) => `${file},${kind}\n`).join('')}`,
      'labels.jsonl': () => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
      'labels.parquet': () => {
        const columns = (['file', 'kind'] as const).map((name) => ({ name, data: rows.map((row) => row[name]) }));
        return new Uint8Array(parquetWriteBuffer({ columnData: columns }));
      },
    };

    for (const [name, content] of Object.entries(tables)) {
      it(`reads ${name}`, async () => {
        await writeFile(path.join(folder(), 'pool', name), content());
        const images = await found(plan({ labels: { file: `pool/${name}`, column: 'kind' } }));
        assert.deepEqual(
          images.images.map(({ file, label }) => [path.relative(folder(), file), label]),
          [
            [path.join('pool', 'a.png'), 'boot'],
            [path.join('pool', 'sub', 'b.png'), 'shirt'],
          ],
        );
      });
    }

    it('names nothing outside, and only columns that are there', async () => {
      const table = path.join(folder(), 'pool/labels.csv');
      const asked = plan({ labels: { file: 'pool/labels.csv', column: 'kind' } });
      for (const [text, code] of [
        ['file,kind\n../../x.png,boot\n', 'path-outside-workspace'],
        ['file,kind\n/etc/passwd,boot\n', 'path-outside-workspace'],
        ['file,kind\nhttps://example.org/x.png,boot\n', 'path-outside-workspace'],
        ['file,kind\nnone.png,boot\n', 'data-missing'],
        ['file,other\na.png,boot\n', 'data-corrupt'],
        ['kind\nboot\n', 'data-corrupt'],
      ] as const) {
        await writeFile(table, text);
        await assert.rejects(found(asked), (error) => Failure.is(error, code), text);
      }
      await rm(table);
      await symlink('/etc/hostname', table);
      await assert.rejects(found(asked), (error) => Failure.is(error, 'path-outside-workspace'));
    });
  });

  describe('that is packed', () => {
    const reading = (format: 'webdataset' | 'parquet'): Reading => {
      return { kind: 'format', format, root: path.join(folder(), 'pool') };
    };
    const request = (format: 'webdataset' | 'parquet') => {
      return { reading: reading(format), store: store(), workspace: folder() };
    };

    beforeEach(() => mkdir(path.join(folder(), 'pool')));

    it('ends its reader when it keeps that busy without end', async () => {
      execFileSync('mkfifo', [path.join(folder(), 'pool/train.tar')]);
      const late = drain(readApart(request('webdataset'), { signal: never, patience: 1500 }));
      await assert.rejects(late, (error) => Failure.is(error, 'data-corrupt') && error.message.includes('busy'));
    }).timeout(20_000);

    it('is not read on when that is cancelled', async () => {
      execFileSync('mkfifo', [path.join(folder(), 'pool/train.tar')]);
      const cancelling = new AbortController();
      const read = drain(readApart(request('webdataset'), { signal: cancelling.signal }));
      cancelling.abort();
      await assert.rejects(read, (error) => Failure.is(error, 'cancelled'));
    }).timeout(20_000);

    it('says what its reader says of damage, and leaves out images that are none', async function () {
      this.timeout(30_000);
      await writeFile(path.join(folder(), 'pool/train.parquet'), 'PAR1 no more PAR1');
      const damaged = drain(readApart(request('parquet'), { signal: never }));
      await assert.rejects(
        damaged,
        (error) => Failure.is(error, 'data-corrupt') && error.message.includes('train.parquet'),
      );
      const columns = [
        { name: 'image', data: [Uint8Array.of(1, 2, 3)] },
        { name: 'label', data: ['boot'] },
      ];
      await writeFile(
        path.join(folder(), 'pool/train.parquet'),
        new Uint8Array(parquetWriteBuffer({ columnData: columns })),
      );
      const { images, skipped } = await found(plan({ format: 'parquet' }));
      assert.deepEqual([images.length, skipped.length], [0, 1]);
    });

    it('is read again when images of it are gone from the cache', async function () {
      this.timeout(30_000);
      const set = await setOf(path.join(folder(), 'sources'), [{ label: 'boot' }, { label: 'shirt' }]);
      const result = await exported(folder(), { set, format: 'webdataset' });
      await rm(path.join(folder(), 'pool'), { recursive: true });
      await rename(result.folder, path.join(folder(), 'pool'));
      const images = await found(plan({ format: 'webdataset' }));
      await rm(images.images[0]?.file ?? assert.fail('no image'));
      assert.deepEqual(await found(plan({ format: 'webdataset' })), images);
      assert.ok((await readdir(path.join(store(), 'cache/data'))).length > 0);
    });
  });
});
