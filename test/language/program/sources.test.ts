/** @file Programs on disk: what is read, and what is not. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeHost } from '../../../src/language/node-host.ts';
import { sourcesIn } from '../../../src/language/program/sources.ts';
import { createLanguageService } from '../../../src/language/service.ts';

describe('a program on disk', () => {
  let folder: string;
  let workspace: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-'));
    workspace = path.join(folder, 'workspace');
    await mkdir(path.join(workspace, 'deep/er'), { recursive: true });
    await mkdir(path.join(workspace, 'node_modules/p'), { recursive: true });
    await mkdir(path.join(workspace, '.vlprompt'), { recursive: true });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const write = (file: string, text: string) => writeFile(path.join(workspace, file), text);
  const open = (file: string) => createLanguageService().open(path.join(workspace, file), workspace);

  it('reads files of any system: CRLF, a byte order mark, `\\` in paths that were escaped', async () => {
    await write('deep/base.vlprompt', '\uFEFFclass a "one"\r\nclass b "two"\r\n');
    await write('deep/words.txt', '\uFEFFred\r\n\r\n# note\r\nblue\r\n');
    await write(
      'main.vlprompt',
      '\uFEFFimport "deep\\\\base.vlprompt"\r\nwildcard w from "deep\\\\words.txt"\r\nrecipe r { prompt: "${class} {2$$ $$__w__}" seed: 3 }\r\n',
    );
    const { diagnostics, plan } = await open('main.vlprompt');
    assert.deepEqual(diagnostics, []);
    const prompts = plan?.recipes[0]?.cells.flatMap((cell) => cell.images.map((image) => image.prompt)) ?? [];
    assert.deepEqual(
      prompts.map((prompt) => prompt.split(' ').toSorted()),
      [
        ['blue', 'one', 'red'],
        ['blue', 'red', 'two'],
      ],
    );
  });

  it('follows no link out of the workspace', async () => {
    await writeFile(path.join(folder, 'secret.vlprompt'), 'class secret "secret"');
    await symlink(path.join(folder, 'secret.vlprompt'), path.join(workspace, 'link.vlprompt'));
    await write('a.vlprompt', 'import "link.vlprompt"');
    const { diagnostics } = await open('a.vlprompt');
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['path-outside-workspace'],
    );
  });

  it('follows a link that stays inside', async () => {
    await write('deep/er/real.vlprompt', 'class real "real"');
    await symlink(path.join(workspace, 'deep/er/real.vlprompt'), path.join(workspace, 'inside.vlprompt'));
    assert.deepEqual(await sourcesIn(nodeHost, workspace)('inside.vlprompt'), { text: 'class real "real"' });
  });

  it('says why there is no text', async () => {
    const read = sourcesIn(nodeHost, workspace);
    assert.deepEqual(await read('nowhere/a.vlprompt'), { unread: 'missing' });
    assert.deepEqual(await read('deep'), { unread: 'unreadable' });
    assert.deepEqual(await read('../secret.vlprompt'), { unread: 'outside' });
  });

  it('waits for no pipe, and reads no device and no file without end', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [path.join(workspace, 'pipe.txt'), path.join(workspace, 'pipe.vlprompt')]);
    await write('huge.txt', '');
    await truncate(path.join(workspace, 'huge.txt'), 5 * 2 ** 30);
    await write('pipes.vlprompt', 'import "pipe.vlprompt"\nwildcard w from "pipe.txt"\nwildcard x from "huge.txt"');
    const { diagnostics } = await open('pipes.vlprompt');
    assert.deepEqual(
      diagnostics.filter(({ code }) => code === 'missing-file').map(({ span }) => span.start.line),
      [0, 1, 2],
    );
    assert.deepEqual(await sourcesIn(nodeHost, '/')('dev/zero'), { unread: 'unreadable' });
  });

  it('reports of the file that was asked for only', async () => {
    await write('broken.vlprompt', 'class a\nclass b');
    await write('user.vlprompt', 'import "broken.vlprompt"\nclass c "c"');
    const { diagnostics } = await open('user.vlprompt');
    assert.deepEqual(
      diagnostics.map(({ code, span }) => [code, span.file, span.start.line]),
      [['broken-import', 'user.vlprompt', 0]],
    );
  });

  it('is looked for in folders of authors, not of packages, and through no links', async () => {
    await write('node_modules/p/a.vlprompt', '');
    await write('.vlprompt/a.vlprompt', '');
    await symlink(path.join(workspace, 'deep'), path.join(workspace, 'again'));
    const files = await nodeHost.promptFilesIn(path.join(workspace));
    assert.ok(files.includes('deep/er/real.vlprompt') && files.includes('main.vlprompt'));
    assert.deepEqual(
      files.filter((file) => /node_modules|\.vlprompt\/|again/.test(file)),
      [],
    );
    assert.deepEqual(await nodeHost.promptFilesIn(path.join(workspace, 'nowhere')), []);
  });
});
