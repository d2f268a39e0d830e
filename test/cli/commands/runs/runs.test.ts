import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EngineCaller } from '../../../../src/engine/client/engine.ts';
import type { RunChange, RunRecord, RunSummary } from '../../../../src/protocol/runs.ts';
import { evaluationPlan, recipePlan } from '../../../engine/support/plans.ts';
import { assertGolden } from '../../support/golden.ts';
import { report, share } from '../../support/sample.ts';
import { stubbedCommands } from '../../support/stubbed-commands.ts';

const recipe = recipePlan({ images: 2 });
const evaluation = evaluationPlan({ on: [{ kind: 'recipe', recipe }] });

const run = (id: string, more: Partial<RunSummary>): RunSummary => ({
  kind: 'draw',
  name: 'preview',
  file: 'fashion.vlprompt',
  id: `20261122T1${id}0000000Z-${id}${id}${id}${id}`,
  started: '2026-11-22T12:00:00.000Z',
  outcome: 'done',
  images: { total: 40, drawn: 40, reused: 0, failed: 0 },
  isPinned: false,
  isBaseline: false,
  ...more,
});

const running = run('40', { outcome: 'running', images: { total: 40, drawn: 3, reused: 12, failed: 0 } });
const interrupted = run('30', { outcome: 'interrupted', images: { total: 40, drawn: 17, reused: 0, failed: 1 } });
const judged = run('20', {
  kind: 'evaluate',
  name: 'zeroshot',
  ended: '2026-11-22T12:03:00.000Z',
  verdict: 'needs-review',
  accuracies: [{ source: 'holdout', accuracy: share(0.872, 500) }],
  note: 'with \u001b[31mbetter hands',
  isPinned: true,
  isBaseline: true,
});
const failed = run('10', { outcome: 'failed', reason: 'The disk is full; free some space.', isPinned: true });
const all = [running, interrupted, judged, failed];

const drawn = {
  recipe: 'preview',
  cells: recipe.cells.map((cell) => cell.images.map(({ key }) => ({ key, state: 'done' as const }))),
  done: 4,
  total: 4,
  reused: 1,
  milliseconds: 6000,
};

const records: readonly RunRecord[] = [
  { summary: interrupted, recipe, drawn },
  { summary: judged, evaluation, report: report(['shirt', 'sneaker'], []) },
  { summary: failed },
  { summary: running, recipe, drawn },
];

describe('vlprompt runs', () => {
  let folder = '';
  let changes: RunChange[];
  let resumed: unknown[];
  let runs: readonly RunSummary[];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-runs-'));
    changes = [];
    resumed = [];
    runs = all;
  });

  afterEach(() => rm(folder, { recursive: true }));

  const { vlprompt: call, transcript } = stubbedCommands(() => folder);

  const calls: Partial<EngineCaller> = {
    listRuns: async () => runs,
    readRun: async ({ run: id }) => records.find(({ summary }) => summary.id === id)!,
    changeRun: async (change) => {
      changes.push(change);
      return null;
    },
    draw: async ({ resumes }) => {
      resumed.push(resumes);
      return drawn;
    },
    evaluate: async ({ resumes }) => {
      resumed.push(resumes);
      return { ...report(['shirt', 'sneaker'], []), verdict: 'needs-review' };
    },
  };
  const vlprompt = (words: readonly string[]) => call(['runs', ...words], { calls });

  it('lists them, the newest first, and says what can be gone on with', async () => {
    assertGolden('help-runs.txt', transcript(await vlprompt(['--help'])));
    assertGolden('runs-list.txt', transcript(await vlprompt([])));
    const { out } = await vlprompt(['list', '--json']);
    const document = JSON.parse(out);
    assert.deepEqual([document.format, document.runs], ['vlprompt.runs', JSON.parse(JSON.stringify(all))]);
  });

  it('says that there are none', async () => {
    runs = [];
    assert.deepEqual((await vlprompt([])).notes, 'Nothing was run in this workspace yet.');
    assert.equal((await vlprompt(['show', 'last'])).exitCode, 64);
  });

  it('shows one, by a piece of its name', async () => {
    assertGolden('runs-show.txt', transcript(await vlprompt(['show', '30303030'])));
    assertGolden('runs-show-failed.txt', transcript(await vlprompt(['show', failed.id])));
    const judgedText = transcript(await vlprompt(['show', judged.id]));
    assert.match(judgedText, /accuracy on holdout.*87\.2%/);
    assert.equal(judgedText.includes('\u001b'), false);
    const { out } = await vlprompt(['show', 'last', '--json']);
    assert.deepEqual([JSON.parse(out).run.id, JSON.parse(out).recipe.name], [running.id, 'preview']);
  });

  it('does not guess', async () => {
    const several = await vlprompt(['show', '2026']);
    assert.deepEqual(
      [several.exitCode, several.notes.startsWith('vlprompt: Several runs are called 2026: ')],
      [64, true],
    );
    const none = await vlprompt(['pin', 'nothing']);
    assert.deepEqual([none.exitCode, changes], [64, []]);
  });

  it('notes, pins, compares and forgets', async () => {
    for (const words of [
      ['note', 'last', 'too', 'dark'],
      ['note', 'last'],
      ['pin', 'last'],
      ['pin', 'last', '--remove'],
      ['baseline', '30303030'],
      ['baseline', '30303030', '--remove'],
      ['remove', failed.id],
    ]) {
      assert.equal((await vlprompt(words)).exitCode, 0, words.join(' '));
    }
    assert.deepEqual(changes, [
      { kind: 'note', run: running.id, note: 'too dark' },
      { kind: 'note', run: running.id, note: '' },
      { kind: 'pin', run: running.id, isPinned: true },
      { kind: 'pin', run: running.id, isPinned: false },
      { kind: 'baseline', run: interrupted.id, isBaseline: true },
      { kind: 'baseline', run: interrupted.id, isBaseline: false },
      { kind: 'remove', run: failed.id },
    ]);
  });

  describe('resume', () => {
    it('goes on with the last that was interrupted', async () => {
      const { exitCode, out, notes } = await vlprompt(['resume']);
      assert.deepEqual([exitCode, resumed, notes], [0, [interrupted.id], 'Goes on with preview of fashion.vlprompt.']);
      assert.match(out, /preview +2 rows × 1 column +4 +3 +1/);
    });

    it('says names as they may be shown', async () => {
      const hostile = run('90', { outcome: 'interrupted', name: 'a\u001b[2J', file: 'b\u009b31m.vlprompt' });
      runs = [hostile];
      const theirs = { ...calls, readRun: async () => ({ summary: hostile, recipe, drawn }) };
      for (const verb of [['list'], ['show', hostile.id], ['resume', hostile.id], ['pin', hostile.id]]) {
        const { exitCode, out, notes } = await call(['runs', ...verb], { calls: theirs });
        assert.equal(exitCode, 0, notes);
        const told = out + notes;
        assert.ok(!told.includes('\u001b') && !told.includes('\u009b'), told);
      }
    });

    it('ends as an evaluation would have', async () => {
      const { exitCode } = await vlprompt(['resume', judged.id]);
      assert.deepEqual([exitCode, resumed], [2, [judged.id]]);
      const { out } = await vlprompt(['resume', '30303030', '--json']);
      assert.deepEqual([JSON.parse(out).resumed, JSON.parse(out).drawn.done], [interrupted.id, 4]);
    });

    it('has nothing to do where nothing was interrupted', async () => {
      runs = [{ ...interrupted, resumedBy: judged.id }, judged];
      assert.deepEqual([(await vlprompt(['resume'])).notes, resumed], ['No run was interrupted.', []]);
      assert.equal(JSON.parse((await vlprompt(['resume', '--json'])).out).resumed, null);
    });

    it('does not disturb what is at work, and says what is not kept any more', async () => {
      assert.equal((await vlprompt(['resume', running.id])).exitCode, 64);
      const { exitCode, notes } = await vlprompt(['resume', failed.id]);
      assert.deepEqual([exitCode, resumed], [64, []]);
      assert.match(notes, /is not kept any more; run fashion\.vlprompt instead/);
    });
  });
});
