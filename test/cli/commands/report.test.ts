import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { RunRecord, RunSummary } from '../../../src/protocol/runs.ts';
import { contents } from '../support/sample.ts';
import { stubbedCommands } from '../support/stubbed-commands.ts';

const classes = ['saw', 'file'];
const confusion = [
  [3, 1],
  [0, 4],
];
const sample = contents(classes, { real: { classes, confusion }, drawn: { classes, confusion } });
const [{ recipe, drawn } = assert.fail()] = sample.drawn;
const [{ plan: evaluation, report } = assert.fail()] = sample.evaluated;

const summary: RunSummary = {
  id: '20260101T000000000Z-1-1',
  kind: 'evaluate',
  name: 'zeroshot',
  file: 'tools.vlprompt',
  started: '2026-01-01T00:00:00.000Z',
  outcome: 'done',
  images: { total: 8, drawn: 0, reused: 8, failed: 0 },
  isPinned: false,
  isBaseline: false,
};

const judged: RunRecord = {
  summary,
  evaluation: { ...evaluation, on: [{ kind: 'recipe', recipe }] },
  report,
};

describe('vlprompt report', () => {
  let folder = '';
  const { vlprompt } = stubbedCommands(() => folder);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-report-'));
    await writeFile(path.join(folder, 'tools.vlprompt'), 'class saw "saw"\n');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes the last run that was done, with the images that are still there and the prompt file', async () => {
    const asked: string[] = [];
    const calls = {
      listRuns: async () => [{ ...summary, id: 'newer', outcome: 'cancelled' as const }, summary],
      readRun: async ({ run }: { readonly run: string }) => {
        asked.push(run);
        return judged;
      },
      lookup: async () => drawn,
    };
    const { exitCode, notes } = await vlprompt(['report', '-o', 'out/r.html'], { calls });
    assert.equal(exitCode, 0);
    assert.match(notes, /The report is .*r\.html/);
    assert.deepEqual(asked, [summary.id]);
    const page = await readFile(path.join(folder, 'out/r.html'), 'utf8');
    for (const words of [
      'zeroshot',
      'preview',
      'class saw &quot;saw&quot;',
      'vlprompt evaluate tools.vlprompt zeroshot',
    ]) {
      assert.ok(page.includes(words), words);
    }
  });

  it('carries no file that a journal names and that is no prompt file of the workspace', async () => {
    const elsewhere = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-secret-'));
    try {
      await writeFile(path.join(elsewhere, 'secret.vlprompt'), 'a secret');
      await writeFile(path.join(folder, 'notes.txt'), 'a secret');
      await symlink(path.join(elsewhere, 'secret.vlprompt'), path.join(folder, 'link.vlprompt'));
      const leading = path.relative(folder, path.join(elsewhere, 'secret.vlprompt'));
      for (const file of [leading, 'link.vlprompt', 'notes.txt', '/etc/passwd']) {
        const calls = {
          readRun: async () => ({ ...judged, summary: { ...summary, file } }),
          lookup: async () => drawn,
        };
        assert.equal((await vlprompt(['report', 'run', '-o', 'r.html'], { calls })).exitCode, 0);
        const page = await readFile(path.join(folder, 'r.html'), 'utf8');
        assert.ok(!page.includes('a secret') && !page.includes('root:'), file);
      }
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });

  it('writes nothing of a run that did not come to its end', async () => {
    const { report: _, ...unfinished } = judged;
    const { exitCode, notes } = await vlprompt(['report', 'some-run'], { calls: { readRun: async () => unfinished } });
    assert.equal(exitCode, 1);
    assert.match(notes, /did not come to its end: run it again/);
    assert.deepEqual(await readdir(folder), ['tools.vlprompt']);
  });

  it('says what to do where nothing was run', async () => {
    const { exitCode, notes } = await vlprompt(['report'], { calls: { listRuns: async () => [] } });
    assert.equal(exitCode, 1);
    assert.match(notes, /No run has come to its end here: draw or evaluate first/);
  });
});
