import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EngineCaller } from '../../src/engine/client/engine.ts';
import type { CacheStatus } from '../../src/protocol/cache.ts';
import { stubbedCommands } from './support/stubbed-commands.ts';

describe('vlprompt cache', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-cli-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const { vlprompt } = stubbedCommands(() => folder);

  const status = (): CacheStatus => ({
    folder: path.join(folder, '.vlprompt/cache'),
    stages: [
      { stage: 'images', files: 1200, bytes: 480e6 },
      { stage: 'latents', files: 1200, bytes: 79e6 },
      { stage: 'index', files: 1200, bytes: 960e3 },
    ],
    bytes: 559_960_000,
    limit: 20e9,
    held: 400e6,
  });

  const calls = (asked: number[] = []): Partial<EngineCaller> => ({
    cacheStatus: async () => status(),
    cleanCache: async ({ to }) => {
      asked.push(to);
      return { removed: { files: 3, bytes: 5e6 }, status: status() };
    },
  });

  it('says what is kept', async () => {
    const { exitCode, out } = await vlprompt(['cache', 'status', '--workspace', '.'], { calls: calls() });
    assert.equal(exitCode, 0);
    assert.equal(
      out.replaceAll(folder, '<folder>'),
      `  kept             files    size
  images            1200  480 MB
  latents           1200   79 MB
  index of images   1200  960 kB

560 MB in <folder>/.vlprompt/cache, which is kept within 20.0 GB.
Runs, decisions and releases refer to 400 MB of it, which stay.
`,
    );
  });

  it('says it without being asked for the status', async () => {
    const named = await vlprompt(['cache', 'status', '--workspace', '.'], { calls: calls() });
    assert.deepEqual(await vlprompt(['cache', '--workspace', '.'], { calls: calls() }), named);
  });

  it('says that nothing is kept', async () => {
    const empty = { ...status(), stages: [], bytes: 0, held: 0 };
    const { out } = await vlprompt(['cache', 'status', '--workspace', '.'], {
      calls: { cacheStatus: async () => empty },
    });
    assert.match(out, /^Nothing is kept in /);
  });

  it('makes it as small as is asked', async () => {
    const asked: number[] = [];
    for (const to of [[], ['--to', '5GB'], ['--to', '1.5 mb'], ['--to', '0']]) {
      const { exitCode, out } = await vlprompt(['cache', 'clean', '--workspace', '.', ...to], { calls: calls(asked) });
      assert.equal(exitCode, 0);
      assert.match(out, /^Removed 3 files \(5\.0 MB\)\.\n/);
    }
    assert.deepEqual(asked, [0, 5e9, 1.5e6, 0]);
  });

  it('refuses what is no size', async () => {
    for (const size of ['5', 'all', '-1GB', '1e3GB', '5 PB']) {
      const { exitCode, notes } = await vlprompt(['cache', 'clean', `--to=${size}`], { calls: calls() });
      assert.equal(exitCode, 64, size);
      assert.match(notes, /It is 0, or a number with its unit: 5GB, 500MB\./);
    }
  });

  it('prints one JSON document', async () => {
    const { out } = await vlprompt(['cache', 'clean', '--workspace', '.', '--json'], { calls: calls() });
    const { folder: place, ...rest } = status();
    assert.equal(path.basename(place), 'cache');
    assert.deepEqual(JSON.parse(out), {
      format: 'vlprompt.cache',
      version: 1,
      exitCode: 0,
      removed: { files: 3, bytes: 5e6 },
      folder: '.vlprompt/cache',
      ...rest,
    });
  });
});
