/** @file What the engine demands of requests about runs and the queue; see `protocol/runs.ts`. */
import type { QueueChange, RunChange, RunId } from '../../../protocol/runs.ts';
import { integer, oneOf, optional, record, type Shape, test, union } from './shape.ts';

/** Longer ones are no notes. */
const MOST_CHARACTERS = 10_000;

/** A name in the folder of runs, and nothing that leads out of it. */
const run = test('the name of a run', (value) => typeof value === 'string' && /^[\w-]{1,100}$/.test(value));
const note = test(`a text of at most ${MOST_CHARACTERS} characters`, (value) => {
  return typeof value === 'string' && value.length <= MOST_CHARACTERS;
});
const boolean = oneOf(true, false);
const anyInteger = integer(0, Number.MAX_SAFE_INTEGER);

const runChange = union('kind', {
  note: record({ run, note }),
  pin: record({ run, isPinned: boolean }),
  baseline: record({ run, isBaseline: boolean }),
  remove: record({ run }),
});

const queueChange = union('kind', {
  pause: record({}),
  resume: record({}),
  move: record({ entry: anyInteger, to: anyInteger }),
  cancel: record({ entry: anyInteger }),
  'cancel-all': record({}),
});

/** @throws Failure `plan-invalid` naming the place */
export function requireRun(params: unknown): RunId {
  return required<{ readonly run: RunId }>(params, record({ run })).run;
}

/** @throws Failure `plan-invalid` naming the place */
export function requireResumed(params: unknown): RunId | undefined {
  return required<{ readonly resumes?: RunId }>(params, record({ resumes: optional(run) })).resumes;
}

/** @throws Failure `plan-invalid` naming the place */
export function requireRunChange(params: unknown): RunChange {
  return required(params, runChange);
}

/** @throws Failure `plan-invalid` naming the place */
export function requireQueueChange(params: unknown): QueueChange {
  return required(params, queueChange);
}

function required<T>(params: unknown, shape: Shape): T {
  shape(params, 'params');
  return params as T; // The shape has just been checked.
}
