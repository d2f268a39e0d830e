import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listLabelledFolder } from '../../../src/engine/datasets/labelled-folder.ts';
import { Failure, type FailureCode } from '../../../src/protocol/failure.ts';
import { dataPlan } from '../support/plans.ts';

const classes = ['shirt', 'sneaker'];

describe('listLabelledFolder', () => {
  let outside: string;
  let workspace: string;

  beforeEach(async () => {
    outside = await realpath(await mkdtemp(path.join(tmpdir(), 'vlprompt-data-')));
    workspace = path.join(outside, 'workspace');
    await mkdir(workspace);
  });

  afterEach(() => rm(outside, { recursive: true, force: true }));

  async function put(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const file = path.join(workspace, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, name);
    }
  }

  const list = (given = 'data') => listLabelledFolder(dataPlan(given), workspace, classes);

  const fails = (code: FailureCode, sentence: RegExp, given = 'data') =>
    assert.rejects(list(given), (error) => {
      assert.ok(Failure.is(error, code), String(error));
      assert.match(error.message, sentence);
      return true;
    });

  it('lists images class by class, sorted, of the types it reads', async () => {
    await put('data/sneaker/b.jpeg', 'data/sneaker/a.PNG', 'data/shirt/10.webp', 'data/shirt/9.jpg');
    await put('data/shirt/notes.txt', 'data/shirt/.DS_Store', 'data/LICENCE', 'data/.git/x.png');
    const { images, skipped } = await list();
    const names = images.map(({ file, actual }) => [path.relative(workspace, file), actual]);
    assert.deepEqual(names, [
      ['data/shirt/10.webp', 0],
      ['data/shirt/9.jpg', 0],
      ['data/sneaker/a.PNG', 1],
      ['data/sneaker/b.jpeg', 1],
    ]);
    assert.deepEqual(skipped, []);
    assert.equal(images[0]?.size, 'data/shirt/10.webp'.length);
  });

  it('says in one sentence each which folders are no class and which classes have no images', async () => {
    await put('data/shirt/a.png', 'data/boot/a.png', 'data/hat/a.png');
    const { images, skipped } = await list();
    assert.equal(images.length, 1);
    assert.deepEqual(
      skipped.map(({ reason }) => reason),
      [
        'No class here is named `boot`, `hat`, so what lies in there was left out.',
        'There is no image of `sneaker`, so nothing is known about it.',
      ],
    );
  });

  it('says what is missing and where', async () => {
    await fails('data-missing', /`holdout`, .*workspace\/data, is not there/);
    await put('file.png');
    await fails('data-missing', /is a file, not a folder/, 'file.png');
    await fails('data-missing', /is not there/, 'file.png/data');
  });

  it('says what was found where nothing is of use', async () => {
    await mkdir(path.join(workspace, 'data'));
    await fails('data-empty', /has no folders; it needs PNG, JPEG or WebP files in folders named like .*`shirt`/);
    await put('data/Shirt/a.png', 'data/shirt/readme.md');
    await fails('data-empty', /has the folders `Shirt`, `shirt`/);
  });

  it('refuses paths and links that lead out of the workspace', async () => {
    await mkdir(path.join(outside, 'secret/shirt'), { recursive: true });
    await writeFile(path.join(outside, 'secret/shirt/a.png'), 'x');
    await fails('path-outside-workspace', /`\.\.\/secret` leads out/, '../secret');
    await fails('path-outside-workspace', /leads out/, path.join(outside, 'secret'));
    await symlink(path.join(outside, 'secret'), path.join(workspace, 'link'));
    await fails('path-outside-workspace', /`link` leads out/, 'link');
    await put('data/sneaker/a.png');
    await symlink(path.join(outside, 'secret/shirt'), path.join(workspace, 'data/shirt'));
    await fails('path-outside-workspace', /data\/shirt is a link that leads out/);
    await rm(path.join(workspace, 'data/shirt'));
    await symlink(path.join(outside, 'secret/shirt/a.png'), path.join(workspace, 'data/sneaker/b.png'));
    await fails('path-outside-workspace', /sneaker\/b\.png is a link that leads out/);
  });

  it('follows links that stay inside, also when the workspace is itself behind a link', async () => {
    await put('photos/shirt/a.png', 'data/sneaker/a.png');
    await symlink(path.join(workspace, 'photos/shirt'), path.join(workspace, 'data/shirt'));
    await symlink(workspace, path.join(outside, 'elsewhere'));
    const { images } = await listLabelledFolder(dataPlan('data'), path.join(outside, 'elsewhere'), classes);
    assert.equal(images.length, 2);
  });

  it('says that a link leads to nothing', async () => {
    await put('data/shirt/a.png');
    await symlink(path.join(workspace, 'gone.png'), path.join(workspace, 'data/shirt/b.png'));
    await fails('file-unreadable', /b\.png is a link to nothing/);
  });

  it('does not take the name of a built-in property for a folder', async () => {
    await put('data/shirt/a.png');
    const { skipped } = await listLabelledFolder(dataPlan('data'), workspace, ['shirt', 'constructor', '__proto__']);
    assert.match(skipped[0]?.reason ?? '', /no image of `constructor`, `__proto__`/);
  });
});
