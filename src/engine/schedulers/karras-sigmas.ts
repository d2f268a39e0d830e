/** @file The spacing of noise levels of Karras et al. 2022, equation 5 (diffusers, `_convert_to_karras`, `_sigma_to_t`). */
const RHO = 7;

/** From the highest σ of a table to its lowest, `count` of them. */
export function karrasSigmas(table: Float32Array, count: number): number[] {
  const low = table[0]! ** (1 / RHO);
  const high = table[table.length - 1]! ** (1 / RHO);
  const at = (index: number) => (count === 1 ? 0 : index / (count - 1));
  return Array.from({ length: count }, (_, i) => (high + at(i) * (low - high)) ** RHO);
}

/** The training step of a σ, with its fraction: between neighbours, by the logarithm. */
export function timestepOf(sigma: number, table: Float32Array): number {
  const above = table.findIndex((value) => value > sigma);
  const low = Math.min(Math.max(0, (above === -1 ? table.length : above) - 1), table.length - 2);
  const [from, to] = [Math.log(table[low]!), Math.log(table[low + 1]!)];
  return low + Math.min(1, Math.max(0, (Math.log(sigma) - from) / (to - from)));
}
