/** @file Which noise levels DPM-Solver++ and UniPC visit (diffusers, their `set_timesteps`). */
import { karrasSigmas, timestepOf } from './karras-sigmas.ts';
import { roundHalfEven } from './round-half-even.ts';
import type { SchedulerSettings, TimestepSpacing } from './scheduler.ts';
import { sigmaAt, sigmaTable } from './sigma-table.ts';

export interface SolverLevels {
  readonly timesteps: readonly number[];
  /** One more than timesteps: the level after the last step is the last. */
  readonly sigmas: readonly number[];
}

export interface LevelChoice {
  readonly isKarras: boolean;
  /** Levels noisier than this are left out. */
  readonly lambdaMin: number;
}

export function solverLevels(settings: SchedulerSettings, count: number, choice: LevelChoice): SolverLevels {
  const table = sigmaTable(settings);
  const last = settings.finalSigmas === 'zero' ? 0 : table[0]!;
  const levels = choice.isKarras ? karrasLevels : spacedLevels;
  const { timesteps, sigmas } = levels(settings, count, table, choice.lambdaMin);
  return { timesteps, sigmas: [...sigmas, last] };
}

type Levels = (settings: SchedulerSettings, count: number, table: Float32Array, lambdaMin: number) => SolverLevels;

/** diffusers rounds the timesteps but for the cosine schedule, where it cuts the fraction off. */
const karrasLevels: Levels = ({ betaSchedule }, count, table) => {
  const sigmas = karrasSigmas(table, count);
  const whole = betaSchedule === 'squaredcos_cap_v2' ? Math.floor : roundHalfEven;
  return { timesteps: sigmas.map((sigma) => whole(timestepOf(sigma, table))), sigmas: sigmas.map(Math.fround) };
};

const spacedLevels: Levels = (settings, count, table, lambdaMin) => {
  // λ = −ln σ, and σ rises with the training step.
  const readable = table.findLastIndex((sigma) => -Math.log(sigma) >= lambdaMin) + 1;
  const timesteps = spacings[settings.spacing ?? 'linspace'](count, Math.max(1, readable), settings);
  return { timesteps, sigmas: timesteps.map((t) => sigmaAt(table, t)) };
};

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
