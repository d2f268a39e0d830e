/** @file What the engine demands of plans and settings before it trusts them; see `language/plan/plan.ts`. */
import { type EvaluationPlan, PLAN_VERSION, type RecipePlan } from '../../../language/plan/plan.ts';
import type { EngineSettings } from '../../../protocol/engine.ts';
import type { MapMethod } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import { MOST_STEPS, promptReading } from './reading-shape.ts';
import {
  absolutePath,
  digest,
  integer,
  list,
  number,
  numberFrom,
  oneOf,
  optional,
  pathText,
  record,
  type Shape,
  text,
  union,
} from './shape.ts';

/** More than a text encoder can be taught, and no more than is opened without a second thought. */
const MOST_ADAPTERS = 256;

/** Recipes that begin with one another; the language stops far earlier. */
const MOST_SOURCES = 256;

const count = integer(0, Number.MAX_SAFE_INTEGER);
const position = record({ line: count, character: count });
export const span = record({ file: text, start: position, end: position });

export const modelSpec = union('kind', {
  starter: record({ name: text }),
  folder: record({ path: pathText }),
  hub: record({ repository: text, revision: text }),
});
const model = record({
  spec: modelSpec,
  precision: optional(oneOf('fp32', 'fp16', 'int8')),
  provider: optional(oneOf('cpu', 'webgpu', 'cuda', 'dml', 'coreml')),
  adapters: optional(list(pathText, MOST_ADAPTERS)),
});

const share = numberFrom(0, 1);

const drawSettings = record({
  steps: integer(1, MOST_STEPS),
  scheduler: oneOf('auto', 'ddim', 'euler', 'euler-a', 'dpmpp-2m', 'dpmpp-2m-karras', 'unipc', 'pndm', 'lcm', 'ddpm'),
  guidance: number,
  rescale: optional(share),
  noise: optional(oneOf('philox')),
  strength: optional(share),
  width: integer(8, 8192),
  height: integer(8, 8192),
});

const imageSource = union('kind', {
  file: record({ path: pathText }),
  data: record({ path: pathText, class: optional(text), index: count }),
  drawn: record({ recipe: text, key: digest }),
});

const image = record({
  key: digest,
  prompt: text,
  negative: text,
  emphasis: oneOf('a1111', 'a1111-nonorm', 'comfy', 'none'),
  reading: optional(promptReading),
  negativeReading: optional(promptReading),
  init: optional(imageSource),
  mask: optional(imageSource),
  seed: integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  source: span,
});

export const prompts = list(record({ text, source: span }));

const judgedClasses = list(record({ name: text, prompts }));

export const judging = record({ model, classes: judgedClasses });

const recipeAlone = record({
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
  judging: optional(judging),
  span,
});

const sources = record({ sources: optional(list(recipeAlone, MOST_SOURCES)) });

/** Its sources have none of their own: they stand in one list. */
const recipe: Shape = (value, place) => {
  recipeAlone(value, place);
  sources(value, place);
};

const percentage = numberFrom(0, 100);

const metric = union('name', {
  accuracy: record({}),
  'balanced-accuracy': record({}),
  top5: record({}),
  fidelity: record({}),
  'calibration-error': record({}),
  margin: record({ percentile: percentage }),
  'clip-score': record({ percentile: percentage }),
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

const labelTable = record({ file: pathText, column: text });

export const data = record({
  name: text,
  path: pathText,
  labels: (value, place) => (typeof value === 'object' ? labelTable : oneOf('folders'))(value, place),
  format: optional(oneOf('folder', 'imagefolder', 'csv', 'jsonl', 'coco', 'webdataset', 'parquet', 'fiftyone', 'cvat')),
  span,
});

export const source = union('kind', { data: record({ data }), recipe: record({ recipe }) });

const evaluation = record({
  name: text,
  model,
  method: oneOf('zeroshot'),
  classes: judgedClasses,
  groups: optional(list(record({ name: text, classes: list(text) }))),
  on: list(source),
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
  storeSize: numberFrom(0, 1_000_000),
  offline: oneOf(true, false),
  logLevel: oneOf('error', 'warn', 'info', 'debug'),
});

/** A recipe, an evaluation as they are kept. */
export { data as dataShape, evaluation as evaluationShape, recipe as recipeShape };

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
export function requireMapMethod(params: unknown): MapMethod {
  return required<{ method: MapMethod }>(params, record({ method: oneOf('pca', 'umap') })).method;
}

/** @throws Failure `plan-invalid` naming the place */
export function requireSettings(params: unknown): EngineSettings {
  return required(params, settings);
}

/** @throws Failure `plan-invalid` when another provider is to be installed than can be */
export function requireProviderRequest(params: unknown): void {
  required(params, record({ provider: oneOf('cuda') }));
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
