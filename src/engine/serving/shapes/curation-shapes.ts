/** @file What the engine demands of requests about curations; see `protocol/curation.ts`. */
import type { CurationQuestion, CurationRequest, LogQuestion } from '../../../protocol/curation.ts';
import type { StepsBack } from '../../../protocol/decisions.ts';
import { changeIn } from '../../datasets/decisions/decision-change.ts';
import { data, judging, source, span } from './plan-shapes.ts';
import {
  integer,
  list,
  notEmptyText,
  number,
  numberFrom,
  oneOf,
  optional,
  record,
  type Shape,
  test,
  text,
  union,
} from './shape.ts';

/** Terms in terms: more than anybody writes, and few enough to be followed. */
const DEEPEST = 100;

const value = test('a number, text or truth', (given) => ['number', 'string', 'boolean'].includes(typeof given));

function conditionOf(depth: number): Shape {
  const inner: Shape = (given, place) =>
    depth === 0 ? test('a condition of fewer levels', () => false)(given, place) : conditionOf(depth - 1)(given, place);
  return union('kind', {
    and: record({ terms: list(inner) }),
    or: record({ terms: list(inner) }),
    not: record({ term: inner }),
    is: record({ field: text }),
    compare: record({ field: text, operator: oneOf('=', '!=', '<', '<=', '>', '>=', '~'), value }),
    in: record({ field: text, values: list(value) }),
    between: record({ field: text, least: number, most: number }),
  });
}

const condition = conditionOf(DEEPEST);

const policy = union('kind', {
  'any-reject': record({}),
  majority: record({}),
  'n-of-m': record({ least: integer(1, 1000), of: optional(integer(1, 1000)) }),
  adjudicator: record({ reviewer: notEmptyText }),
});

const curation = record({
  name: text,
  from: list(source),
  judging,
  rules: list(record({ kind: oneOf('keep', 'drop'), condition, text, span })),
  dedupe: optional(numberFrom(0, 1)),
  balance: optional(integer(1, Number.MAX_SAFE_INTEGER)),
  split: optional(list(record({ name: oneOf('train', 'val', 'test'), share: numberFrom(0, 1) }))),
  holdouts: optional(list(data)),
  seed: integer(0, Number.MAX_SAFE_INTEGER),
  reviewers: optional(list(notEmptyText)),
  policy: optional(policy),
  reasons: optional(list(notEmptyText)),
  isBlind: optional(oneOf(true)),
  span,
});

const question = record({
  curation,
  policy: optional(policy),
  where: optional(condition),
  images: optional(list(notEmptyText)),
  blindTo: optional(notEmptyText),
  ids: optional(oneOf(true, false)),
});

const log = record({ reviewers: optional(list(notEmptyText)) });

/** As many as anybody decides in a while. */
const stepsBack = record({ reviewer: notEmptyText, steps: optional(integer(1, 10_000)) });

const change = test('a decision', (given) => typeof given === 'object' && given !== null && isWhole(given));

const request = record({
  reviewer: notEmptyText,
  change,
  isTrial: oneOf(true, false),
});

/** Nothing of it would be read over once it is written. */
function isWhole(change: object): boolean {
  const read = changeIn(change as Readonly<Record<string, unknown>>);
  return read !== undefined && Object.keys(change).every((name) => name in read);
}

export { change as changeShape, condition as conditionShape, curation as curationShape, policy as policyShape };

/** @throws Failure `plan-invalid` naming the place */
export function requireCurationQuestion(params: unknown): CurationQuestion {
  question(params, 'params');
  return params as CurationQuestion; // The shape has just been checked.
}

/** @throws Failure `plan-invalid` naming the place */
export function requireCurationRequest(params: unknown): CurationRequest {
  question(params, 'params');
  request(params, 'params');
  return params as CurationRequest; // The shapes have just been checked.
}

/** @throws Failure `plan-invalid` naming the place */
export function requireLogQuestion(params: unknown): LogQuestion {
  question(params, 'params');
  log(params, 'params');
  return params as LogQuestion; // The shapes have just been checked.
}

/** @throws Failure `plan-invalid` naming the place */
export function requireStepsBack(params: unknown): StepsBack {
  stepsBack(params, 'params');
  return params as StepsBack; // The shape has just been checked.
}
