/** @file Drawn images by the values of their variables, and values whose images are accepted otherwise than the rest. */
import { setImmediate } from 'node:timers/promises';
import type { Estimate } from '../../../../protocol/evaluation.ts';
import type { BiasReport, Slice, SliceTable, Tested, UnevenSlice } from '../../../../protocol/set-measures.ts';
import { wilson } from '../../../../protocol/statistics/wilson.ts';
import { fisherExact } from '../../../metrics/exact-tests.ts';
import { holm } from '../../../metrics/holm.ts';
import { meanEstimate } from '../../../metrics/mean-estimate.ts';
import { throwIfCancelled } from '../../../runtime/sessions/cancellation.ts';
import type { MeasuredImage } from './measured-images.ts';
import type { Variable } from './variables.ts';

/** Of an image: whether it is accepted; undefined where that is not decided. */
export type AcceptedOf = (image: MeasuredImage) => boolean | undefined;

/** People's word, where there is any; else whether the curation takes the image. */
export function acceptance(images: readonly MeasuredImage[]): {
  readonly by: BiasReport['acceptedBy'];
  readonly acceptedOf: AcceptedOf;
} {
  const isDecided = images.some(({ decision }) => decision !== 'undecided');
  if (!isDecided) return { by: 'rules', acceptedOf: ({ isIn }) => isIn };
  return {
    by: 'decisions',
    acceptedOf: ({ decision }) => (decision === 'undecided' ? undefined : decision === 'kept'),
  };
}

/**
 * Values without a drawn image are left out, and so are variables that are left with one.
 * @param repeats whether an image repeats an earlier one
 * @throws Failure `cancelled`
 */
export async function sliceTables(
  images: readonly MeasuredImage[],
  variables: readonly Variable[],
  acceptedOf: AcceptedOf,
  repeats: (image: MeasuredImage) => boolean,
  signal: AbortSignal,
): Promise<readonly SliceTable[]> {
  const tables: SliceTable[] = [];
  for (const { name, kind, values, valuesOf } of variables) {
    const slices: Slice[] = [];
    const members = membersByValue(images, valuesOf);
    for (const value of values) {
      throwIfCancelled(signal);
      const own = members.get(value) ?? [];
      if (own.length > 0) slices.push(sliceOf(value, own, acceptedOf, repeats));
      await setImmediate();
    }
    if (slices.length > 1) tables.push({ variable: name, kind, slices });
  }
  return tables;
}

function membersByValue(
  images: readonly MeasuredImage[],
  valuesOf: Variable['valuesOf'],
): ReadonlyMap<string, readonly MeasuredImage[]> {
  const members = new Map<string, MeasuredImage[]>();
  for (const image of images) {
    for (const value of valuesOf.get(image.key) ?? []) {
      const own = members.get(value);
      if (own) own.push(image);
      else members.set(value, [image]);
    }
  }
  return members;
}

function sliceOf(
  value: string,
  images: readonly MeasuredImage[],
  acceptedOf: AcceptedOf,
  repeats: (image: MeasuredImage) => boolean,
): Slice {
  return {
    value,
    images: images.length,
    accepted: acceptedShare(images, acceptedOf),
    score: meanEstimate(images.flatMap(({ score }) => score ?? [])),
    margin: meanEstimate(images.flatMap(({ margin }) => margin ?? [])),
    duplicates: wilson(images.filter(repeats).length, images.length),
  };
}

function acceptedShare(images: readonly MeasuredImage[], acceptedOf: AcceptedOf): Estimate {
  const known = images.map(acceptedOf).filter((accepted) => accepted !== undefined);
  return wilson(known.filter((accepted) => accepted).length, known.length);
}

const LEVEL = 0.05;

/** With Holm's correction over all of them, the least p first. */
export function tested<T extends { readonly p: number }>(all: readonly T[]): readonly (T & Tested)[] {
  const adjusted = holm(all.map(({ p }) => p));
  return all
    .map((each, index) => ({ ...each, adjusted: adjusted[index]!, isBeyondChance: adjusted[index]! < LEVEL }))
    .sort((a, b) => a.p - b.p);
}

/**
 * Every slice against all other images that were decided. Of two values one is as the other, so it is tested once.
 * @param images that slices are of
 */
export function unevenSlices(
  images: readonly MeasuredImage[],
  tables: readonly SliceTable[],
  acceptedOf: AcceptedOf,
): readonly UnevenSlice[] {
  const all = acceptedShare(images, acceptedOf);
  const hits = hitsOf(all);
  const compared = tables.flatMap(({ variable, slices }) => {
    const once = slices.length === 2 ? slices.slice(0, 1) : slices;
    return once.flatMap(({ value, accepted }) => {
      const others = all.n - accepted.n;
      if (accepted.n === 0 || others === 0) return [];
      const otherHits = hits - hitsOf(accepted);
      const p = fisherExact(hitsOf(accepted), accepted.n, otherHits, others);
      return { variable, value, accepted, rest: wilson(otherHits, others), p };
    });
  });
  return tested(compared);
}

function hitsOf({ value, n }: Estimate): number {
  return Math.round((value ?? 0) * n);
}
