import assert from 'node:assert/strict';
import { EvaluationBoard } from '../../../../src/extension/boards/evaluation-board.ts';
import {
  DifferenceBoard,
  type DifferenceBoardParts,
} from '../../../../src/extension/runs/differences/difference-board.ts';
import { testDifferences } from '../../../../src/extension/runs/differences/test-differences.ts';
import { type RunCalls, RunLibrary } from '../../../../src/extension/runs/run-library.ts';
import type { EvaluationPlan } from '../../../../src/language/plan/plan.ts';
import type { Comparison, Measure } from '../../../../src/protocol/comparison.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { ManualTimer } from '../../manual-timer.ts';
import { evaluation, recipe, report } from '../../sample-plans.ts';
import { runSummary } from '../sample-runs.ts';

const measure = (facts: Partial<Measure>): Measure => ({
  metric: 'accuracy',
  source: 'holdout',
  better: 'higher',
  before: 0.8,
  after: 0.9,
  difference: { value: 0.1, low: 0.05, high: 0.15, n: 600, method: 'paired-bootstrap' },
  verdict: 'better',
  ...facts,
});

const side = { label: '', drawn: 0, total: 0, isJudged: true };
const comparison: Comparison = {
  subject: { kind: 'evaluation', name: 'zeroshot' },
  before: side,
  after: side,
  words: [],
  pictures: [],
  measures: [
    measure({ class: 'cat', metric: 'recall' }),
    measure({}),
    measure({ source: 'preview', verdict: 'worse' }),
  ],
  matrices: [],
  statements: [],
  notes: [],
};

const pair = { folder: '/w', before: 'a', after: 'b' };

function boardWith(compare: () => Promise<Comparison>) {
  const [asked, errors]: [unknown[], unknown[]] = [[], []];
  const parts: DifferenceBoardParts = {
    engineOf: async () => ({
      compare: (request) => {
        asked.push(request);
        return compare();
      },
    }),
    onError: (error) => errors.push(error),
  };
  return { board: new DifferenceBoard(parts), asked, errors };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('tested differences', () => {
  it('are asked for once, of what is known alone, and kept by source', async () => {
    const { board, asked } = boardWith(async () => comparison);
    assert.equal(board.of(pair), undefined);
    await Promise.all([board.ask(pair), board.ask(pair)]);
    await board.ask(pair);
    assert.deepEqual(asked, [
      { before: { kind: 'run', run: 'a' }, after: { kind: 'run', run: 'b' }, effort: 'cached' },
    ]);
    assert.deepEqual(
      [...(board.of(pair) ?? [])].map(([source, { verdict }]) => [source, verdict]),
      [
        ['holdout', 'better'],
        ['preview', 'worse'],
      ],
    );
    assert.equal(board.of({ ...pair, folder: '/v' }), undefined);
  });

  it('that cannot be had are written down, and not asked for again and again', async () => {
    const failure = new Failure('disk-full', 'The disk is full.');
    const { board, asked, errors } = boardWith(() => Promise.reject(failure));
    await board.ask(pair);
    await board.ask(pair);
    assert.deepEqual([asked.length, errors, board.of(pair)], [1, [failure], undefined]);
  });
});

const nothingElse: RunCalls = {
  listRuns: () => assert.fail(),
  readRun: () => assert.fail(),
  changeRun: () => assert.fail(),
  watchQueue: () => assert.fail(),
  changeQueue: () => assert.fail(),
};

describe('testing what is seen', () => {
  const id = { uri: 'file:///w/a.vlprompt', name: 'zeroshot' };
  const runs = [
    runSummary({
      id: 'b',
      kind: 'evaluate',
      name: 'zeroshot',
      started: '2026-01-02T03:04:00.000Z',
      ended: '2026-01-02T03:05:00.000Z',
    }),
    runSummary({ id: 'a', kind: 'evaluate', name: 'zeroshot', started: '2026-01-01T03:04:00.000Z' }),
  ];

  async function asksFor(plan: EvaluationPlan): Promise<readonly unknown[]> {
    const { board, asked } = boardWith(async () => comparison);
    const timer = new ManualTimer();
    const evaluations = new EvaluationBoard(async () => ({
      lastReport: async () => report(),
      evaluate: async () => report(),
    }));
    const library = new RunLibrary({
      engineOf: async () => ({ ...nothingElse, listRuns: async () => runs }),
      isAwake: () => true,
      onError: (error) => assert.fail(String(error)),
    });
    testDifferences({ evaluations, library, differences: board, folderOf: () => '/w', timer });
    await library.refresh('/w');
    evaluations.show(id, plan);
    await evaluations.lookup(id);
    assert.deepEqual(asked, []);
    timer.pass(1000);
    await settle();
    return asked;
  }

  it('asks once things are quiet', async () => {
    assert.equal((await asksFor(evaluation('zeroshot'))).length, 1);
  });

  it('leaves what would take long to those who open the comparison', async () => {
    const many = recipe('preview', { rows: ['cat'], columns: [1], images: 501 });
    const plan: EvaluationPlan = { ...evaluation('zeroshot'), on: [{ kind: 'recipe', recipe: many }] };
    assert.deepEqual(await asksFor(plan), []);
  });
});
