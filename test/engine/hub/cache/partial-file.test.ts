import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { PartialFile, removeUnfinished, unfinishedBytes } from '../../../../src/engine/hub/cache/partial-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const digest = 'ab'.repeat(32);
const here = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** No process has so high an id. */
const dead = 2 ** 30;

describe('PartialFile', () => {
  const folder = temporaryFolder();
  const put = async (name: string, content: string, secondsAgo = 0) => {
    const file = path.join(folder(), name);
    await writeFile(file, content);
    const then = new Date(Date.now() - secondsAgo * 1000);
    await utimes(file, then, then);
  };
  const nameOf = (process: number, host = here, of = digest) => `${of}.vlprompt-${host}-${process}-0a1b.incomplete`;
  const claim = async () => {
    const claimed = await PartialFile.claim(folder(), digest);
    if (!(claimed instanceof PartialFile)) return claimed;
    const content = await readFile(claimed.path, 'utf8');
    claimed.release();
    return content;
  };

  it('begins anew where there is nothing', async () => {
    assert.equal(await claim(), '');
  });

  it('takes over the longest that dead processes left, and removes the others', async () => {
    await put(nameOf(dead), 'some');
    await put(nameOf(dead + 1), 'a little more');
    await put(nameOf(dead, here, 'cd'.repeat(32)), 'of another content');
    assert.equal(await claim(), 'a little more');
    assert.equal((await readdir(folder())).length, 2);
  });

  it('takes over its own', async () => {
    const first = await PartialFile.claim(folder(), digest);
    assert.ok(first instanceof PartialFile);
    await writeFile(first.path, 'half');
    assert.deepEqual(await PartialFile.claim(folder(), digest), { bytes: 4 });
    first.release();
    assert.equal(await claim(), 'half');
  });

  it('waits for a living process, until it has been silent for long', async () => {
    await put(nameOf(process.ppid), 'theirs');
    assert.deepEqual(await claim(), { bytes: 6 });
    await put(nameOf(process.ppid), 'theirs', 600);
    assert.equal(await claim(), 'theirs');
  });

  it('waits for another machine on the same disk, until it has been silent for long', async () => {
    await put(nameOf(dead, '0f0f0f0f'), 'far away');
    assert.deepEqual(await claim(), { bytes: 8 });
    await put(nameOf(dead, '0f0f0f0f'), 'far away', 600);
    assert.equal(await claim(), 'far away');
  });

  it("leaves Python's own alone", async () => {
    await put(`${digest}.incomplete`, 'of Python');
    await put(`${digest}.1a2b3c4d.incomplete`, 'of newer Python');
    assert.equal(await claim(), '');
    await removeUnfinished(folder());
    assert.equal((await readdir(folder())).length, 2);
  });

  it('is counted and removed with a model, unless somebody is at it', async () => {
    await put(nameOf(dead), 'left');
    await put(nameOf(process.ppid, here, 'cd'.repeat(32)), 'living');
    assert.equal(await unfinishedBytes(folder()), 10);
    await removeUnfinished(folder());
    assert.equal(await unfinishedBytes(folder()), 6);
    assert.equal(await unfinishedBytes(path.join(folder(), 'none')), 0);
  });
});
