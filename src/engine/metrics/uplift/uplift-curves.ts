/**
 * @file What drawn images add to a few real ones, as curves: over how many real ones there are, and over how many of the
 * training images are drawn. Each point is a pair of probes on the same shots, tested on the same images.
 */
import type { ShareCurve, SharePoint, ShotsPoint, UpliftFinding } from '../../../protocol/uplift.ts';
import type { Measuring } from '../sets/in-turns.ts';
import { type Mix, ProbeTrials, standings, type UpliftData } from './probe-trials.ts';
import { fewest } from './shot-draws.ts';

export interface CurveChoices {
  /** Ascending; what the class with fewest real images does not have is left out. */
  readonly shots: readonly number[];
  /** Ascending, from 0 to 1. */
  readonly shares: readonly number[];
  readonly seeds: number;
}

export interface UpliftCurves {
  readonly curve: readonly ShotsPoint[];
  readonly inPlace: ShareCurve | null;
  readonly onTop: ShareCurve | null;
  readonly findings: readonly UpliftFinding[];
}

/**
 * The same data, shots, shares and seeds give the same curves.
 * @throws RangeError when embeddings are of several models
 */
export function* upliftCurves(data: UpliftData, choices: CurveChoices): Measuring<UpliftCurves> {
  const trials = new ProbeTrials(data, choices.seeds);
  const shots = choices.shots.filter((each) => each <= fewest(trials.real));
  const places = { inPlace: inPlaceMixes(trials, shots, choices), onTop: onTopMixes(trials, shots, choices) };
  const total = shots.length + (places.inPlace?.mixes.length ?? 0) + (places.onTop?.mixes.length ?? 0);
  let done = 0;
  const curve: ShotsPoint[] = [];
  for (const each of shots) {
    curve.push({ shots: each, ...trials.compare({ real: each, drawn: null }, each, looksAt(shots)) });
    yield { done: ++done, total };
  }
  const shareCurve = function* (mixes: ShareMixes | null): Measuring<ShareCurve | null> {
    if (mixes === null) return null;
    const points: SharePoint[] = [];
    for (const { share, ...mix } of mixes.mixes) {
      points.push({ share, ...trials.compare(mix, mixes.shots, mixes.mixes.length) });
      yield { done: ++done, total };
    }
    return { shots: mixes.shots, points };
  };
  const inPlace = yield* shareCurve(places.inPlace);
  const onTop = yield* shareCurve(places.onTop);
  return { curve, inPlace, onTop, findings: findingsOf(curve, trials) };
}

interface ShareMixes {
  readonly shots: number;
  readonly mixes: readonly (Mix & { readonly share: number })[];
}

/** As many images as there are shots, at the greatest number that both have. */
function inPlaceMixes(trials: ProbeTrials, shots: readonly number[], { shares }: CurveChoices): ShareMixes | null {
  const total = shots.findLast((each) => each <= fewest(trials.drawn));
  if (total === undefined) return null;
  const mixes = shares.flatMap((share) => {
    const drawn = Math.round(share * total);
    return drawn === 0 ? [] : [{ share: drawn / total, real: total - drawn, drawn }];
  });
  return mixes.length === 0 ? null : { shots: total, mixes: distinct(mixes) };
}

/** Beside the shots, at the greatest number of them that leaves all shares possible; at 1 there are drawn ones alone. */
function onTopMixes(trials: ProbeTrials, shots: readonly number[], { shares }: CurveChoices): ShareMixes | null {
  const most = fewest(trials.drawn);
  const added = (share: number, k: number) => Math.round((k * share) / (1 - share));
  const below = shares.filter((share) => share > 0 && share < 1);
  const greatest = below.at(-1);
  const at = (greatest === undefined ? undefined : shots.findLast((k) => added(greatest, k) <= most)) ?? shots[0];
  if (at === undefined || most === 0) return null;
  const mixes = below.flatMap((share) => {
    const drawn = added(share, at);
    return drawn === 0 || drawn > most ? [] : [{ share: drawn / (drawn + at), real: at, drawn }];
  });
  const alone = shares.includes(1) ? [{ share: 1, real: 0, drawn: null }] : [];
  const all = [...distinct(mixes), ...alone];
  return all.length === 0 ? null : { shots: at, mixes: all };
}

/** Few shots have few shares: 25 % of one image is none of it. */
function distinct<M extends Mix>(mixes: readonly M[]): readonly M[] {
  return mixes.filter((mix, at) => mix.drawn !== mixes[at - 1]?.drawn);
}

/** Neighbours that stand alike are taken together; what none of them shows, all of them may show. */
function findingsOf(curve: readonly ShotsPoint[], trials: ProbeTrials): readonly UpliftFinding[] {
  const groups: ShotsPoint[][] = [];
  for (const point of curve) {
    const group = groups.at(-1);
    if (group?.[0]?.standing === point.standing) group.push(point);
    else groups.push([point]);
  }
  return groups.map((group) => {
    const shots = group.map((point) => point.shots);
    const { strict, stands } = trials.together(shots, looksAt(curve));
    return {
      from: shots[0]!, // No group is empty.
      to: shots.at(-1)!,
      standing: standings[stands],
      isOnlyTogether: group[0]!.standing !== standings[stands],
      difference: strict,
    };
  });
}

/** Every point, and all of them together. */
function looksAt(curve: readonly unknown[]): number {
  return curve.length + 1;
}
