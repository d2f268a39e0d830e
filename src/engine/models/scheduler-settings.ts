/** @file `scheduler_config.json` → settings, with diffusers' defaults for what it leaves out. */
import { Failure } from '../../protocol/failure.ts';
import type { BetaSchedule, PredictionType, SchedulerSettings, TimestepSpacing } from '../schedulers/scheduler.ts';
import type { JsonObject } from './json-file.ts';

const predictionTypes: readonly PredictionType[] = ['epsilon', 'v_prediction', 'sample'];
const betaSchedules: readonly BetaSchedule[] = ['linear', 'scaled_linear', 'squaredcos_cap_v2'];
const finalSigmas: readonly SchedulerSettings['finalSigmas'][] = ['zero', 'sigma_min'];
const spacings: readonly TimestepSpacing[] = ['leading', 'trailing', 'linspace'];

/**
 * The steps' offset is 1 whatever the file says, as diffusers' Stable Diffusion pipeline has it.
 * @throws Failure `model-unsupported`, `model-corrupt`
 */
export function readSchedulerSettings(config: JsonObject): SchedulerSettings {
  const spacing =
    config.value('timestep_spacing') === undefined ? undefined : oneOf(config, 'timestep_spacing', spacings);
  const trained = (config.value('trained_betas') ?? null) === null ? undefined : config.numbers('trained_betas');
  return {
    ...(config.value('_class_name') === undefined ? {} : { named: config.string('_class_name') }),
    trainSteps: config.number('num_train_timesteps', 1000),
    betaSchedule: oneOf(config, 'beta_schedule', betaSchedules, 'linear'),
    betaStart: config.number('beta_start', 0.0001),
    betaEnd: config.number('beta_end', 0.02),
    ...(trained ? { trainedBetas: trained } : {}),
    rescaleBetasZeroSnr: config.boolean('rescale_betas_zero_snr', false),
    predictionType: oneOf(config, 'prediction_type', predictionTypes, 'epsilon'),
    ...(spacing ? { spacing } : {}),
    stepsOffset: 1,
    ...(config.value('set_alpha_to_one') === undefined ? {} : { setAlphaToOne: config.boolean('set_alpha_to_one') }),
    finalSigmas: oneOf(config, 'final_sigmas_type', finalSigmas, 'zero'),
    lowerOrderFinal: config.boolean('lower_order_final', true),
    eulerAtFinal: config.boolean('euler_at_final', false),
    lambdaMinClipped: config.number('lambda_min_clipped', Number.NEGATIVE_INFINITY),
    useKarrasSigmas: config.boolean('use_karras_sigmas', false),
    variance: config.value('variance_type') === 'fixed_large' ? 'fixed_large' : 'fixed_small',
    originalSteps: config.number('original_inference_steps', 50),
    timestepScaling: config.number('timestep_scaling', 10),
  };
}

function oneOf<T extends string>(config: JsonObject, name: string, known: readonly T[], otherwise?: T): T {
  const value = config.string(name, otherwise);
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  throw new Failure(
    'model-unsupported',
    `${config.place} has \`${name}\` “${value}”, which is not known here; known are ${known.join(', ')}.`,
  );
}
