/** @file The fields of `scheduler_config.json` that all samplers read: how the model was trained, and its timesteps. */
import { Failure } from '../../../../protocol/failure.ts';
import type { JsonObject } from '../../../files/json-file.ts';
import type { Sampler } from '../../../schedulers/sampler.ts';
import type { BetaSchedule } from '../../../schedulers/scheduler.ts';
import { choiceField, choicesOf, countUpTo, hasField, numberField } from './scheduler-fields.ts';

/** No model was trained in more; a schedule of so many levels still costs little. */
const MOST_STEPS = 100_000;

const betaSchedules = choicesOf<BetaSchedule>('linear', 'scaled_linear', 'squaredcos_cap_v2');
const moreBetaSchedules = { ...betaSchedules, ...choicesOf<BetaSchedule>('laplace', 'sigmoid') };

export function scheduleFields(config: JsonObject, sampler: Sampler | undefined) {
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

export function trainSteps(config: JsonObject): number {
  return numberField(config, 'num_train_timesteps', countUpTo(MOST_STEPS), 1000);
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
