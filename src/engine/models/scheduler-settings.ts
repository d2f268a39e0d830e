/**
 * @file `scheduler_config.json` → settings of one sampler, with diffusers' defaults for what it leaves out. Fields of other
 * samplers are not looked at, as with diffusers' `from_config`: the file may be of any class.
 */
import { Failure } from '../../protocol/failure.ts';
import type { CleanLimit } from '../schedulers/clean-limit.ts';
import type { Sampler } from '../schedulers/sampler.ts';
import type { BetaSchedule, SchedulerSettings, SolverAlgorithm } from '../schedulers/scheduler.ts';
import type { SigmaSpacing } from '../schedulers/sigma-spacings.ts';
import type { JsonObject } from './json-file.ts';
import { type Choices, choiceField, choicesOf, hasField, numberField, positive } from './scheduler-fields.ts';

type Part = Partial<SchedulerSettings>;

export interface FileReading {
  /** Undefined to read only what all samplers share. */
  readonly sampler: Sampler | undefined;
  /** diffusers' Stable Diffusion pipeline offsets its steps by 1 and never clips, whatever the file says. */
  readonly isForced: boolean;
}

/** @throws Failure `model-unsupported`, `model-corrupt` */
export function readSchedulerSettings(config: JsonObject, { sampler, isForced }: FileReading): SchedulerSettings {
  return {
    ...unread,
    ...sharedFields(config, sampler),
    stepsOffset: isForced ? 1 : numberField(config, 'steps_offset', { least: 0, isWhole: true }, 0),
    ...(sampler === undefined ? {} : ownFields[sampler](config, isForced)),
  };
}

/** Of samplers that do not have the field. */
const unread = {
  finalSigmas: 'zero',
  sigmas: 'spaced',
  interpolation: 'linear',
  timestepType: 'discrete',
  solverOrder: 2,
  algorithm: 'dpmsolver++',
  solverType: 'midpoint',
  bhType: 'bh2',
  predictX0: true,
  disableCorrector: [],
  lowerOrderFinal: true,
  eulerAtFinal: false,
  lambdaMinClipped: Number.NEGATIVE_INFINITY,
  skipPrkSteps: false,
  variance: 'fixed_small',
  originalSteps: 50,
  timestepScaling: 10,
} as const satisfies Part;

/** No model was trained in more; a schedule of so many levels still costs little. */
const MOST_STEPS = 100_000;

const betaSchedules = choicesOf<BetaSchedule>('linear', 'scaled_linear', 'squaredcos_cap_v2');
const moreBetaSchedules = { ...betaSchedules, ...choicesOf<BetaSchedule>('laplace', 'sigmoid') };

function sharedFields(config: JsonObject, sampler: Sampler | undefined) {
  const steps = trainSteps(config);
  // The class of latent consistency models knows which models it is for.
  const [schedule, start, end] = sampler === 'lcm' ? (['scaled_linear', 0.00085, 0.012] as const) : linear;
  return {
    trainSteps: steps,
    betaSchedule: choiceField(
      config,
      'beta_schedule',
      sampler === 'ddpm' ? moreBetaSchedules : betaSchedules,
      schedule,
    ),
    betaStart: numberField(config, 'beta_start', { least: 0, most: 1 }, start),
    betaEnd: numberField(config, 'beta_end', { least: 0, most: 1 }, end),
    ...(hasField(config, 'trained_betas') ? { trainedBetas: trainedBetas(config, steps) } : {}),
    rescaleBetasZeroSnr: config.boolean('rescale_betas_zero_snr', false),
    predictionType: choiceField(config, 'prediction_type', predictionTypes, 'epsilon'),
    ...(hasField(config, 'timestep_spacing')
      ? { spacing: choiceField(config, 'timestep_spacing', spacings, 'leading') }
      : {}),
  };
}

function trainSteps(config: JsonObject): number {
  return numberField(config, 'num_train_timesteps', { least: 1, most: MOST_STEPS, isWhole: true }, 1000);
}

const linear = ['linear', 0.0001, 0.02] as const;
const predictionTypes = choicesOf('epsilon', 'v_prediction', 'sample');
const spacings = choicesOf('leading', 'trailing', 'linspace');

function trainedBetas(config: JsonObject, steps: number): readonly number[] {
  const betas = config.numbers('trained_betas');
  const isInside = betas.every((beta) => beta >= 0 && beta <= 1);
  if (betas.length === steps && isInside) return betas;
  const wrong = isInside ? `${betas.length} \`trained_betas\` for ${steps} steps` : '`trained_betas` beyond 0 to 1';
  throw new Failure('model-corrupt', `${config.place} has ${wrong}; download or export the model again.`);
}

const ownFields: { readonly [S in Sampler]: (config: JsonObject, isForced: boolean) => Part } = {
  ddim: (config, isForced) => ({ ...alphaToOne(config), ...limit(config, !isForced) }),
  ddpm: (config, isForced) => ({
    ...limit(config, !isForced),
    variance: choiceField(config, 'variance_type', variances, 'fixed_small'),
  }),
  pndm: (config) => ({ ...alphaToOne(config), skipPrkSteps: config.boolean('skip_prk_steps', false) }),
  euler: (config) => ({
    ...sigmaFields(config, ['use_karras_sigmas', 'use_exponential_sigmas', 'use_beta_sigmas']),
    interpolation: choiceField(config, 'interpolation_type', choicesOf('linear', 'log_linear'), 'linear'),
    timestepType: choiceField(config, 'timestep_type', choicesOf('discrete', 'continuous'), 'discrete'),
  }),
  'euler-a': () => ({}),
  'dpmpp-2m': solverFields,
  'dpmpp-2m-karras': solverFields,
  'dpm-solver': (config) => ({
    ...solverFields(config),
    ...sigmaFields(config, ['use_karras_sigmas', 'use_lu_lambdas', 'use_exponential_sigmas', 'use_beta_sigmas']),
    ...algorithmFields(config),
  }),
  unipc: uniPcFields,
  lcm: (config, isForced) => ({
    ...limit(config, !isForced),
    originalSteps: numberField(
      config,
      'original_inference_steps',
      { least: 1, most: trainSteps(config), isWhole: true },
      50,
    ),
    timestepScaling: config.number('timestep_scaling', 10),
  }),
};

function alphaToOne(config: JsonObject): Part {
  return hasField(config, 'set_alpha_to_one') ? { setAlphaToOne: config.boolean('set_alpha_to_one') } : {};
}

/**
 * A file that says nothing does not clip: what some classes of diffusers then do is for pixels, and spoils latents.
 * @param canClip only thresholds count otherwise
 */
function limit(config: JsonObject, canClip: boolean): { readonly limit?: CleanLimit } {
  if (config.boolean('thresholding', false)) {
    const ratio = numberField(config, 'dynamic_thresholding_ratio', { least: 0, most: 1 }, 0.995);
    return { limit: { kind: 'quantile', ratio, most: numberField(config, 'sample_max_value', positive, 1) } };
  }
  if (!canClip || !config.boolean('clip_sample', false)) return {};
  return { limit: { kind: 'clip', range: numberField(config, 'clip_sample_range', positive, 1) } };
}

/** Logarithms of the variance are the same variance; diffusers itself draws no pictures with that of `fixed_large_log`. */
const variances = {
  fixed_small: 'fixed_small',
  fixed_small_log: 'fixed_small',
  fixed_large: 'fixed_large',
  fixed_large_log: 'fixed_large',
} as const;

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

function solverFields(config: JsonObject): Part {
  refuseFlow(config);
  refuseLearnedVariance(config);
  return {
    ...endFields(config),
    ...limit(config, false),
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
    solverOrder: numberField(config, 'solver_order', { least: 1, most, isWhole: true }, 2),
    solverType: choiceField(config, 'solver_type', solverTypes, 'midpoint'),
  };
}

/** Beyond, orders gain nothing and their equations lose digits. */
const MOST_ORDER = 9;

function uniPcFields(config: JsonObject): Part {
  refuseFlow(config);
  const predictX0 = config.boolean('predict_x0', true);
  return {
    ...sigmaFields(config, ['use_karras_sigmas', 'use_exponential_sigmas', 'use_beta_sigmas']),
    ...(predictX0 ? limit(config, false) : {}),
    predictX0,
    solverOrder: numberField(config, 'solver_order', { least: 1, most: MOST_ORDER, isWhole: true }, 2),
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
