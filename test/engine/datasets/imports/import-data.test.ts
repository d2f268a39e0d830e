import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { pixelDigest } from '../../../../src/engine/datasets/decisions/pixel-digest.ts';
import type { ExportSet } from '../../../../src/engine/datasets/exports/export-set.ts';
import { verifyChecksums } from '../../../../src/engine/datasets/exports/verify-checksums.ts';
import { importData } from '../../../../src/engine/datasets/imports/import-data.ts';
import { importFormats } from '../../../../src/engine/datasets/imports/import-formats.ts';
import { Failure, type FailureCode } from '../../../../src/protocol/failure.ts';
import {
  exportFormatNames,
  type Imported,
  type ImportRequest,
  importFormatNames,
} from '../../../../src/protocol/releases.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { withDyingDisk } from '../exports/dying-disk.ts';
import { all, exported, never, setOf } from '../exports/export-sets.ts';

const wanted = [
  { label: 'shirt', split: 'train' },
  { label: 'bag', split: 'train' },
  { label: 'bag', split: 'val', type: 'jpeg' },
  { label: 'test', split: 'test', type: 'webp' },
  { label: 'shirt', split: 'test' },
] as const;

/** YOLO has folders alone. */
const readAs: { readonly [format: string]: string } = { yolo: 'folder' };

describe('data of another tool', () => {
  const folder = temporaryFolder();

  async function imported(request: Partial<ImportRequest>, workspace = folder()): Promise<Imported> {
    const work = importData(workspace, { from: path.join(folder(), 'out'), to: 'data/real', ...request }, never);
    for (;;) {
      const step = await work.next();
      if (step.done) return step.value;
    }
  }

  const refused = (work: Promise<unknown>, code: FailureCode, sentence: RegExp) =>
    assert.rejects(work, (error: unknown) => Failure.is(error, code) && sentence.test(error.message));

  /** What reading the folders gives, an image a line: pixels, label and split. */
  async function linesIn(place: string): Promise<readonly string[]> {
    const samples = await all(importFormats.folder(place));
    const lines = samples.map(async ({ image, label, split }) => {
      assert.equal(image.kind, 'file');
      return image.kind === 'file' ? `${await pixelDigest(image.file)} ${label} ${split}` : '';
    });
    return (await Promise.all(lines)).sort();
  }

  async function linesOf({ samples }: ExportSet): Promise<readonly string[]> {
    return (
      await Promise.all(samples.map(async ({ file, label, split }) => `${await pixelDigest(file)} ${label} ${split}`))
    ).sort();
  }

  for (const format of exportFormatNames) {
    it(`comes back from an export as ${format}, which is found out`, async () => {
      const set = await setOf(path.join(folder(), 'sources'), wanted);
      await exported(folder(), { set, format });
      const result = await imported({});
      assert.deepEqual([result.format, result.images, result.notes], [readAs[format] ?? format, wanted.length, []]);
      assert.deepEqual(result.counts.train, { shirt: 1, bag: 1 });
      assert.deepEqual(await linesIn(result.folder), await linesOf(set));
      assert.deepEqual((await verifyChecksums(result.folder)).problems, []);
    });
  }

  it('comes back from every format, whatever the classes and splits are', async function () {
    this.timeout(60_000);
    let round = 0;
    const image = fc.record({
      label: fc.constantFrom('a', 'B-2', 'ankle boot', 'e\u0301t\u00e9', '\u6f22\u5b57', 'train', 'x.y'),
      split: fc.constantFrom('train', 'val', 'test'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(image, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...exportFormatNames),
        async (images, format) => {
          round++;
          const set = await setOf(path.join(folder(), `sources-${round}`), images);
          const place = `out-${round}`;
          await exported(folder(), { set, format, folder: place });
          const result = await imported({ from: path.join(folder(), place), to: `data/${round}` });
          const normal = (lines: readonly string[]) => lines.map((line) => line.normalize('NFC'));
          assert.deepEqual(normal(await linesIn(result.folder)), normal(await linesOf(set)));
        },
      ),
      { numRuns: 30 },
    );
  });

  async function table(rows: readonly string[]): Promise<void> {
    const set = await setOf(path.join(folder(), 'out'), [{ label: 'a' }, { label: 'b' }]);
    for (const [index, { file }] of set.samples.entries()) {
      await writeFile(path.join(folder(), `out/${index}.png`), await readFile(file));
    }
    await writeFile(path.join(folder(), 'out/data.csv'), `file,label,split\n${rows.join('\n')}\n`);
  }

  it('without splits is laid into folders of classes alone; what has no label, or is there twice, is told', async () => {
    await table(['0.png,hat,', '1.png,,', '0.png,hat,']);
    const { counts, notes, folder: place } = await imported({});
    assert.deepEqual(counts, { '': { hat: 1 } });
    assert.deepEqual(notes, ['1 image without a label left out.', '1 image there twice, taken once.']);
    assert.deepEqual((await readdir(place)).sort(), ['checksums.txt', 'hat']);
  });

  it('stays in its folder, whatever classes and splits are called', async () => {
    await table(['0.png,../../up,..', '1.png,con,a/b']);
    const { folder: place, notes } = await imported({});
    assert.deepEqual((await readdir(folder())).sort(), ['data', 'out']);
    assert.deepEqual((await readdir(path.join(folder(), 'data'))).sort(), ['real']);
    assert.equal((await linesIn(place)).length, 2);
    assert.match(notes.join('\n'), /The class "\.\.\/\.\.\/up" has the folder `/);
  });

  it('counts splits and classes that are called as what every object has', async () => {
    await table(['0.png,constructor,__proto__', '1.png,__proto__,toString']);
    const { counts } = await imported({});
    assert.deepEqual(Object.keys(counts).sort(), ['__proto__', 'toString']);
    assert.deepEqual(Object.entries(Object.entries(counts).find(([split]) => split === '__proto__')?.[1] ?? {}), [
      ['constructor', 1],
    ]);
    assert.equal(Object.hasOwn(Object.prototype, 'constructor') && {}.constructor, Object);
  });

  it('is not laid where something is, outside of the workspace, or into itself', async () => {
    await table(['0.png,hat,']);
    await mkdir(path.join(folder(), 'data/real'), { recursive: true });
    await refused(imported({}), 'export-blocked', /is there already/);
    for (const to of ['../out-there', '.', '/tmp'])
      await refused(imported({ to }), 'path-outside-workspace', /is no folder inside/);
    await refused(imported({ to: 'out/inner' }), 'export-blocked', /inside of what is imported/);
    await symlink(path.join(folder(), 'out'), path.join(folder(), 'link'));
    await refused(imported({ to: 'link/inner' }), 'export-blocked', /is a link/);
  });

  it('is refused when it is none', async () => {
    await refused(imported({ from: path.join(folder(), 'gone') }), 'data-missing', /There is no /);
    await mkdir(path.join(folder(), 'out'));
    await refused(imported({}), 'data-empty', /no image with a label/);
    await writeFile(path.join(folder(), 'out/x.zip'), 'no archive');
    await refused(imported({}), 'data-corrupt', /x\.zip/);
    await writeFile(path.join(folder(), 'odd.txt'), '');
    await refused(imported({ from: path.join(folder(), 'odd.txt') }), 'data-missing', /name its --format/);
    assert.deepEqual(
      (await readdir(path.join(folder(), 'data'))).filter((name) => !name.endsWith('.partial')),
      [],
    );
  });

  it('is all there or not, wherever the disk dies', async function () {
    this.timeout(60_000);
    await table(['0.png,hat,', '1.png,cap,']);
    for (let changes = 0; ; changes += 3) {
      const isDone = await withDyingDisk(changes, () => imported({ to: `data/${changes}` }));
      const place = path.join(folder(), `data/${changes}`);
      const isThere = (await readdir(path.join(folder(), 'data')).catch((): string[] => [])).includes(String(changes));
      if (!isThere) await imported({ to: `data/${changes}` });
      assert.deepEqual((await verifyChecksums(place)).problems, []);
      assert.equal((await linesIn(place)).length, 2);
      if (!isDone) continue;
      assert.ok(changes > 12, `only ${changes} changes were tried`);
      return;
    }
  });

  it('has a reader for every format that can be named', () => {
    assert.deepEqual(Object.keys(importFormats).sort(), [...importFormatNames].sort());
  });
});
