import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Uri } from 'vscode';
import { writeWhole } from '../../../src/extension/reports/write-whole.ts';

/** As VS Code's, as far as it is used. */
const disk = {
  writeFile: ({ path: file }: Uri, bytes: Uint8Array) => writeFile(file, bytes),
  rename: ({ path: from }: Uri, { path: to }: Uri) => rename(from, to),
  delete: ({ path: file }: Uri) => rm(file),
};

function uriOf(file: string): Uri {
  const uri = { path: file, with: (change: { path?: string }) => uriOf(change.path ?? file) };
  return uri as unknown as Uri; // As far as it is used.
}

describe('a report on its way to the disk', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-write-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('follows no link that a repository may bring, neither of its name nor of one that can be guessed', async () => {
    const precious = path.join(folder, 'precious');
    const target = path.join(folder, 'report.html');
    await writeFile(precious, 'precious');
    for (const name of ['report.html', 'report.html.part', 'report.html.tmp', 'report.html~']) {
      await symlink(precious, path.join(folder, name));
    }
    await writeWhole(uriOf(target), 'a report', disk);
    assert.equal(await readFile(precious, 'utf8'), 'precious');
    assert.equal(await readFile(target, 'utf8'), 'a report');
  });

  it('leaves nothing when it cannot be written', async () => {
    await mkdir(path.join(folder, 'report.html/full'), { recursive: true });
    await assert.rejects(writeWhole(uriOf(path.join(folder, 'report.html')), 'a report', disk));
    await assert.rejects(writeWhole(uriOf(path.join(folder, 'none/report.html')), 'a report', disk));
    assert.deepEqual(await readdir(folder), ['report.html']);
  });
});
