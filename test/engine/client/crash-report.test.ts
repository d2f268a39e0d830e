import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { newestCrashReport, takeLastCall, writeCrashReport } from '../../../src/engine/client/crash-files.ts';
import { type Crash, crashText } from '../../../src/engine/client/crash-report.ts';

const crash: Crash = {
  at: new Date('2026-11-22T10:11:12.345Z'),
  reason: 'The engine process was ended by signal SIGABRT.',
  settings: {
    workspace: '/people/ada/words',
    store: '/people/ada/words/.vlprompt',
    starterPack: '/opt/vlprompt/models',
    trustedModelFolders: ['/people/ada/secret-project'],
    provider: 'webgpu',
    threads: 2,
    cache: '/people/ada/.cache/vlprompt',
    memory: 4000,
    storeSize: 0,
    offline: false,
    logLevel: 'info',
  },
  node: { path: '/usr/bin/node', electron: false },
  lines: ['[info] Opened unet (3.4 GB) on webgpu in 2.1 s.'],
};

describe('a crash report', () => {
  it('says what ended, on what, with which settings, in which call, and what it said last', () => {
    const lastCall = 'running /people/ada/models/unet/model.onnx on webgpu\nsample 2×4×64×64';
    const text = crashText({ ...crash, lastCall }, '/people/ada');
    for (const part of [
      '2026-11-22T10:11:12.345Z',
      'SIGABRT',
      'node /usr/bin/node',
      'provider: webgpu',
      'workspace: ~/words',
      'running ~/models/unet/model.onnx on webgpu',
      'sample 2×4×64×64',
      'Opened unet',
    ])
      assert.ok(text.includes(part), part);
  });

  it('tells neither who it was nor what opens other doors', () => {
    const lines = [
      '[warn] GET https://ada:pa55word@hub.example/x?X-Amz-Signature=0123456789abcdef&b=1 failed',
      '[warn] Authorization: Bearer hf_abcdefghijklmnop',
      '[info] token=abcdefghijkl',
      'at run (/people/ada/.vscode/extensions/vlprompt/dist/engine.cjs:1:1)',
    ];
    const text = crashText({ ...crash, lines }, '/people/ada');
    for (const secret of ['ada', 'pa55word', '0123456789', 'abcdefgh', 'secret-project'])
      assert.ok(!text.includes(secret), secret);
    assert.match(text, /~\/\.vscode/);
  });

  it('of a process that never started says so', () => {
    assert.match(crashText(crash), /It had not started yet/);
    assert.match(crashText(crash), /Last native call\n-+\nnone\n/);
  });
});

describe('crash reports on the disk', () => {
  let store: string;

  beforeEach(async () => {
    store = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-crashes-'));
  });

  afterEach(() => rm(store, { recursive: true, force: true }));

  it('are the last ten, the newest by its time', async () => {
    assert.equal(await newestCrashReport(store), undefined);
    const files: string[] = [];
    for (let day = 1; day <= 12; day++) {
      const at = new Date(Date.UTC(2026, 10, day));
      files.push(await writeCrashReport(store, at, 7, `crash ${day}`));
    }
    await writeFile(path.join(store, 'crashes', 'notes of mine.txt'), 'mine');
    const names = (await readdir(path.join(store, 'crashes'))).sort();
    const kept = files.slice(2).map((file) => path.basename(file));
    assert.deepEqual(names, ['.gitignore', ...kept, 'notes of mine.txt']);
    const newest = (await newestCrashReport(store)) ?? '';
    assert.equal(newest, files.at(-1));
    assert.equal(await readFile(newest, 'utf8'), 'crash 12');
  });

  it('are written through no link', async () => {
    const elsewhere = path.join(store, 'elsewhere');
    await mkdir(elsewhere);
    await symlink(elsewhere, path.join(store, 'crashes'));
    await assert.rejects(writeCrashReport(store, new Date(), 1, 'text'), /is a link/);
    assert.deepEqual(await readdir(elsewhere), []);
  });

  it('take what the process noted last, once', async () => {
    await mkdir(path.join(store, 'crashes'));
    await writeFile(path.join(store, 'crashes', 'last-call-7.txt'), 'running x  \n   ');
    assert.equal(await takeLastCall(store, 8), undefined);
    assert.equal(await takeLastCall(store, 7), 'running x');
    assert.equal(await takeLastCall(store, 7), undefined);
  });

  it('take no note through a link, and none that no process would make', async () => {
    await mkdir(path.join(store, 'crashes'));
    await writeFile(path.join(store, 'secret'), 'secret');
    await symlink(path.join(store, 'secret'), path.join(store, 'crashes', 'last-call-7.txt'));
    await writeFile(path.join(store, 'crashes', 'last-call-8.txt'), 'x'.repeat(100_000));
    assert.equal(await takeLastCall(store, 7), undefined);
    assert.equal(await takeLastCall(store, 8), undefined);
    assert.equal(await readFile(path.join(store, 'secret'), 'utf8'), 'secret');
  });
});
