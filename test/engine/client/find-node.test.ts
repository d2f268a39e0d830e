import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findNode, findOnPath } from '../../../src/engine/client/find-node.ts';

describe('findNode', () => {
  it('takes the choice of the user, or this very Node', async () => {
    assert.deepEqual(await findNode('/opt/node'), { path: '/opt/node', electron: false });
    assert.deepEqual(await findNode(), { path: process.execPath, electron: false });
  });

  it('runs nothing that a workspace could put in its place', async () => {
    await assert.rejects(findNode('tools/node'), /engine\.node.*tools\/node.*absolute/);
  });
});

describe('findOnPath', () => {
  let root: string;

  before(async function () {
    if (process.platform === 'win32') this.skip();
    root = await mkdtemp(path.join(tmpdir(), 'vlprompt-path-'));
    const script = async (folder: string, text: string) => {
      await mkdir(path.join(root, folder));
      await writeFile(path.join(root, folder, 'node'), `#!/bin/sh\n${text}\n`);
      await chmod(path.join(root, folder, 'node'), 0o755);
    };
    await script('old', 'echo v18.20.0');
    await script('almost', 'echo v20.9.9');
    await script('broken', 'exit 1');
    await mkdir(path.join(root, 'good'));
    await symlink(process.execPath, path.join(root, 'good/node'));
  });

  after(() => root && rm(root, { recursive: true, force: true }));

  const find = (...folders: readonly string[]) =>
    findOnPath({ PATH: folders.map((folder) => path.join(root, folder)).join(path.delimiter) });

  it('passes over what is old, broken or missing', async () => {
    assert.equal(await find('missing', 'old', 'almost', 'broken', 'good'), path.join(root, 'good/node'));
    assert.equal(await find('missing', 'old', 'almost', 'broken'), undefined);
  });

  it('does not look into folders relative to the workspace', async () => {
    assert.equal(await findOnPath({ PATH: `.${path.delimiter}bin` }), undefined);
    assert.equal(await findOnPath({}), undefined);
  });
});
