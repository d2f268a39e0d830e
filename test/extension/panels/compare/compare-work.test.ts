import assert from 'node:assert/strict';
import { compareSnapshot, shownPairs } from '../../../../src/extension/panels/compare/compare-snapshot.ts';
import { CompareWork, type CompareWorkParts } from '../../../../src/extension/panels/compare/compare-work.ts';
import type { Plan } from '../../../../src/language/plan/plan.ts';
import type { CompareRequest, Comparison } from '../../../../src/protocol/comparison.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { RunSummary } from '../../../../src/protocol/runs.ts';
import type { CompareTarget } from '../../../../src/protocol/webviews/compare.ts';
import { comparison, pair } from '../../../cli/support/sample-comparison.ts';
import { recipePlan } from '../../../engine/support/plans.ts';

const id = { uri: 'file:///w/a.vlprompt', name: 'preview' };
const head: CompareTarget = { kind: 'ref', ref: 'HEAD' };

const planOf = (name = 'preview'): Plan => ({
  version: 3,
  file: 'a.vlprompt',
  classes: [],
  data: [],
  recipes: [recipePlan({ name })],
  evaluations: [],
});

const run: RunSummary = {
  id: 'r1',
  kind: 'draw',
  name: 'preview',
  file: 'a.vlprompt',
  started: '2026-11-22T05:06:07.000Z',
  outcome: 'done',
  images: { total: 1, drawn: 1, reused: 0, failed: 0 },
  isPinned: true,
  isBaseline: true,
};

describe('a comparison that is kept up', () => {
  let asked: CompareRequest[];
  let worked: number;
  let answer: (request: CompareRequest, signal: AbortSignal) => Promise<Comparison>;

  beforeEach(() => {
    asked = [];
    worked = 0;
    answer = async () => comparison();
  });

  const workWith = (more: Partial<CompareWorkParts> = {}) =>
    new CompareWork({
      id,
      target: head,
      planNow: async () => planOf(),
      planAt: async () => planOf(),
      onDidWork: () => worked++,
      engine: async () => ({
        listRuns: async () => [run],
        compare: (request, { signal = new AbortController().signal } = {}) => {
          asked.push(request);
          return answer(request, signal);
        },
      }),
      ...more,
    });

  /** As a call of the engine that ends when it is cancelled. */
  const endless = (_: CompareRequest, signal: AbortSignal) =>
    new Promise<Comparison>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Failure('cancelled', 'Cancelled.')));
    });

  it('compares the text with a commit, and tells of it', async () => {
    const work = workWith();
    let told = 0;
    work.onDidChange(() => told++);
    await work.refresh();
    assert.deepEqual(
      asked.map(({ before, after, effort }) => [before.kind === 'recipe' && before.label, after.kind, effort]),
      [['HEAD', 'recipe', 'cached']],
    );
    assert.deepEqual([work.revision, work.failure, work.isLooking, told], [1, undefined, false, 2]);
    work.dispose();
  });

  it('compares with a run, and with the baseline', async () => {
    const work = workWith({ target: { kind: 'run', run: 'r7' } });
    await work.refresh();
    await work.aim({ kind: 'baseline' }, 'judge');
    assert.deepEqual(
      asked.map(({ before, effort }) => [before.kind === 'run' && before.run, effort]),
      [
        ['r7', 'cached'],
        ['r1', 'judge'],
      ],
    );
    assert.equal(worked, 1, 'looking alone makes nothing');
    work.dispose();
  });

  it('keeps the last comparison, and the sentence, when one fails', async () => {
    const work = workWith();
    await work.refresh();
    answer = () => Promise.reject(new Failure('git-ref-missing', 'No such commit.'));
    await work.refresh();
    assert.deepEqual([work.failure, work.revision], ['No such commit.', 1]);
    const { activity } = compareSnapshot(id, work, { kind: 'ready' });
    assert.deepEqual(activity, { kind: 'failed', sentence: 'No such commit.' });
    work.dispose();
  });

  it('says of a declaration that it is not there, on either side', async () => {
    const absent = workWith({ planAt: async () => planOf('other') });
    await absent.refresh();
    assert.match(absent.failure ?? '', /preview is not in `HEAD`/);
    const gone = workWith({ planNow: async () => planOf('other') });
    await gone.refresh();
    assert.match(gone.failure ?? '', /preview is not in the file as it stands/);
    assert.equal(asked.length, 0);
  });

  it('lets the last call win: what was asked before is stopped, and its answer not shown', async () => {
    const work = workWith();
    answer = endless;
    const first = work.compare('draw');
    await new Promise(setImmediate);
    answer = async () => comparison({ subject: { kind: 'recipe', name: 'second' } });
    await work.aim({ kind: 'ref', ref: 'main' }, 'judge');
    await first;
    assert.equal(work.comparison?.subject.name, 'second');
    assert.deepEqual([work.revision, work.failure], [1, undefined]);
    work.dispose();
  });

  it('waits for a run before it looks again at what was typed meanwhile', async () => {
    const work = workWith();
    let end = (_: Comparison) => {};
    answer = () => new Promise((resolve) => (end = resolve));
    const running = work.compare('judge');
    await new Promise(setImmediate);
    await work.refresh();
    assert.deepEqual([asked.length, work.isAtWork], [1, true]);
    answer = async () => comparison();
    end(comparison());
    await running;
    await new Promise(setImmediate);
    assert.deepEqual(
      asked.map(({ effort }) => effort),
      ['judge', 'cached'],
    );
    work.dispose();
  });

  it('is idle after it was cancelled, and tells nobody after its end', async () => {
    const work = workWith();
    answer = endless;
    const running = work.compare('draw');
    await new Promise(setImmediate);
    work.cancel();
    await running;
    assert.deepEqual(compareSnapshot(id, work, { kind: 'ready' }).activity, { kind: 'idle' });
    const late = work.compare('judge');
    await new Promise(setImmediate);
    work.dispose();
    await late;
    assert.equal(work.comparison, undefined);
  });
});

describe('pairs of a comparison', () => {
  it('are those of one kind, the largest change first, at most as many as asked for, with addresses', () => {
    const pairs = [0.1, 0.4, undefined, 0.2].map((distance, i) =>
      pair({ row: `r${i}`, pixels: { kind: 'changed', ...(distance !== undefined && { distance }) } }),
    );
    const found = comparison({
      pictures: [{ recipe: 'preview', pairs: [...pairs, pair({ pixels: { kind: 'same' } })] }],
    });
    const shown = shownPairs(found, { set: 0, kind: 'changed', count: 3 }, (file) => `web:${file}`);
    assert.deepEqual(
      shown.map(({ index, row, after }) => [index, row, after?.file]),
      [
        [1, 'r1', 'web:/store/b.png'],
        [3, 'r3', 'web:/store/b.png'],
        [0, 'r0', 'web:/store/b.png'],
      ],
    );
    assert.equal(shownPairs(found, { set: 0, kind: 'same', count: 9 }, String).length, 1);
    assert.deepEqual(shownPairs(found, { set: 7, kind: 'same', count: 9 }, String), []);
  });
});
