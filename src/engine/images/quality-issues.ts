/**
 * @file What may be wrong with a picture, by CleanVision's scores and thresholds (cleanlab/cleanvision): each has a score
 * from 0 (worst) to 1, and a flag where it is below its threshold.
 */
import type { ImageStatistics } from './image-statistics.ts';

export type QualityIssueKind =
  | 'dark'
  | 'bright'
  | 'blurred'
  | 'low-information'
  | 'odd-aspect'
  | 'grayscale'
  | 'odd-size';

export interface QualityScore {
  /** From 0, the worst, to 1. */
  readonly score: number;
  readonly isIssue: boolean;
}

export type QualityReport = { readonly [K in QualityIssueKind]: QualityScore };

/** An issue is what scores less. */
export type QualityThresholds = Readonly<Record<QualityIssueKind, number>>;

/** CleanVision's. */
export const usualThresholds: QualityThresholds = {
  dark: 0.32,
  bright: 0.05,
  blurred: 0.29,
  'low-information': 0.3,
  'odd-aspect': 0.35,
  grayscale: 0.5,
  'odd-size': 0.5,
};

const NORM = 0.01;
/** Pictures of few levels have few edges without being blurred: signs, line drawings. */
const FEW_LEVELS = 0.18;

const scores: { readonly [K in Exclude<QualityIssueKind, 'odd-size'>]: (of: ImageStatistics) => number } = {
  dark: ({ brightest }) => brightest,
  bright: ({ darkest }) => 1 - darkest,
  blurred: sharpnessScore,
  'low-information': ({ entropy }) => Math.min(1, entropy / 10),
  'odd-aspect': ({ width, height }) => Math.min(width / height, height / width),
  grayscale: ({ isGrey }) => (isGrey ? 0 : 1),
};

function sharpnessScore({ sharpness, levelSpread }: ImageStatistics): number {
  const levels = 1 - Math.exp(-levelSpread * NORM);
  return Math.min(1, 1 - Math.exp(-sharpness * NORM) + (levels > FEW_LEVELS ? levels : 0));
}

/**
 * Of each picture of a set; the set matters to `odd-size` alone.
 *
 * Says nothing of what is seen, nor whether it should be so: dark, bright and grey pictures may be what was asked for.
 * Thresholds were chosen on photographs.
 */
export function qualityReports(
  statistics: readonly ImageStatistics[],
  thresholds: QualityThresholds = usualThresholds,
): readonly QualityReport[] {
  const sizes = sizeScores(statistics);
  return statistics.map((each, i) => reportOf(each, sizes[i]!, thresholds));
}

function reportOf(statistics: ImageStatistics, size: number, thresholds: QualityThresholds): QualityReport {
  const scored = (kind: Exclude<QualityIssueKind, 'odd-size'>): QualityScore => {
    const score = scores[kind](statistics);
    return { score, isIssue: score < thresholds[kind] };
  };
  return {
    dark: scored('dark'),
    bright: scored('bright'),
    blurred: scored('blurred'),
    'low-information': scored('low-information'),
    'odd-aspect': scored('odd-aspect'),
    grayscale: scored('grayscale'),
    'odd-size': { score: size, isIssue: size < thresholds['odd-size'] },
  };
}

/** How far beyond the quartiles a size may lie, in distances between them. */
const FAR = 3;

/**
 * Of √(width · height): at the middle of what is usual 1, at its ends 0.5, at as much again beyond 0. Where the quartiles
 * are the same size, any other is odd.
 */
function sizeScores(statistics: readonly ImageStatistics[]): readonly number[] {
  const sizes = statistics.map(({ width, height }) => Math.sqrt(width * height));
  const sorted = Float64Array.from(sizes).sort();
  const [first, third] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const range = (1 + 2 * FAR) * (third - first);
  const middle = (first + third) / 2;
  return sizes.map((size) => {
    if (range === 0) return size === middle ? 1 : 0;
    return 1 - Math.min(1, Math.abs(size - middle) / range);
  });
}

/** Between neighbours in proportion, as numpy's. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? below) - below);
}
