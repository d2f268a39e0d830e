/** @file Which noise levels DPM-Solver and UniPC visit (diffusers, their `set_timesteps`). */
import { roundHalfEven } from '../../arithmetic/round-half-even.ts';
import type { SchedulerSettings, TimestepSpacing } from '../scheduler.ts';
import { type SigmaSpacing, sigmasBetween, timestepsOf } from './sigma-spacings.ts';
import { sigmaAt, sigmaTable } from './sigma-table.ts';

export interface SolverLevels {
  readonly timesteps: readonly number[];
  /** One more than timesteps: the level after the last step is the last. */
  readonly sigmas: readonly number[];
}

/** How the classes of diffusers differ where levels are spaced in σ. */
export interface LevelRules {
  /** The training step that the network is told of a level. */
  readonly whole: (spacing: SigmaSpacing, settings: SchedulerSettings) => (timestep: number) => number;
  /** The course ends at the lowest level visited, where it does not end without noise; otherwise at the schedule's. */
  readonly endsAtLowest: boolean;
}

/** Training steps of the cosine schedule are cut to whole ones, as those of some spacings always are. */
export const dpmSolverRules: LevelRules = {
  whole: (spacing, { betaSchedule }) =>
    (spacing === 'karras' || spacing === 'lu') && betaSchedule !== 'squaredcos_cap_v2' ? roundHalfEven : Math.trunc,
  endsAtLowest: false,
};

export const uniPcRules: LevelRules = {
  whole: (spacing) => (spacing === 'karras' ? roundHalfEven : Math.trunc),
  endsAtLowest: true,
};

/** @param rules of the settings' sampler */
export function solverLevels(settings: SchedulerSettings, count: number, rules: LevelRules): SolverLevels {
  const table = sigmaTable(settings);
  const { sigmas: spacing } = settings;
  const { timesteps, sigmas } =
    spacing === 'spaced' ? spacedLevels(settings, count, table) : sigmaLevels(settings, spacing, count, table, rules);
  const lowest = spacing !== 'spaced' && rules.endsAtLowest ? sigmas.at(-1)! : table[0]!;
  return { timesteps, sigmas: [...sigmas, settings.finalSigmas === 'zero' ? 0 : lowest] };
}

/**
 * The highest order, up to `wanted`, that the levels allow for a step: where one repeats, or where the step ends without
 * any noise, λ = −ln σ says nothing of the distance.
 */
export function readableOrder({ sigmas }: SolverLevels, index: number, wanted: number): number {
  if (sigmas[index + 1] === 0 || sigmas[index] === sigmas[index + 1]) return 1;
  const readable = Array.from(
    { length: wanted },
    (_, k) => index >= k && (k === 0 || sigmas[index - k] !== sigmas[index - k + 1]),
  );
  const repeated = readable.indexOf(false);
  return repeated === -1 ? wanted : repeated;
}

function sigmaLevels(
  settings: SchedulerSettings,
  spacing: SigmaSpacing,
  count: number,
  table: Float32Array,
  rules: LevelRules,
): SolverLevels {
  // Even in λ is an idea of DPM-Solver's, whose diffusers class knows no other ends for it than the schedule's.
  const ends: Pick<SchedulerSettings, 'sigmaMin' | 'sigmaMax'> = spacing === 'lu' ? {} : settings;
  const { sigmaMax = table[table.length - 1]!, sigmaMin = table[0]! } = ends;
  const sigmas = sigmasBetween(spacing, sigmaMax, sigmaMin, count);
  return { timesteps: timestepsOf(sigmas, table).map(rules.whole(spacing, settings)), sigmas: sigmas.map(Math.fround) };
}

function spacedLevels(settings: SchedulerSettings, count: number, table: Float32Array): SolverLevels {
  // λ = −ln σ, and σ rises with the training step.
  const readable = table.findLastIndex((sigma) => -Math.log(sigma) >= settings.lambdaMinClipped) + 1;
  const timesteps = spacings[settings.spacing ?? 'linspace'](count, Math.max(1, readable), settings);
  return { timesteps, sigmas: timesteps.map((t) => sigmaAt(table, t)) };
}

/** Unlike in first-order samplers one level more is spaced, and the cleanest left out. */
const spacings: {
  readonly [S in TimestepSpacing]: (count: number, readable: number, settings: SchedulerSettings) => number[];
} = {
  linspace: (count, readable) => points(count, (i) => roundHalfEven((count - i) * ((readable - 1) / count))),
  leading: (count, readable, { trainSteps, stepsOffset }) => {
    const ratio = Math.floor(readable / (count + 1));
    return points(count, (i) => Math.min(trainSteps - 1, (count - i) * ratio + stepsOffset));
  },
  trailing: (count, readable, { trainSteps }) => {
    const ratio = trainSteps / count;
    const visited = Math.min(count, Math.ceil(readable / ratio));
    return points(visited, (i) => Math.max(0, roundHalfEven(readable - i * ratio) - 1));
  },
};

function points(count: number, at: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, i) => at(i));
}
