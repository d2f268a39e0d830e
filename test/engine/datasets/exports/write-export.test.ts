import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ExportSet } from '../../../../src/engine/datasets/exports/export-set.ts';
import {
  type ExportFormatName,
  exportFormats,
} from '../../../../src/engine/datasets/exports/formats/export-formats.ts';
import { verifyChecksums } from '../../../../src/engine/datasets/exports/verify-checksums.ts';
import { writeExport } from '../../../../src/engine/datasets/exports/write-export.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { mountDisk } from '../../support/mounted-disk.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { exported, never, setOf } from './export-sets.ts';

const names = Object.keys(exportFormats) as ExportFormatName[];

const wanted = [
  { label: 'shirt', split: 'train', columns: { prompt: 'a "shirt", red', seed: 3, clip: 0.5, sure: true } },
  { label: 'shirt', split: 'validation', columns: { prompt: 'eine Bluse\nblau', seed: 4, clip: 1, sure: null } },
  { label: 'trouser', split: 'train', columns: { prompt: '', seed: null, clip: 0.25 } },
  { label: 'bag', split: 'train', columns: {} },
  { label: 'bag', split: 'validation', columns: { prompt: '1.5' }, type: 'jpeg' as const },
];

describe('writeExport', () => {
  const folder = temporaryFolder();
  let set: ExportSet;
  beforeEach(async () => {
    set = await setOf(path.join(folder(), 'sources'), wanted);
  });

  for (const format of names) {
    it(`${format}: writes what its reader finds again, and checksums that hold`, async () => {
      const result = await exported(folder(), { set, format });
      assert.equal(result.images, 5);
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'checksums.txt'], { cwd: result.folder });
      assert.deepEqual((await verifyChecksums(result.folder)).problems, []);
      const documents = ['README.md', 'checksums.txt', 'croissant.json', 'export.json'];
      const there = await readdir(result.folder);
      assert.deepEqual(
        documents.filter((name) => !there.includes(name)),
        [],
      );
      assert.deepEqual((await readdir(folder())).sort(), ['out', 'sources']);
    });

    it(`${format}: gives the same bytes whatever the order, the mask and the place of the sources`, async () => {
      const first = await exported(folder(), { set, format });
      const elsewhere = await setOf(path.join(folder(), 'elsewhere'), wanted);
      const before = process.umask(0o077);
      try {
        const shuffled = { ...elsewhere, samples: [...elsewhere.samples].reverse() };
        const second = await exported(folder(), { set: shuffled, format, folder: 'deep/er/again' });
        assert.equal(second.digest, first.digest);
        assert.deepEqual(await treeOf(second.folder), await treeOf(first.folder));
      } finally {
        process.umask(before);
      }
    });
  }

  it('says that the same export is there already, and refuses to write over another', async () => {
    const first = await exported(folder(), { set, format: 'csv' });
    assert.deepEqual(await exported(folder(), { set, format: 'csv' }), { ...first, wasThere: true });
    await assert.rejects(exported(folder(), { set, format: 'jsonl' }), isFailure('export-there'));
    await writeFile(path.join(first.folder, 'data.csv'), 'changed');
    await assert.rejects(exported(folder(), { set, format: 'csv' }), isFailure('export-blocked'));
  });

  it('removes what it had half-written of another set, and leaves what is not its own', async () => {
    await interrupted(folder(), set);
    const other = { ...set, samples: set.samples.slice(1) };
    const { images } = await exported(folder(), { set: other, format: 'csv' });
    assert.equal(images, 4);
    await mkdir(path.join(folder(), 'mine.partial'));
    await writeFile(path.join(folder(), 'mine.partial/notes'), 'important');
    await assert.rejects(exported(folder(), { set, format: 'csv', folder: 'mine' }), isFailure('export-blocked'));
    assert.equal(await readFile(path.join(folder(), 'mine.partial/notes'), 'utf8'), 'important');
  });

  it('goes on after it was cancelled', async () => {
    await interrupted(folder(), set);
    assert.deepEqual((await readdir(folder())).sort(), ['out.partial', 'sources']);
    const { images } = await exported(folder(), { set, format: 'csv' });
    assert.equal(images, 5);
    assert.deepEqual((await readdir(folder())).sort(), ['out', 'sources']);
  });

  it('writes anew what was spoilt while it was interrupted, and drops what others put there', async () => {
    await interrupted(folder(), set);
    const images = path.join(folder(), 'out.partial/data/images');
    const [name = ''] = await readdir(images);
    const size = (await readFile(path.join(images, name))).length;
    await writeFile(path.join(images, name), Buffer.alloc(size));
    await writeFile(path.join(images, 'stranger.png'), 'x');
    const { folder: out } = await exported(folder(), { set, format: 'csv' });
    assert.deepEqual((await verifyChecksums(out)).problems, []);
    assert.ok(!(await readdir(path.join(out, 'images'))).includes('stranger.png'));
  });

  it('refuses an image that has changed since it was chosen', async () => {
    const other = await setOf(path.join(folder(), 'others'), [{ label: 'bag' }, { label: 'bag' }]);
    const [first, second] = other.samples;
    const mixed = { ...other, samples: [{ ...first!, file: second!.file }] };
    for (const format of names) {
      await assert.rejects(exported(folder(), { set: mixed, format }), isFailure('export-damaged'), format);
    }
    assert.ok(!(await readdir(folder())).includes('out'));
  });

  it('writes through no link', async () => {
    const outside = path.join(folder(), 'outside');
    const root = path.join(folder(), 'root');
    await mkdir(outside);
    await mkdir(root);
    await symlink(outside, path.join(root, 'link'));
    await symlink(outside, path.join(root, 'half.partial'));
    for (const target of ['link', 'link/inner', 'half']) {
      await assert.rejects(exported(root, { set, format: 'csv', folder: target }), isFailure('export-blocked'), target);
    }
    await assert.rejects(exported(root, { set, format: 'csv', folder: '../up' }), isFailure('path-outside-workspace'));
    assert.deepEqual(await readdir(outside), []);
  });

  it('does not follow a link that stands where it had begun', async () => {
    await interrupted(folder(), set);
    const images = path.join(folder(), 'out.partial/data/images');
    const outside = path.join(folder(), 'outside');
    await mkdir(outside);
    await rm(images, { recursive: true });
    await symlink(outside, images);
    await assert.rejects(exported(folder(), { set, format: 'csv' }), isFailure('export-blocked'));
    assert.deepEqual(await readdir(outside), []);
  });

  it('appends to no file behind a link that came with what looks like its own beginning', async () => {
    await interrupted(folder(), set);
    const precious = path.join(folder(), 'precious');
    await writeFile(precious, 'mine\n');
    for (const name of ['finished', 'lock', 'unfinished', 'token']) {
      const planted = path.join(folder(), 'out.partial', name);
      await rm(planted, { force: true });
      await symlink(name === 'token' ? '/dev/zero' : precious, planted);
      if (name === 'token')
        await assert.rejects(exported(folder(), { set, format: 'csv' }), isFailure('export-blocked'));
      else {
        await exported(folder(), { set, format: 'csv' });
        await rm(path.join(folder(), 'out'), { recursive: true });
        await interrupted(folder(), set);
      }
      assert.equal(await readFile(precious, 'utf8'), 'mine\n', name);
    }
  });

  it('takes nothing out of a folder of others that has the name of what is being written', async () => {
    const files = { lock: 'the lock of my diary', replaced: 'my notes', token: 'a token of love' };
    for (const [name, text] of Object.entries(files)) {
      const place = path.join(folder(), `${name}.partial`);
      await mkdir(place);
      await writeFile(path.join(place, name), text);
      const work = exported(folder(), { set, format: 'csv', folder: name });
      await assert.rejects(work, isFailure('export-blocked'), name);
      assert.deepEqual(await readdir(place), [name]);
      assert.equal(await readFile(path.join(place, name), 'utf8'), text);
    }
  });

  it('reads no record and no list that never ends', async () => {
    const { folder: out } = await exported(folder(), { set, format: 'csv' });
    for (const name of ['export.json', 'checksums.txt']) {
      await rm(path.join(out, name));
      await symlink('/dev/zero', path.join(out, name));
      await assert.rejects(exported(folder(), { set, format: 'jsonl', replaces: true }), isFailure('export-blocked'));
    }
  });

  it('lets one process at a time write', async () => {
    const work = writeExport({ set, format: 'csv', root: folder(), folder: 'out', tool: '1' }, never);
    for (let step = 0; step < 3; step++) await work.next();
    await assert.rejects(exported(folder(), { set, format: 'csv' }), isFailure('export-blocked'));
    await work.return({} as never);
    await interrupted(folder(), set);
    await writeFile(path.join(folder(), 'out.partial/lock'), `${process.ppid}\n`);
    await assert.rejects(exported(folder(), { set, format: 'csv' }), isFailure('export-blocked'));
    await writeFile(path.join(folder(), 'out.partial/lock'), '999999999\n');
    await exported(folder(), { set, format: 'csv' });
  });

  it('says that the disk is full, and goes on when it is not', async function () {
    const disk = path.join(folder(), 'disk');
    await mkdir(disk);
    const mounted = mountDisk(this, disk, 'size=96k');
    try {
      const ballast = path.join(disk, 'ballast');
      await writeFile(ballast, Buffer.alloc(60 << 10));
      for (const format of names) {
        await assert.rejects(exported(disk, { set, format, folder: format }), isFailure('disk-full'), format);
        assert.ok(!(await readdir(disk)).includes(format));
        await rm(ballast);
        const { images } = await exported(disk, { set, format, folder: format });
        assert.equal(images, 5);
        await rm(path.join(disk, format), { recursive: true });
        await writeFile(ballast, Buffer.alloc(60 << 10));
      }
    } finally {
      mounted.unmount();
    }
  });

  it('says that a disk is read-only', async function () {
    const disk = path.join(folder(), 'disk');
    await mkdir(disk);
    const mounted = mountDisk(this, disk, 'size=1m');
    try {
      mounted.makeReadOnly();
      await assert.rejects(exported(disk, { set, format: 'csv' }), isFailure('file-unwritable'));
    } finally {
      mounted.unmount();
      await chmod(disk, 0o700);
    }
  });
});

/** Cancelled after two files. */
async function interrupted(root: string, set: ExportSet): Promise<void> {
  const controller = new AbortController();
  const work = writeExport({ set, format: 'csv', root, folder: 'out', tool: '1.2.3' }, controller.signal);
  const run = async () => {
    for await (const { kind, files } of work) if (kind === 'writing' && files === 2) controller.abort();
  };
  await assert.rejects(run(), isFailure('cancelled'));
}

function isFailure(code: Failure['code']): (error: unknown) => boolean {
  return (error) => {
    if (Failure.is(error, code)) return true;
    throw error;
  };
}

/** Paths, modes and digests. */
async function treeOf(folder: string): Promise<string> {
  return execFileSync('sh', ['-c', "find . -type f -printf '%m %p ' -exec sha256sum {} ';' | sort"], {
    cwd: folder,
    encoding: 'utf8',
  });
}
