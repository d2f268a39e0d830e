/**
 * @file How far classes or attributes are from the shares that were asked for: Geyik et al. 2019, Fairness-Aware Ranking
 * (arXiv 1905.01989): skew, its greatest, and the discounted divergence of an order; as oxai/debias-vision-lang has them.
 */
import type { Estimate } from '../../../protocol/evaluation.ts';
import { wilson } from '../../../protocol/statistics/wilson.ts';

export interface Balance {
  readonly groups: readonly GroupBalance[];
  /** The greatest skew: 0 when all are as asked for, above where one is too frequent. */
  readonly maxSkew: number;
  /** The least skew, of the one most wanting. */
  readonly minSkew: number;
  /** Kullback–Leibler divergence of the shares from the target, in nats; infinite where what is there was not asked for. */
  readonly divergence: number;
}

export interface GroupBalance {
  readonly count: number;
  readonly share: Estimate;
  /** Share that was asked for. */
  readonly target: number;
  /** ln(share / target); a share of 0 counts as 1/n. Null where nothing was asked for, and nothing is there. */
  readonly skew: number | null;
}

/**
 * Does not say what shares would be right: that is the declared target. An attribute that a judge assigned is as wrong as
 * the judge is.
 * @param members of each image the group that it is of
 * @param target of each group its share, or any weight; they are scaled to sum to 1
 * @returns null without images or without a target
 */
export function balanceOf(members: readonly number[], target: readonly number[]): Balance | null {
  const wanted = sharesOf(target);
  const n = members.length;
  if (n === 0 || wanted === null) return null;
  const counts = countsOf(members, wanted.length);
  const groups = wanted.map((share, group) => groupBalance(counts[group]!, n, share));
  const skews = groups.flatMap(({ skew }) => (skew === null ? [] : [skew]));
  return {
    groups,
    maxSkew: Math.max(...skews),
    minSkew: Math.min(...skews),
    divergence: divergence(
      counts.map((count) => count / n),
      wanted,
    ),
  };
}

/**
 * NDKL: the divergence of the first i of an order from the target, over all i, the first weighing most:
 * Σ KL(first i ‖ target) / log₂(i + 1) / Σ 1 / log₂(i + 1), in nats; 0 is best. Even a perfect order is above 0: the first
 * image alone is of one group.
 * @param members of each image its group, the first in order first
 * @returns null without images or without a target
 */
export function discountedDivergence(members: readonly number[], target: readonly number[]): number | null {
  const wanted = sharesOf(target);
  if (members.length === 0 || wanted === null) return null;
  const counts = new Float64Array(wanted.length);
  let sum = 0;
  let weights = 0;
  for (const [i, group] of members.entries()) {
    counts[requireGroup(group, wanted.length)]!++;
    const weight = 1 / Math.log2(i + 2);
    weights += weight;
    const shares = Array.from(counts, (count) => count / (i + 1));
    sum += weight * divergence(shares, wanted);
  }
  return sum / weights;
}

function groupBalance(count: number, n: number, target: number): GroupBalance {
  const skew = target === 0 && count === 0 ? null : Math.log(Math.max(count, 1) / n / target);
  return { count, share: wilson(count, n), target, skew };
}

function divergence(shares: readonly number[], wanted: readonly number[]): number {
  return shares.reduce((sum, share, group) => sum + (share === 0 ? 0 : share * Math.log(share / wanted[group]!)), 0);
}

function sharesOf(target: readonly number[]): readonly number[] | null {
  const total = target.reduce((sum, weight) => sum + weight, 0);
  const isTarget = Number.isFinite(total) && total > 0 && target.every((weight) => weight >= 0);
  return isTarget ? target.map((weight) => weight / total) : null;
}

function countsOf(members: readonly number[], groups: number): readonly number[] {
  const counts = Array.from({ length: groups }, () => 0);
  for (const group of members) counts[requireGroup(group, groups)]!++;
  return counts;
}

/** @throws RangeError */
function requireGroup(group: number, groups: number): number {
  if (Number.isInteger(group) && group >= 0 && group < groups) return group;
  throw new RangeError(`Group ${group} is none of ${groups}.`);
}
