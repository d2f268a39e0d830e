/** @file What the engine demands of requests about images that people look through; see `protocol/image-sets.ts`. */

import {
  type ImageSource,
  type ListPart,
  type ListRequest,
  type OpenSetRequest,
  orderIntents,
  type SetDecision,
  type SetId,
} from '../../../protocol/image-sets.ts';
import type { ImageOfSet } from '../../../protocol/set-calls.ts';
import { isUlid } from '../../datasets/decisions/ulid.ts';
import { changeShape, conditionShape, curationShape, policyShape } from './curation-shapes.ts';
import { dataShape, recipeShape } from './plan-shapes.ts';
import {
  digest,
  integer,
  list,
  notEmptyText,
  oneOf,
  optional,
  record,
  type Shape,
  test,
  text,
  union,
} from './shape.ts';

const count = integer(0, Number.MAX_SAFE_INTEGER);

/** More than a page ever shows. */
const MOST_ROWS = 10_000;

/** Two of them give a pair each. */
const MOST_APART = 100;

const source = union('kind', {
  recipes: record({ recipes: list(recipeShape), data: optional(list(dataShape)) }),
  curation: record({ curation: curationShape, data: optional(list(dataShape)) }),
});

const openSet = record({
  stamp: digest,
  source: optional(source),
  reviewer: notEmptyText,
  policy: optional(policyShape),
  isBlind: optional(oneOf(true, false)),
});

const set = record({ set: notEmptyText });
const ofList = record({ set: notEmptyText, list: count });

const named = record({});
const order = union('by', {
  plan: named,
  field: record({ field: notEmptyText, isDescending: oneOf(true, false) }),
  ...Object.fromEntries(Object.keys(orderIntents).map((intent) => [intent, named])),
});

const listRequest = record({
  set: notEmptyText,
  show: oneOf('all', 'undecided', 'kept', 'rejected', 'pinned', 'disputed'),
  where: optional(conditionShape),
  order,
});

const which: Shape = (value, place) => {
  const isList = typeof value === 'object' && value !== null && 'list' in value;
  (isList ? record({ list: count }) : record({ numbers: list(count) }))(value, place);
};

const ulid = test('the name of a step', isUlid);

/** @throws Failure `plan-invalid` naming the place */
export function requireOpenSetRequest(params: unknown): OpenSetRequest {
  return required(params, openSet);
}

/** Of one that was kept somewhere. */
export function isImageSource(value: unknown): value is ImageSource {
  try {
    source(value, 'source');
    return true;
  } catch {
    return false;
  }
}

/** @throws Failure `plan-invalid` naming the place */
export function requireListRequest(params: unknown): ListRequest {
  return required(params, listRequest);
}

/** @throws Failure `plan-invalid` naming the place */
export function requireListPart(params: unknown): ListPart {
  return required(params, record({ set: notEmptyText, list: count, from: count, count: integer(0, MOST_ROWS) }));
}

/** @throws Failure `plan-invalid` naming the place */
export function requireListOfSet(params: unknown): { readonly set: SetId; readonly list: number } {
  return required(params, ofList);
}

/** @throws Failure `plan-invalid` naming the place */
export function requireSetDecision(params: unknown): SetDecision {
  const decision = { set: notEmptyText, of: which, change: changeShape, isTrial: optional(oneOf(true, false)) };
  return required(params, record(decision));
}

/** @throws Failure `plan-invalid` naming the place */
export function requireStepOfSet(params: unknown): { readonly set: SetId; readonly step: string } {
  return required(params, record({ set: text, step: ulid }));
}

/** @throws Failure `plan-invalid` naming the place */
export function requireNumbersOfSet(params: unknown): { readonly set: SetId; readonly numbers: readonly number[] } {
  return required(params, record({ set: notEmptyText, numbers: list(count, MOST_APART) }));
}

/** @throws Failure `plan-invalid` naming the place */
export function requireImageOfSet(params: unknown): ImageOfSet {
  return required(params, record({ set: notEmptyText, number: count }));
}

/** @throws Failure `plan-invalid` naming the place */
export function requireSet(params: unknown): SetId {
  return required<{ readonly set: SetId }>(params, set).set;
}

function required<T>(params: unknown, shape: Shape): T {
  shape(params, 'params');
  return params as T; // The shape has just been checked.
}
