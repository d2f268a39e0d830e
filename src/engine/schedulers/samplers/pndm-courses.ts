/**
 * @file The calls of PNDM (Liu et al. 2022): linear multistep (PLMS, formula 12), begun either with a second call that
 * looks back to correct the first step, or with three steps of Runge and Kutta's method (formula 13) of four calls each.
 */
import { Failure } from '../../../protocol/failure.ts';
import { wholeTimesteps } from '../levels/timestep-spacing.ts';
import type { SchedulerSettings } from '../scheduler.ts';

/** What a call of the network leads to. */
interface Move {
  /** Training steps. */
  readonly from: number;
  readonly to: number;
  /** What the network said, by its last answers. */
  readonly weighed: Float32Array;
}

/** @param latents are put back to where the move begins */
type Take = (index: number, prediction: Float32Array, latents: Float32Array) => Move;

export interface PndmCourse {
  /** Of each call. */
  readonly timesteps: readonly number[];
  readonly take: Take;
}

/**
 * One call more than steps. A course that begins in the middle also takes its second call for that one, as in diffusers,
 * although only the whole course has a level twice.
 */
export function plmsCourse(settings: SchedulerSettings, count: number): PndmCourse {
  const [first, ...rest] = wholeTimesteps(settings.spacing ?? 'leading', count, settings);
  const timesteps = [first!, ...rest.slice(0, 1), ...rest];
  const stride = Math.floor(settings.trainSteps / count);
  const multistep = multistepOf(timesteps, stride);
  let beginning: Float32Array | undefined;
  let calls = 0;
  const take: Take = (index, prediction, latents) => {
    beginning ??= latents.slice();
    if (calls++ !== 1) return multistep.take(index, prediction);
    latents.set(beginning);
    const t = timesteps[index]!;
    return { from: t + stride, to: t, weighed: sum([prediction, multistep.answers[0]!], [1 / 2, 1 / 2]) };
  };
  return { timesteps, take };
}

/** Steps of Runge and Kutta's method that multistep is begun with. */
const WARM_UP = 3;

/** What the four answers of such a step count. */
const SHARES = [1 / 6, 1 / 3, 1 / 3, 1 / 6];

/**
 * Nine calls more than steps. In a course that begins in the midst of four calls the rest of them lead plainly from one
 * level to the next; diffusers loses count there.
 * @throws Failure `plan-invalid` for less than four steps
 */
export function rungeKuttaCourse(settings: SchedulerSettings, count: number): PndmCourse {
  requireSteps(count);
  const levels = wholeTimesteps(settings.spacing ?? 'leading', count, settings);
  const stride = Math.floor(settings.trainSteps / count);
  const half = Math.floor(stride / 2);
  const warmUp = levels.slice(0, WARM_UP).flatMap((from, i) => {
    const to = levels[i + 1]!;
    return [from, to + half, to + half, to];
  });
  const timesteps = [...warmUp, ...levels.slice(WARM_UP)];
  const multistep = multistepOf(timesteps, stride);
  let beginning: Float32Array | undefined;
  let answers: Float32Array[] = [];
  const take: Take = (index, prediction, latents) => {
    if (index >= warmUp.length) return multistep.take(index, prediction);
    const call = index % SHARES.length;
    if (call === 0) {
      [beginning, answers] = [latents.slice(), []];
      multistep.keep(prediction);
    }
    const t = timesteps[index]!;
    if (beginning === undefined) return { from: t, to: timesteps[index + 1]!, weighed: prediction };
    latents.set(beginning);
    answers.push(prediction.slice());
    return {
      from: timesteps[index - call]!,
      to: call % 2 === 0 ? t - half : t,
      weighed: answers.length === SHARES.length ? sum(answers, SHARES) : prediction,
    };
  };
  return { timesteps, take };
}

function requireSteps(count: number): void {
  if (count > WARM_UP) return;
  throw new Failure(
    'plan-invalid',
    `The scheduler \`pndm\` takes ${WARM_UP + 1} steps or more with this model, not ${count}; change \`steps\`.`,
  );
}

/** Adams–Bashforth: the last answers, newest first, by how many there are. */
const weights: readonly (readonly number[])[] = [
  [1],
  [3 / 2, -1 / 2],
  [23 / 12, -16 / 12, 5 / 12],
  [55 / 24, -59 / 24, 37 / 24, -9 / 24],
];

function multistepOf(timesteps: readonly number[], stride: number) {
  /** Newest first. */
  const answers: Float32Array[] = [];
  const keep = (prediction: Float32Array) => {
    answers.unshift(prediction.slice());
    answers.length = Math.min(answers.length, weights.length);
  };
  const take = (index: number, prediction: Float32Array): Move => {
    keep(prediction);
    const t = timesteps[index]!;
    return { from: t, to: t - stride, weighed: sum(answers, weights[answers.length - 1]!) };
  };
  return { answers, keep, take };
}

function sum(answers: readonly Float32Array[], by: readonly number[]): Float32Array {
  return answers[0]!.map((_, i) => answers.reduce((total, one, k) => total + by[k]! * one[i]!, 0));
}
