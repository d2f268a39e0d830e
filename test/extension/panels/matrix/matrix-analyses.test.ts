import assert from 'node:assert/strict';
import {
  type AnalysingEngine,
  MatrixAnalyses,
  matrixMap,
} from '../../../../src/extension/panels/matrix/matrix-analyses.ts';
import type { ContributionReport, EmbeddingMap } from '../../../../src/protocol/evaluation.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { evaluation, report } from '../../sample-plans.ts';

const analysed = { report: report(), evaluation: evaluation('zeroshot') };
const found: ContributionReport = { evaluation: 'zeroshot', sources: [] };
const map: EmbeddingMap = {
  method: 'pca',
  sources: [[]],
  classes: [
    [0, 0],
    [1, 1],
  ],
  notes: [],
};

/** Answers when it is told to, and notices that it was cancelled. */
function slowEngine() {
  let resolve: (report: ContributionReport) => void = () => {};
  let reject: (error: Failure) => void = () => {};
  const promise = new Promise<ContributionReport>((kept, broken) => {
    [resolve, reject] = [kept, broken];
  });
  let signal: AbortSignal | undefined;
  let tell: ((progress: { stage: 'judging'; done: number; total: number }) => void) | undefined;
  const engine: AnalysingEngine = {
    contributions: (_, options = {}) => {
      signal = options.signal;
      tell = options.onProgress;
      return promise;
    },
    embeddingMap: async () => map,
  };
  return { engine, resolve, reject, isCancelled: () => signal?.aborted ?? false, tell: () => tell };
}

describe('analyses of a report', () => {
  it('tell how far they are, and what came of it', async () => {
    const { engine, resolve, tell } = slowEngine();
    const analyses = new MatrixAnalyses(async () => engine);
    assert.deepEqual(analyses.states(analysed.report).contributions, { kind: 'none' });
    const ended = analyses.start({ kind: 'contributions' }, analysed);
    await Promise.resolve();
    tell()?.({ stage: 'judging', done: 3, total: 9 });
    const { contributions } = analyses.states(analysed.report);
    assert.equal(contributions.kind === 'running' && `${contributions.done} of ${contributions.total}`, '3 of 9');
    resolve(found);
    await ended;
    assert.deepEqual(analyses.states(analysed.report).contributions, { kind: 'done', revision: 1 });
    assert.equal(analyses.contributionsOf(analysed.report), found);
  });

  it('are of one report: of the next there is nothing', async () => {
    const { engine, resolve } = slowEngine();
    const analyses = new MatrixAnalyses(async () => engine);
    resolve(found);
    await analyses.start({ kind: 'contributions' }, analysed);
    const next = { ...analysed.report, made: '2026-02-02T00:00:00.000Z' };
    assert.deepEqual(analyses.states(next).contributions, { kind: 'none' });
    assert.equal(analyses.contributionsOf(next), undefined);
  });

  it('end at once when they are cancelled, and what comes later is not told', async () => {
    const { engine, reject, isCancelled } = slowEngine();
    const analyses = new MatrixAnalyses(async () => engine);
    const ended = analyses.start({ kind: 'contributions' }, analysed);
    await Promise.resolve();
    analyses.cancel('contributions');
    assert.deepEqual(analyses.states(analysed.report).contributions, { kind: 'none' });
    assert.equal(isCancelled(), true);
    reject(new Failure('cancelled', 'Cancelled.'));
    await ended;
    assert.deepEqual(analyses.states(analysed.report).contributions, { kind: 'none' });
  });

  it('say in a sentence why they failed', async () => {
    const { engine, reject } = slowEngine();
    const analyses = new MatrixAnalyses(async () => engine);
    reject(new Failure('model-missing', 'The model is not there: download it.'));
    await analyses.start({ kind: 'contributions' }, analysed);
    assert.deepEqual(analyses.states(analysed.report).contributions, {
      kind: 'failed',
      sentence: 'The model is not there: download it.',
    });
  });
});

describe('a map for the page', () => {
  it('says of each point what it is', () => {
    const image = { hash: 'h', runnerUp: 0, confidence: 1, margin: 1, truth: 1, rank: 1 };
    const last = report({ images: [{ ...image, file: '/a.png', actual: 1, predicted: 0 }] });
    const shown = matrixMap({ ...map, sources: [[[3, 4]]] }, last);
    assert.deepEqual(shown.sources, [{ places: [[3, 4]], actual: [1], predicted: [0] }]);
  });

  it('is refused when it is of other images than the report', () => {
    assert.throws(() => matrixMap({ ...map, sources: [[[3, 4]]] }, report()), /evaluate again/);
  });
});
