/** @file What the page of a comparison shows, made of what is known. */

import type { Comparison, PictureSide } from '../../../protocol/comparison.ts';
import { byChange, countPairs, fateOf } from '../../../protocol/texts/comparison-texts.ts';
import type {
  CompareActivity,
  CompareSnapshot,
  CompareTarget,
  PairsQuestion,
  PictureId,
  ShownComparison,
  ShownPair,
} from '../../../protocol/webviews/compare.ts';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import { judgingLabel } from '../../lenses/judging-label.ts';
import { type AddressOf, baseName } from '../addresses.ts';
import type { Availability } from '../availability.ts';
import type { CompareWork } from './compare-work.ts';

export type ComparedState = Pick<
  CompareWork,
  'target' | 'comparison' | 'revision' | 'progress' | 'failure' | 'isLooking' | 'isAtWork'
>;

export function compareSnapshot(id: DeclarationId, state: ComparedState, availability: Availability): CompareSnapshot {
  const { comparison, target, revision } = state;
  return {
    id,
    file: baseName(id.uri),
    before: comparison?.before.label ?? targetLabel(target),
    after: comparison?.after.label ?? 'now',
    revision,
    activity: activityOf(state, availability),
  };
}

function targetLabel(target: CompareTarget): string {
  if (target.kind === 'ref') return target.ref;
  return target.kind === 'baseline' ? 'baseline' : `run ${target.run}`;
}

export function shownComparison({ pictures, ...comparison }: Comparison): ShownComparison {
  return { ...comparison, pictures: pictures.map((set) => ({ recipe: set.recipe, counts: countPairs(set) })) };
}

/** What changed most first; the others in the order of the grid. */
export function shownPairs(
  { pictures }: Comparison,
  { set, kind, count }: PairsQuestion,
  addressOf: AddressOf,
): readonly ShownPair[] {
  const pairs = (pictures[set]?.pairs ?? []).map((pair, index) => ({ ...pair, index }));
  const wanted = pairs.filter((pair) => fateOf(pair) === kind);
  const ordered = kind === 'changed' ? wanted.sort(byChange) : wanted;
  return ordered.slice(0, count).map(({ before, after, ...pair }) => ({
    ...pair,
    ...(before && { before: shownSide(before, addressOf) }),
    ...(after && { after: shownSide(after, addressOf) }),
  }));
}

export function sideOfPicture({ pictures }: Comparison, { set, pair, side }: PictureId): PictureSide | undefined {
  return pictures[set]?.pairs[pair]?.[side];
}

function shownSide({ file, ...side }: PictureSide, addressOf: AddressOf): PictureSide {
  return { ...side, ...(file !== undefined && { file: addressOf(file) }) };
}

function activityOf(state: ComparedState, availability: Availability): CompareActivity {
  const { progress, failure, isAtWork, isLooking, comparison } = state;
  if (isAtWork || (isLooking && !comparison)) return workOf(progress);
  if (availability.kind !== 'ready') return availability;
  return failure === undefined ? { kind: 'idle' } : { kind: 'failed', sentence: failure };
}

function workOf(progress: ComparedState['progress']): CompareActivity {
  if (!progress) return { kind: 'comparing', label: 'Comparing', done: 0, total: 0 };
  const { done, total, secondsLeft } = progress;
  const left = secondsLeft !== undefined && { secondsLeft };
  return { kind: 'comparing', label: judgingLabel(progress), done, total, ...left };
}
