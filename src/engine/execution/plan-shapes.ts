/** @file What the engine demands of plans and settings before it trusts them; see `language/plan/plan.ts`. */
import { type EvaluationPlan, PLAN_VERSION, type RecipePlan } from '../../language/plan/plan.ts';
import type { EngineSettings } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { MOST_STEPS, promptReading } from './reading-shape.ts';
import {
  absolutePath,
  digest,
  integer,
  list,
  number,
  oneOf,
  optional,
  pathText,
  record,
  type Shape,
  text,
  union,
} from './shape.ts';

const count = integer(0, Number.MAX_SAFE_INTEGER);
const position = record({ line: count, character: count });
const span = record({ file: text, start: position, end: position });

export const modelSpec = union('kind', {
  starter: record({ name: text }),
  folder: record({ path: pathText }),
  hub: record({ repository: text, revision: text }),
});
const model = record({ spec: modelSpec });

const drawSettings = record({
  steps: integer(1, MOST_STEPS),
  scheduler: oneOf('ddim', 'euler', 'euler-a', 'dpmpp-2m', 'dpmpp-2m-karras', 'unipc', 'pndm', 'lcm', 'ddpm'),
  guidance: number,
  width: integer(8, 8192),
  height: integer(8, 8192),
});

const image = record({
  key: digest,
  prompt: text,
  negative: text,
  emphasis: oneOf('a1111', 'a1111-nonorm', 'comfy', 'none'),
  reading: optional(promptReading),
  negativeReading: optional(promptReading),
  seed: integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  source: span,
});

const recipe = record({
  name: text,
  model,
  axes: list(record({ name: text })),
  rows: list(record({ class: optional(text), label: text })),
  columns: list(record({ label: text })),
  cells: list(
    record({
      row: count,
      column: count,
      settings: drawSettings,
      images: list(image),
      isSkipped: optional(oneOf(true)),
    }),
  ),
  span,
});

const metric = union('name', {
  accuracy: record({}),
  'balanced-accuracy': record({}),
  top5: record({}),
  fidelity: record({}),
  recall: record({ class: text }),
  precision: record({ class: text }),
  f1: record({ class: text }),
  confusion: record({ actual: text, predicted: text }),
});

const statement = record({
  kind: oneOf('expect', 'check'),
  metric,
  operator: oneOf('>=', '<=', '>', '<', '='),
  value: number,
  bound: oneOf('value', 'lower', 'upper'),
  text,
  span,
});

const data = record({ name: text, path: pathText, labels: oneOf('folders'), span });

const evaluation = record({
  name: text,
  model,
  method: oneOf('zeroshot'),
  classes: list(record({ name: text, prompts: list(record({ text })) })),
  on: list(union('kind', { data: record({ data }), recipe: record({ recipe }) })),
  statements: list(statement),
  key: digest,
  span,
});

const settings = record({
  workspace: absolutePath,
  store: absolutePath,
  starterPack: absolutePath,
  trustedModelFolders: list(absolutePath),
  provider: oneOf('auto', 'cpu', 'webgpu', 'cuda', 'dml', 'coreml'),
  threads: integer(0, 1024),
  cache: absolutePath,
  memory: integer(0, Number.MAX_SAFE_INTEGER),
  offline: oneOf(true, false),
  logLevel: oneOf('error', 'warn', 'info', 'debug'),
});

/** @throws Failure `plan-invalid` naming the place */
export function requireRecipe(params: unknown): RecipePlan {
  return required<{ recipe: RecipePlan }>(params, record({ recipe })).recipe;
}

/** @throws Failure `plan-invalid` naming the place */
export function requireEvaluation(params: unknown): EvaluationPlan {
  const checked = required<{ evaluation: EvaluationPlan }>(params, record({ evaluation })).evaluation;
  if (checked.classes.length > 0) return checked;
  throw new Failure('plan-invalid', `The evaluation \`${checked.name}\` has no classes to tell apart; declare some.`);
}

/** @throws Failure `plan-invalid` naming the place */
export function requireSettings(params: unknown): EngineSettings {
  return required(params, settings);
}

/** @throws Failure `plan-version` when plans of another version would come, such as after an update under an open window */
export function requirePlanVersion(version: unknown): void {
  if (version === PLAN_VERSION) return;
  throw new Failure(
    'plan-version',
    `The engine reads plans of version ${PLAN_VERSION} and was started for version ${version}; reload the window, or install VLPrompt again.`,
  );
}

function required<T>(params: unknown, shape: Shape): T {
  shape(params, 'params');
  return params as T; // The shape has just been checked.
}
