/** @file The fields of `scheduler_config.json` that samplers read which count in σ: Euler, DPM-Solver and UniPC. */
import { Failure } from '../../../../protocol/failure.ts';
import type { JsonObject } from '../../../files/json-file.ts';
import type { SigmaSpacing } from '../../../schedulers/levels/sigma-spacings.ts';
import type { SchedulerSettings, SolverAlgorithm } from '../../../schedulers/scheduler.ts';
import { limitFields } from './limit-fields.ts';
import {
  type Choices,
  choiceField,
  choicesOf,
  countUpTo,
  hasField,
  numberField,
  positive,
} from './scheduler-fields.ts';

type Part = Partial<SchedulerSettings>;

export function eulerFields(config: JsonObject): Part {
  return {
    ...sigmaFields(config, ['use_karras_sigmas', 'use_exponential_sigmas', 'use_beta_sigmas']),
    interpolation: choiceField(config, 'interpolation_type', choicesOf('linear', 'log_linear'), 'linear'),
    timestepType: choiceField(config, 'timestep_type', choicesOf('discrete', 'continuous'), 'discrete'),
  };
}

/** DPM-Solver's where a prompt file says its order, algorithm and levels. */
export function dpmppFields(config: JsonObject): Part {
  refuseFlow(config);
  refuseLearnedVariance(config);
  return {
    ...endFields(config),
    ...limitFields(config, false),
    lowerOrderFinal: config.boolean('lower_order_final', true),
    eulerAtFinal: config.boolean('euler_at_final', false),
    lambdaMinClipped: config.number('lambda_min_clipped', Number.NEGATIVE_INFINITY),
  };
}

/** Names of other classes' kinds stand for the usual one, as in diffusers. */
const solverTypes = {
  midpoint: 'midpoint',
  heun: 'heun',
  logrho: 'midpoint',
  bh1: 'midpoint',
  bh2: 'midpoint',
} as const;
const bhTypes = { bh1: 'bh1', bh2: 'bh2', midpoint: 'bh2', heun: 'bh2', logrho: 'bh2' } as const;
const solverAlgorithms: Choices<SolverAlgorithm> = {
  ...choicesOf<SolverAlgorithm>('dpmsolver++', 'dpmsolver', 'sde-dpmsolver++', 'sde-dpmsolver'),
  deis: 'dpmsolver++',
};

/** All of DPM-Solver's. */
export function dpmSolverFields(config: JsonObject): Part {
  return {
    ...dpmppFields(config),
    ...sigmaFields(config, ['use_karras_sigmas', 'use_lu_lambdas', 'use_exponential_sigmas', 'use_beta_sigmas']),
    ...algorithmFields(config),
  };
}

function algorithmFields(config: JsonObject): Part {
  const algorithm = choiceField(config, 'algorithm_type', solverAlgorithms, 'dpmsolver++');
  const most = algorithm === 'sde-dpmsolver' ? 2 : 3;
  const predictsNoise = algorithm === 'dpmsolver' || algorithm === 'sde-dpmsolver';
  if (predictsNoise && config.string('final_sigmas_type', 'zero') === 'zero') {
    throw new Failure(
      'model-unsupported',
      `${config.place} has \`algorithm_type\` “${algorithm}”, which cannot end without noise; set its \`final_sigmas_type\` to “sigma_min”, or \`scheduler\` to dpmpp-2m.`,
    );
  }
  return {
    algorithm,
    solverOrder: numberField(config, 'solver_order', countUpTo(most), 2),
    solverType: choiceField(config, 'solver_type', solverTypes, 'midpoint'),
  };
}

/** Beyond, orders gain nothing and their equations lose digits. */
const MOST_ORDER = 9;

export function uniPcFields(config: JsonObject): Part {
  refuseFlow(config);
  const predictX0 = config.boolean('predict_x0', true);
  return {
    ...sigmaFields(config, ['use_karras_sigmas', 'use_exponential_sigmas', 'use_beta_sigmas']),
    ...(predictX0 ? limitFields(config, false) : {}),
    predictX0,
    solverOrder: numberField(config, 'solver_order', countUpTo(MOST_ORDER), 2),
    bhType: choiceField(config, 'solver_type', bhTypes, 'bh2'),
    lowerOrderFinal: config.boolean('lower_order_final', true),
    disableCorrector: config.numbers('disable_corrector', []),
  };
}

function refuseFlow(config: JsonObject): void {
  if (!config.boolean('use_flow_sigmas', false)) return;
  throw new Failure(
    'model-unsupported',
    `${config.place} has \`use_flow_sigmas\`, which is for models trained by flow matching; none of those that are drawn with here is one.`,
  );
}

function refuseLearnedVariance(config: JsonObject): void {
  if (!/^learned/.test(String(config.value('variance_type')))) return;
  throw new Failure(
    'model-unsupported',
    `${config.place} has \`variance_type\` “${config.value('variance_type')}”: networks that predict variances are not known here.`,
  );
}

const spacingFields: { readonly [field: string]: SigmaSpacing } = {
  use_karras_sigmas: 'karras',
  use_lu_lambdas: 'lu',
  use_exponential_sigmas: 'exponential',
  use_beta_sigmas: 'beta',
};

/** @param fields of the class, the first of those that are set counts */
function sigmaFields(config: JsonObject, fields: readonly string[]): Part {
  const set = fields.filter((field) => config.boolean(field, false));
  const rivals = set.filter((field) => field !== 'use_lu_lambdas');
  if (rivals.length > 1) {
    throw new Failure(
      'model-unsupported',
      `${config.place} asks for several spacings at once (${rivals.join(', ')}); leave one of them true, or set \`scheduler\` to another.`,
    );
  }
  return { ...endFields(config), sigmas: set[0] === undefined ? 'spaced' : spacingFields[set[0]]! };
}

/** Where a course ends, and the ends of a spacing in σ. */
function endFields(config: JsonObject): Part {
  const sigmaMin = numberField(config, 'sigma_min', positive, Number.MIN_VALUE);
  const sigmaMax = numberField(config, 'sigma_max', { least: sigmaMin }, Number.MAX_VALUE);
  return {
    finalSigmas: choiceField(config, 'final_sigmas_type', choicesOf('zero', 'sigma_min'), 'zero'),
    ...(hasField(config, 'sigma_min') ? { sigmaMin } : {}),
    ...(hasField(config, 'sigma_max') ? { sigmaMax } : {}),
  };
}
