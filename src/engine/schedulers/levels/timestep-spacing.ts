/**
 * @file Which training steps a short course visits (diffusers, `set_timesteps`; table 2 of Lin et al. 2023). Noisiest
 * first, rounded as numpy does.
 */
import { roundHalfEven } from '../../arithmetic/round-half-even.ts';
import type { SchedulerSettings, TimestepSpacing } from '../scheduler.ts';

type Spacing = (count: number, settings: SchedulerSettings) => number[];

/** Not rounded; `arange` of a step that is no binary fraction may give one point too many, so points are counted. */
const spacings: { readonly [S in TimestepSpacing]: Spacing } = {
  leading: (count, { trainSteps, stepsOffset }) => {
    const ratio = Math.floor(trainSteps / count);
    return points(count, (i) => Math.min(trainSteps - 1, (count - 1 - i) * ratio + stepsOffset));
  },
  trailing: (count, { trainSteps }) =>
    points(count, (i) => Math.max(0, roundHalfEven(trainSteps - i * (trainSteps / count)) - 1)),
  linspace: (count, { trainSteps }) =>
    points(count, (i) => (count === 1 ? 0 : (count - 1 - i) * ((trainSteps - 1) / (count - 1)))),
};

function points(count: number, at: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, i) => at(i));
}

/** Whole training steps. */
export function wholeTimesteps(spacing: TimestepSpacing, count: number, settings: SchedulerSettings): number[] {
  return spacings[spacing](count, settings).map(roundHalfEven);
}

/** Training steps with their fractions, in float32. */
export function fractionalTimesteps(spacing: TimestepSpacing, count: number, settings: SchedulerSettings): number[] {
  return spacings[spacing](count, settings).map(Math.fround);
}
