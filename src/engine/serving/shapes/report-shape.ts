/** @file What a report must be before it is shown: it may come with a workspace that a stranger made. */
import type { EvaluationReport } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import { modelSpec, span } from './plan-shapes.ts';
import {
  absolutePath,
  digest,
  integer,
  list,
  number,
  oneOf,
  optional,
  record,
  type Shape,
  test,
  text,
} from './shape.ts';

const count = integer(0, Number.MAX_SAFE_INTEGER);
const moment = test('a time', (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)));
/** Of what there may be new ones, and which is a word at least. */
const word = test('a word', (value) => typeof value === 'string' && /^[a-z-]{1,40}$/.test(value));
const numberOrNull: Shape = (value, place) => {
  if (value !== null) number(value, place);
};

export const estimate = record({
  value: numberOrNull,
  n: count,
  low: numberOrNull,
  high: numberOrNull,
  method: word,
  unit: optional(word),
});

export const verdict = oneOf('passed', 'failed', 'needs-review');

const analysis = record({
  topK: list(estimate),
  calibration: record({
    bins: list(record({ n: count, confidence: numberOrNull, accuracy: numberOrNull })),
    error: estimate,
    temperature: numberOrNull,
    errorAfter: numberOrNull,
  }),
  margins: record({ counts: list(count), median: numberOrNull }),
  confusedPairs: list(record({ a: count, b: count, aForB: count, bForA: count, cosine: numberOrNull })),
});

const judgedImage = record({
  file: absolutePath,
  hash: digest,
  actual: count,
  predicted: count,
  runnerUp: integer(-1, Number.MAX_SAFE_INTEGER),
  confidence: number,
  margin: number,
  truth: number,
  rank: count,
  score: optional(numberOrNull),
  origin: optional(record({ source: span, prompt: text, seed: number, column: count })),
});

const source = record({
  name: text,
  kind: oneOf('data', 'recipe'),
  images: list(judgedImage),
  skipped: list(record({ file: text, reason: text })),
  confusion: list(list(count)),
  accuracy: estimate,
  balancedAccuracy: estimate,
  top5: estimate,
  perClass: list(record({ class: text, recall: estimate, precision: estimate, f1: estimate })),
  columns: list(record({ label: text, accuracy: estimate })),
  analysis,
});

const statement = record({
  text,
  kind: oneOf('expect', 'check'),
  source: text,
  held: oneOf(true, false),
  measured: estimate,
  reason: optional(text),
  span,
});

const report = record({
  evaluation: text,
  file: text,
  model: record({ spec: modelSpec, digest, provider: word }),
  made: moment,
  milliseconds: number,
  notes: optional(list(text)),
  classes: list(text),
  sources: list(source),
  statements: list(statement),
  verdict,
});

/** Places are not looked at one by one; whoever looks up a class by its number finds none. */
export function isReport(value: unknown): value is EvaluationReport {
  return fits(report, value);
}

/** Whether a shape lets a value pass. */
export function fits(shape: Shape, value: unknown): boolean {
  try {
    shape(value, 'kept');
    return true;
  } catch (error) {
    if (Failure.is(error)) return false;
    throw error;
  }
}
