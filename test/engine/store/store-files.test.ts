import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, writeSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StoreFiles } from '../../../src/engine/store/store-files.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { mountDisk } from '../support/mounted-disk.ts';

describe('StoreFiles', () => {
  let folder: string;
  let store: string;
  let files: StoreFiles;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-store-'));
    store = path.join(folder, '.vlprompt');
    files = new StoreFiles(store);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('makes nothing before something is written', async () => {
    assert.equal(await files.read('cache/a.json'), undefined);
    assert.equal(await files.size('cache/a.json'), undefined);
    assert.deepEqual(await files.list('cache/embeddings/x'), []);
    await files.sweep();
    assert.deepEqual(await readdir(folder), []);
  });

  it('writes whole files, replaces them, and keeps them out of version control', async () => {
    await files.write('cache/keys/ab/a.json', 'one');
    await files.write('cache/keys/ab/a.json', 'two');
    assert.equal((await files.read('cache/keys/ab/a.json'))?.toString(), 'two');
    assert.equal(await files.size('cache/keys/ab/a.json'), 3);
    assert.deepEqual(await readdir(path.join(store, 'cache/keys/ab')), ['a.json'], 'no temporary file stays');
    assert.equal(await readFile(path.join(store, 'cache/.gitignore'), 'utf8'), '*\n');
  });

  it('leaves an edited .gitignore alone', async () => {
    await mkdir(path.join(store, 'cache'), { recursive: true });
    await writeFile(path.join(store, 'cache/.gitignore'), 'mine');
    await files.write('cache/a', 'x');
    assert.equal(await readFile(path.join(store, 'cache/.gitignore'), 'utf8'), 'mine');
  });

  it('writes again when someone cleared the store meanwhile', async () => {
    await files.write('cache/keys/ab/a.json', 'one');
    await rm(store, { recursive: true });
    await files.write('cache/keys/ab/a.json', 'two');
    await rm(store, { recursive: true });
    await files.append('runs/a.jsonl', 'line\n');
    assert.equal((await files.read('runs/a.jsonl'))?.toString(), 'line\n');
    assert.equal(await readFile(path.join(store, 'runs/.gitignore'), 'utf8'), '*\n');
  });

  describe('in a workspace that comes with links', () => {
    let elsewhere: string;

    beforeEach(async () => {
      elsewhere = path.join(folder, 'elsewhere');
      await mkdir(elsewhere);
      await writeFile(path.join(elsewhere, 'precious'), 'precious');
    });

    const isUntouched = async () => assert.equal(await readFile(path.join(elsewhere, 'precious'), 'utf8'), 'precious');

    it('opens a new file in place of a link that has its name', async () => {
      await mkdir(path.join(store, 'crashes'), { recursive: true });
      await symlink(path.join(elsewhere, 'precious'), path.join(store, 'crashes/last-call-1.txt'));
      const descriptor = await files.openForWriting('crashes/last-call-1.txt');
      writeSync(descriptor, 'note');
      closeSync(descriptor);
      await isUntouched();
      assert.equal((await files.read('crashes/last-call-1.txt'))?.toString(), 'note');
    });

    it('reads none', async () => {
      await mkdir(path.join(store, 'runs'), { recursive: true });
      await symlink('/dev/zero', path.join(store, 'runs/endless.jsonl'));
      await symlink(path.join(elsewhere, 'precious'), path.join(store, 'runs/other.jsonl'));
      assert.equal(await files.read('runs/endless.jsonl'), undefined);
      assert.equal(await files.read('runs/other.jsonl'), undefined);
    });

    it('writes through none that lies deeper than what was written before', async () => {
      await files.write('cache/keys/aa/a.json', '{}');
      await symlink(elsewhere, path.join(store, 'cache/keys/bb'));
      await symlink(elsewhere, path.join(store, 'cache/objects'));
      for (const file of ['cache/keys/bb/precious', 'cache/objects/cc/b.png'] as const) {
        await assert.rejects(files.write(file, 'x'), (error) => Failure.is(error, 'path-outside-workspace'));
      }
      assert.deepEqual(await readdir(elsewhere), ['precious']);
      await isUntouched();
    });

    it('appends to none', async () => {
      await mkdir(path.join(store, 'runs'), { recursive: true });
      await symlink(path.join(elsewhere, 'precious'), path.join(store, 'runs/notes.jsonl'));
      await assert.rejects(files.append('runs/notes.jsonl', 'x'), (error) =>
        Failure.is(error, 'path-outside-workspace'),
      );
      await isUntouched();
    });

    it('knows of nothing that lies behind one', async () => {
      await mkdir(path.join(store, 'runs'), { recursive: true });
      await symlink(elsewhere, path.join(store, 'runs/plans'));
      await symlink(path.join(elsewhere, 'precious'), path.join(store, 'runs/a.json'));
      assert.deepEqual(await files.list('runs/plans'), []);
      assert.equal(await files.size('runs/a.json'), undefined);
    });

    it('removes nothing through a folder that is one', async () => {
      await mkdir(store);
      await symlink(elsewhere, path.join(store, 'runs'));
      await assert.rejects(files.remove('runs/precious'), (error) => Failure.is(error, 'path-outside-workspace'));
      await isUntouched();
    });
  });

  it('lets two writers of one file both finish', async () => {
    const other = new StoreFiles(store);
    const content = 'x'.repeat(100_000);
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 ? files : other).write('cache/objects/ab/a.png', content)),
    );
    assert.equal((await files.read('cache/objects/ab/a.png'))?.toString(), content);
    assert.deepEqual(await readdir(path.join(store, 'cache/objects/ab')), ['a.png']);
  });

  it('sweeps what killed processes left, and nothing else', async () => {
    await files.write('cache/objects/ab/kept.png', 'kept');
    const dead = spawnSync(process.execPath, ['--version']).pid;
    const old = new Date(Date.now() - 3_600_000);
    const leave = async (name: string, when: Date) => {
      await mkdir(path.dirname(path.join(store, name)), { recursive: true });
      await writeFile(path.join(store, name), 'half');
      await utimes(path.join(store, name), when, when);
    };
    await leave(`cache/objects/ab/.vlprompt-${dead}-1.tmp`, old);
    await leave(`cache/objects/ab/.vlprompt-${dead}-2.tmp`, new Date(Date.now() + 1000));
    await leave(`cache/objects/ab/.vlprompt-${process.ppid}-1.tmp`, old);
    await leave('cache/objects/ab/.theirs.tmp', old);
    await leave('previews/old.png', old);
    await leave('previews/new.png', new Date(Date.now() + 1000));
    await files.sweep();
    assert.deepEqual(
      (await readdir(path.join(store, 'cache/objects/ab'))).sort(),
      ['.theirs.tmp', `.vlprompt-${dead}-2.tmp`, `.vlprompt-${process.ppid}-1.tmp`, 'kept.png'].sort(),
    );
    assert.deepEqual(await readdir(path.join(store, 'previews')), ['new.png']);
  });

  it('neither writes nor sweeps through a link: a workspace may come with one to any folder', async () => {
    const photographs = path.join(folder, 'photographs');
    const photograph = path.join(photographs, 'previews/old.png');
    await mkdir(path.dirname(photograph), { recursive: true });
    await writeFile(photograph, 'precious');
    await utimes(photograph, 1, 1);
    const refused = (file: StoreFiles) =>
      assert.rejects(file.write('previews/a.png', 'x'), (error) => {
        assert.ok(Failure.is(error, 'path-outside-workspace'), String(error));
        assert.match(error.message, /is a link, and the store writes through none/);
        return true;
      });

    await mkdir(store);
    await symlink(path.dirname(photograph), path.join(store, 'previews'), 'junction');
    await files.sweep();
    await refused(files);

    await rm(store, { recursive: true });
    await symlink(photographs, store, 'junction');
    const ofWorkspace = new StoreFiles(store, folder);
    await ofWorkspace.sweep();
    await refused(ofWorkspace);
    assert.deepEqual(await readdir(photographs, { recursive: true }), ['previews', path.join('previews', 'old.png')]);
  });

  it('may itself be reached through a link where it lies outside of the workspace', async () => {
    const disk = path.join(folder, 'disk');
    await mkdir(disk);
    await symlink(disk, store, 'junction');
    await new StoreFiles(store, path.join(folder, 'workspace')).write('cache/a', 'x');
    assert.equal(await readFile(path.join(disk, 'cache/a'), 'utf8'), 'x');
  });

  it('says that a file is in the way of the store', async () => {
    await writeFile(store, 'not a folder');
    await assert.rejects(files.write('cache/a', 'x'), (error) => {
      assert.ok(Failure.is(error, 'store-read-only'));
      assert.match(error.message, /a file of that name is in the way/);
      return true;
    });
  });

  it('says that the folder is read-only, and still reads', async function () {
    await mkdir(store);
    const disk = mountDisk(this, store, 'ro');
    try {
      await assert.rejects(files.write('cache/a', 'x'), (error) => {
        assert.ok(Failure.is(error, 'store-read-only'), String(error));
        assert.ok(error.message.includes(store) && /make it writable/.test(error.message));
        return true;
      });
      await assert.rejects(files.append('runs/a', 'x'), (error) => Failure.is(error, 'store-read-only'));
      assert.equal(await files.read('cache/a'), undefined);
      await files.sweep();
    } finally {
      disk.unmount();
    }
  });

  it('says that the disk is full, and leaves nothing half-written', async function () {
    await mkdir(store);
    const disk = mountDisk(this, store, 'size=64k');
    try {
      await files.write('cache/small', 'x');
      await assert.rejects(files.write('cache/large', new Uint8Array(1 << 20)), (error) => {
        assert.ok(Failure.is(error, 'disk-full'), String(error));
        assert.ok(error.message.includes(store) && /free some space/.test(error.message));
        return true;
      });
      assert.deepEqual((await readdir(path.join(store, 'cache'))).sort(), ['.gitignore', 'small']);
      await files.write('cache/after', 'x');
      assert.equal((await stat(path.join(store, 'cache/after'))).size, 1, 'there is room again');
    } finally {
      disk.unmount();
    }
  });
});
