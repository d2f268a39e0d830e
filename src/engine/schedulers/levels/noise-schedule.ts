/**
 * @file How much of the picture is left at each training step: ᾱ_t = Π (1 − β_s), in float32 as torch computes it
 * (diffusers, schedulers/scheduling_ddim.py).
 */
import type { BetaSchedule, NoiseLevel, SchedulerSettings } from '../scheduler.ts';

const { fround } = Math;

/** ᾱ of every training step; falls. */
export function alphasCumulative(settings: SchedulerSettings): Float32Array {
  const betas = settings.trainedBetas
    ? Float32Array.from(settings.trainedBetas)
    : betaSchedules[settings.betaSchedule](settings);
  return cumulate(settings.rescaleBetasZeroSnr ? rescaleToZeroSnr(betas) : betas);
}

/** Of latents whose variance is kept. */
export function levelOfAlpha(alpha: number): NoiseLevel {
  return { clean: Math.sqrt(alpha), noise: Math.sqrt(1 - alpha) };
}

const betaSchedules: { readonly [S in BetaSchedule]: (settings: SchedulerSettings) => Float32Array } = {
  linear: ({ betaStart, betaEnd, trainSteps }) => linspace32(betaStart, betaEnd, trainSteps),
  scaled_linear: ({ betaStart, betaEnd, trainSteps }) =>
    linspace32(Math.sqrt(betaStart), Math.sqrt(betaEnd), trainSteps).map((root) => root * root),
  squaredcos_cap_v2: ({ trainSteps }) => betasOf(cosineLeft, trainSteps),
  laplace: ({ trainSteps }) => betasOf(laplaceLeft, trainSteps),
  sigmoid: ({ betaStart, betaEnd, trainSteps }) =>
    linspace32(-6, 6, trainSteps).map((at) => (1 / (1 + Math.exp(-at))) * (betaEnd - betaStart) + betaStart),
};

/** @param left what is left of the picture at a part of the way to pure noise */
function betasOf(left: (part: number) => number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.min(1 - left((i + 1) / count) / left(i / count), 0.999));
}

/** Nichol and Dhariwal 2021, formula 17. */
function cosineLeft(part: number): number {
  return Math.cos((((part + 0.008) / 1.008) * Math.PI) / 2) ** 2;
}

/** Hang et al. 2024, "Improved Noise Schedule for Diffusion Training". */
function laplaceLeft(part: number): number {
  const logarithm = (-1 / 2) * (part > 1 / 2 ? -1 : 1) * Math.log(1 - 2 * Math.abs(1 / 2 - part) + 1e-6);
  const ratio = Math.exp(logarithm);
  return Math.sqrt(ratio / (1 + ratio));
}

/** `torch.linspace` in float32: counted from both ends to the middle. */
function linspace32(start: number, end: number, count: number): Float32Array {
  const [first, last] = [fround(start), fround(end)];
  const step = fround(fround(last - first) / (count - 1));
  return Float32Array.from({ length: count }, (_, i) =>
    i < count / 2 ? first + fround(step * i) : last - fround(step * (count - 1 - i)),
  );
}

/** Products in float64, each kept as float32: `torch.cumprod` on the CPU. */
function cumulate(betas: Float32Array): Float32Array {
  let product = 1;
  return betas.map((beta) => {
    product *= fround(1 - beta);
    return product;
  });
}

/** Lin et al. 2023, "Common diffusion noise schedules and sample steps are flawed", algorithm 1. */
function rescaleToZeroSnr(betas: Float32Array): Float32Array {
  const roots = cumulate(betas).map(Math.sqrt);
  const first = roots[0]!;
  const last = roots[roots.length - 1]!;
  const scale = fround(first / fround(first - last));
  const cumulative = roots.map((root) => fround(fround(root - last) * scale) ** 2);
  return cumulative.map((value, i) => 1 - fround(i === 0 ? value : value / cumulative[i - 1]!));
}
