/**
 * @file Groups of images → splits. Each group has a lot for each split that depends on nothing but the seed and its images
 * (weighted rendezvous hashing: E. g. Schindelhauer and Schomaker 2005), so that images that come or go move no others;
 * then groups that would rather stay than others least are moved until the shares are what was asked for, class by class.
 */
import type { SplitPlan } from '../../../language/plan/plan.ts';
import type { SplitName } from '../../../protocol/decisions.ts';
import { chance, type Member } from './member.ts';
import { Shares } from './shares.ts';

/** What shares that sum up to less than 1 leave over. */
export const left = 'left over';

export type Side = SplitName | typeof left;

/** Images that stay together. */
export interface Group {
  readonly members: readonly Member[];
  /** That people chose; it wins over all shares. */
  readonly pinned?: SplitName;
}

/** @returns of each group its side */
export function shareOut(groups: readonly Group[], splits: readonly SplitPlan[], seed: number): readonly Side[] {
  const sides = sidesOf(splits);
  const images = groups.reduce((sum, { members }) => sum + members.length, 0);
  const placed = groups.map((group) => placedGroup(group, sidesWithRoom(group, sides, images), seed));
  const shares = new Shares(placed, sides);
  shares.settle();
  return placed.map(({ side }) => side);
}

export interface SharedSide {
  readonly side: Side;
  /** Above 0, up to 1; 0 of one that only people choose. */
  readonly share: number;
}

/** Share below which nothing is left over but what floats lose. */
const NOTHING = 1e-9;

function sidesOf(splits: readonly SplitPlan[]): readonly SharedSide[] {
  const rest = 1 - splits.reduce((sum, { share }) => sum + share, 0);
  const named = splits.map(({ name, share }) => ({ side: name, share }));
  return rest > NOTHING ? [...named, { side: left, share: rest }] : named;
}

/** With a group of more than twice what a side should have, that is further off than with none: it goes elsewhere. */
function sidesWithRoom({ members }: Group, sides: readonly SharedSide[], images: number): readonly SharedSide[] {
  // What people keep is in the set, whatever is left over.
  const isKept = members.some((member) => member.isKept);
  const open = sides.filter(({ side }) => !(isKept && side === left));
  const roomy = open.filter(({ share }) => 2 * share * images >= members.length);
  return roomy.length > 0 ? roomy : open.toSorted((a, b) => b.share - a.share).slice(0, 1);
}

export interface PlacedGroup {
  side: Side;
  readonly isPinned: boolean;
  /** Of each class how many. */
  readonly counts: ReadonlyMap<string, number>;
  readonly size: number;
  /** By side: the lowest is its own; absent where it may not be. */
  readonly lots: ReadonlyMap<Side, number>;
}

function placedGroup({ members, pinned }: Group, sides: readonly SharedSide[], seed: number): PlacedGroup {
  const name = firstByChance(members, seed);
  const lots = new Map(
    sides.map(({ side, share }) => [side, -Math.log(1 - chance(seed, 'split', side, name)) / share] as const),
  );
  const own = [...lots].reduce((least, each) => (each[1] < least[1] ? each : least), [
    left,
    Number.POSITIVE_INFINITY,
  ] as [Side, number]);
  return {
    side: pinned ?? own[0],
    isPinned: pinned !== undefined,
    counts: countsOf(members),
    size: members.length,
    lots,
  };
}

/** A group is known by one image, whichever others come. */
function firstByChance(members: readonly Member[], seed: number): string {
  const lots = members.map(({ id }) => ({ id, lot: chance(seed, 'group', id) }));
  return lots.reduce((first, each) => (each.lot < first.lot ? each : first), { id: '', lot: 2 }).id;
}

function countsOf(members: readonly Member[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { class: name } of members) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
