import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeOutput } from '../../src/cli/write-output.ts';
import { Failure } from '../../src/protocol/failure.ts';

describe('files that a command writes', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-output-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const refuses = (file: string, why: RegExp) =>
    assert.rejects(writeOutput(file, 'text'), (error) => {
      assert.ok(Failure.is(error, 'file-unwritable'), String(error));
      assert.match(error.message, why);
      return true;
    });

  it('are made with the folders on the way, and replaced', async () => {
    const file = path.join(folder, 'a/b/report.html');
    await writeOutput(file, 'one');
    await writeOutput(file, 'two');
    assert.equal(await readFile(file, 'utf8'), 'two');
    assert.deepEqual(await readdir(path.dirname(file)), ['report.html'], 'no temporary file stays');
  });

  it('are not written through a link', async () => {
    const [precious, link] = [path.join(folder, 'precious'), path.join(folder, 'report.html')];
    await writeFile(precious, 'mine');
    await symlink(precious, link);
    await refuses(link, /report\.html could not be written: it is a link; name the file itself\.$/);
    assert.equal(await readFile(precious, 'utf8'), 'mine');
  });

  it('do not take the place of a device', async function () {
    if (!existsSync('/dev/null')) this.skip();
    await refuses('/dev/null', /it is no ordinary file; name another/);
  });

  it('say so where no folder can be made, and do not try for ever', async function () {
    if (!existsSync('/proc/self')) this.skip();
    await refuses('/proc/vlprompt/report/a.html', /no folder can be made there; choose another place/);
  });

  it('say so where a file stands in the way, or a folder', async () => {
    await writeFile(path.join(folder, 'file'), '');
    await mkdir(path.join(folder, 'folder'));
    await refuses(path.join(folder, 'file/report.html'), /a file stands where a folder is needed/);
    await refuses(path.join(folder, 'folder'), /it is a folder; name a file/);
  });
});
