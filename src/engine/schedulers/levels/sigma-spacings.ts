/**
 * @file Spacings of noise levels in σ itself, from the highest to the lowest (diffusers, `_convert_to_karras`,
 * `_convert_to_exponential`, `_convert_to_beta`, `_convert_to_lu`), and the training steps of such levels.
 */
import { betaQuantile } from '../../arithmetic/beta-quantile.ts';

export type SigmaSpacing = 'karras' | 'exponential' | 'beta' | 'lu';

/** @param part of the way from the highest σ, 0, to the lowest, 1 */
type Way = (highest: number, lowest: number, part: number) => number;

const RHO = 7;

/** Karras et al. 2022, equation 5. */
const karras: Way = (highest, lowest, part) => {
  const [from, to] = [highest ** (1 / RHO), lowest ** (1 / RHO)];
  return (from + part * (to - from)) ** RHO;
};

const exponential: Way = (highest, lowest, part) =>
  Math.exp(Math.log(highest) + part * (Math.log(lowest) - Math.log(highest)));

const ways: { readonly [S in SigmaSpacing]: Way } = {
  karras,
  exponential,
  beta: (highest, lowest, part) => lowest + betaQuantile(1 - part) * (highest - lowest),
  // Even in λ = −ln σ (Lu et al. 2022).
  lu: exponential,
};

export function sigmasBetween(spacing: SigmaSpacing, highest: number, lowest: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => ways[spacing](highest, lowest, count === 1 ? 0 : i / (count - 1)));
}

/**
 * The training steps of levels, with their fractions: between neighbours, by the logarithm. In 32 bits, so that the highest
 * level is the last step where steps are cut to whole ones (diffusers with numpy 1; with numpy 2 its last bit decides).
 */
export function timestepsOf(sigmas: readonly number[], table: Float32Array): number[] {
  const logarithms = table.map(Math.log);
  return sigmas.map((sigma) => placeIn(logarithms, Math.fround(Math.log(Math.max(sigma, 1e-10)))));
}

function placeIn(rising: Float32Array, sought: number): number {
  const low = Math.min(
    Math.max(
      0,
      rising.findLastIndex((one) => one <= sought),
    ),
    rising.length - 2,
  );
  const [from, to] = [rising[low]!, rising[low + 1]!];
  const part = Math.min(1, Math.max(0, Math.fround((sought - from) / (to - from))));
  return (1 - part) * low + part * (low + 1);
}
