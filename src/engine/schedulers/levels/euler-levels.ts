/** @file Which noise levels Euler's method visits (diffusers, `EulerDiscreteScheduler.set_timesteps`). */
import type { SchedulerSettings } from '../scheduler.ts';
import { sigmasBetween, timestepsOf } from './sigma-spacings.ts';
import { sigmaAt, sigmaTable } from './sigma-table.ts';
import type { SolverLevels } from './solver-levels.ts';
import { fractionalTimesteps } from './timestep-spacing.ts';

/** Along the training's steps; the course ends without noise. */
export function spacedEulerLevels(settings: SchedulerSettings, count: number): SolverLevels {
  const timesteps = fractionalTimesteps(settings.spacing ?? 'linspace', count, settings);
  const table = sigmaTable(settings);
  return { timesteps, sigmas: [...timesteps.map((t) => sigmaAt(table, t)), 0] };
}

export function eulerLevels(settings: SchedulerSettings, count: number): SolverLevels {
  const table = sigmaTable(settings);
  const { timesteps, sigmas } = visited(settings, count, table);
  const levels = [...sigmas.map(Math.fround), settings.finalSigmas === 'zero' ? 0 : table[0]!];
  const isContinuous = settings.timestepType === 'continuous' && settings.predictionType === 'v_prediction';
  const told = isContinuous ? sigmas.map((sigma) => Math.log(sigma) / 4) : timesteps;
  return { timesteps: told.map(Math.fround), sigmas: levels };
}

/**
 * Spacings in σ lie between the ends of those along the training's steps. Levels even in ln σ are one more than steps, and
 * the last step leads to the lowest of them.
 */
function visited(settings: SchedulerSettings, count: number, table: Float32Array): SolverLevels {
  const spaced = spacedEulerLevels(settings, count);
  const [lowest, highest] = [table[0]!, table[table.length - 1]!];
  const sigmas =
    settings.interpolation === 'linear'
      ? spaced.sigmas.slice(0, -1)
      : sigmasBetween('exponential', highest, lowest, count + 1);
  if (settings.sigmas === 'spaced') return { timesteps: spaced.timesteps, sigmas };
  const { sigmaMax = sigmas[0]!, sigmaMin = sigmas.at(-1)! } = settings;
  const between = sigmasBetween(settings.sigmas, sigmaMax, sigmaMin, count);
  return { timesteps: timestepsOf(between, table), sigmas: between };
}
