/** @file A small report, built by hand. */
import { digestOf } from '../../../src/engine/files/digest.ts';
import type { Estimate, EvaluationReport, SourceReport } from '../../../src/protocol/evaluation.ts';

/** Of one data set with one image. */
export function reportOn(name: string, accuracy: Estimate): EvaluationReport {
  const source: SourceReport = {
    name,
    kind: 'data',
    images: [
      {
        file: '/data/a.png',
        hash: digestOf('a'),
        actual: 0,
        predicted: 0,
        runnerUp: -1,
        confidence: 1,
        margin: 1,
        truth: 1,
        rank: 1,
      },
    ],
    skipped: [{ file: '/data/b.png', reason: 'It is damaged.' }],
    confusion: [[1]],
    accuracy,
    balancedAccuracy: accuracy,
    top5: accuracy,
    perClass: [{ class: 'shirt', recall: accuracy, precision: accuracy, f1: accuracy }],
    columns: [],
    analysis: {
      topK: [accuracy],
      calibration: {
        bins: [{ n: 0, confidence: null, accuracy: null }],
        error: accuracy,
        temperature: null,
        errorAfter: null,
      },
      margins: { counts: [1], median: 1 },
      confusedPairs: [],
    },
  };
  return {
    evaluation: 'zeroshot',
    file: 'test.vlprompt',
    model: { spec: { kind: 'starter', name: 'clip' }, digest: digestOf('model'), provider: 'cpu' },
    made: '2026-01-01T00:00:00.000Z',
    milliseconds: 12,
    classes: ['shirt'],
    sources: [source],
    statements: [],
    verdict: 'needs-review',
  };
}
