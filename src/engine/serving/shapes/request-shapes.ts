/** @file What the engine demands of the model manager's requests; see `protocol/models.ts`. */
import type { ModelSpec } from '../../../language/plan/plan.ts';
import type { CleanRequest } from '../../../protocol/cache.ts';
import type { HubRequest, HubSpec } from '../../../protocol/models.ts';
import { modelSpec } from './plan-shapes.ts';
import { list, numberFrom, oneOf, optional, record, type Shape, text, union } from './shape.ts';

const hubSpec = union('kind', { hub: record({ repository: text, revision: text }) });
const hubRequest = record({
  spec: hubSpec,
  precision: optional(oneOf('fp32', 'fp16', 'int8')),
  token: optional(text),
});

/** @throws Failure `plan-invalid` naming the place */
export function requireHubRequest(params: unknown): HubRequest {
  return required(params, hubRequest);
}

/** @throws Failure `plan-invalid` naming the place */
export function requireHubSpec(params: unknown): HubSpec {
  return required<{ readonly spec: HubSpec }>(params, record({ spec: hubSpec })).spec;
}

/** @throws Failure `plan-invalid` naming the place */
export function requireSpec(params: unknown): ModelSpec {
  return required<{ readonly spec: ModelSpec }>(params, record({ spec: modelSpec })).spec;
}

/** @throws Failure `plan-invalid` naming the place */
export function requireSpecs(params: unknown): readonly ModelSpec[] {
  return required<{ readonly specs: readonly ModelSpec[] }>(params, record({ specs: list(modelSpec) })).specs;
}

/** @throws Failure `plan-invalid` naming the place */
export function requireCleanRequest(params: unknown): CleanRequest {
  return required(params, record({ to: numberFrom(0, Number.MAX_SAFE_INTEGER) }));
}

function required<T>(params: unknown, shape: Shape): T {
  shape(params, 'params');
  return params as T; // The shape has just been checked.
}
