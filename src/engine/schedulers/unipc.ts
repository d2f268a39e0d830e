/**
 * @file UniPC of the second order with B(h) = e⁻ʰ − 1 on the noise-free latents, Zhao et al. 2023, as diffusers'
 * `UniPCMultistepScheduler` ("bh2"): each answer of the network first corrects the step that led to it, then predicts
 * the next. With λ = −ln σ, h = λ' − λ, m the estimates of x₀:
 * x' = √(1 − ᾱ')/√(1 − ᾱ)·x − √ᾱ'·(e⁻ʰ − 1)·(m + ρ·(m of before − m)/r + ρ'·(m' − m)), r = (λ of before − λ)/h
 */
import { keptVariance } from './kept-variance.ts';
import { fillClean } from './noisy-step.ts';
import { readPredictionAtSigma } from './prediction-reading.ts';
import type { Scheduler, SchedulerSettings } from './scheduler.ts';
import { levelOfSigma } from './sigma-table.ts';
import { type SolverLevels, solverLevels } from './solver-levels.ts';

export function unipc(settings: SchedulerSettings, count: number): Scheduler {
  const choice = { isKarras: settings.useKarrasSigmas, lambdaMin: Number.NEGATIVE_INFINITY };
  const levels = solverLevels(settings, count, choice);
  const { timesteps, sigmas } = levels;
  return keptVariance(timesteps, (index) => levelOfSigma(sigmas[index]!), predictorCorrector(settings, levels));
}

function predictorCorrector(settings: SchedulerSettings, levels: SolverLevels): Scheduler['step'] {
  const moves = levels.timesteps.map((_, i) => solverMove(levels.sigmas, i, isFirstOrder(settings, levels, i)));
  const firstMove = (i: number) => solverMove(levels.sigmas, i, true);
  let from: Float32Array | undefined;
  /** The step before. */
  let last: SolverMove | undefined;
  /** Of the step before, and of the one before that. */
  let [before, older]: (Float32Array | undefined)[] = [];
  return (index, prediction, latents, clean) => {
    const { clean: reading } = readPredictionAtSigma(settings.predictionType, levels.sigmas[index]!);
    fillClean(reading, prediction, latents, clean);
    const now = clean.slice();
    if (from !== undefined && before !== undefined && last !== undefined) {
      move(latents, last.correct, [from, before, older ?? before, now]);
    }
    from = latents.slice();
    // A course that begins in the middle begins there with the first order too.
    last = before === undefined ? firstMove(index) : moves[index]!;
    move(latents, last.predict, [from, now, before ?? now, now]);
    [before, older] = [now, before];
  };
}

/** The last step too, where λ has no end; diffusers does not correct its result. */
function isFirstOrder({ lowerOrderFinal }: SchedulerSettings, { timesteps, sigmas }: SolverLevels, i: number): boolean {
  const [sigma, next] = [sigmas[i]!, sigmas[i + 1]!];
  if (i === 0 || next === 0 || sigma === next || sigma === sigmas[i - 1]) return true;
  return lowerOrderFinal && i === timesteps.length - 1;
}

/** What the next latents are made of. */
interface Blend {
  readonly latents: number;
  /** m where the step begins. */
  readonly clean: number;
  /** m where the step before began. */
  readonly before: number;
  /** m where the step ends. */
  readonly after: number;
}

interface SolverMove {
  readonly predict: Blend;
  readonly correct: Blend;
}

function solverMove(sigmas: readonly number[], index: number, isFirst: boolean): SolverMove {
  const [sigma, next] = [sigmas[index]!, sigmas[index + 1]!];
  const signal = 1 / Math.sqrt(next ** 2 + 1);
  const latents = (next / sigma) * signal * Math.sqrt(sigma ** 2 + 1);
  const gain = signal * (1 - next / sigma);
  const blend = (before: number, after: number): Blend => ({
    latents,
    clean: gain * (1 - before - after),
    before: gain * before,
    after: gain * after,
  });
  if (isFirst) return { predict: blend(0, 0), correct: blend(0, 1 / 2) };
  const h = Math.log(sigma / next);
  const ratio = Math.log(sigma / sigmas[index - 1]!) / h;
  const [rho, rhoAfter] = correctorWeights(h, ratio);
  return { predict: blend(1 / 2 / ratio, 0), correct: blend(rho / ratio, rhoAfter) };
}

/** The paper's formula 5: ρ + ρ' = b₁ and r·ρ + ρ' = b₂, with bₖ = k!·(−h)·φₖ₊₁(−h) / (e⁻ʰ − 1). */
function correctorWeights(h: number, ratio: number): readonly [number, number] {
  const phi1 = Math.expm1(-h);
  const phi2 = phi1 / -h - 1;
  const phi3 = phi2 / -h - 1 / 2;
  const [first, second] = [phi2 / phi1, (2 * phi3) / phi1];
  const rho = (first - second) / (1 - ratio);
  return [rho, first - rho];
}

type Parts = readonly [from: Float32Array, clean: Float32Array, before: Float32Array, after: Float32Array];

function move(latents: Float32Array, blend: Blend, [from, clean, before, after]: Parts): void {
  for (let i = 0; i < latents.length; i++) {
    latents[i] =
      blend.latents * from[i]! + blend.clean * clean[i]! + blend.before * before[i]! + blend.after * after[i]!;
  }
}
