/** @file Members → splits, without parting what belongs together. */
import type { CuratePlan, SplitPlan } from '../../../language/plan/plan.ts';
import type { SplitName } from '../../../protocol/decisions.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { counted, percent } from '../../../protocol/texts/figures.ts';
import { beginningsOf } from './beginnings.ts';
import type { ChosenMember } from './chosen-members.ts';
import { Kin } from './kin.ts';
import type { Likeness } from './likeness.ts';
import { type Group, left, type Side, shareOut } from './share-out.ts';

export interface SplitMember extends ChosenMember {
  /** Absent when the set is not split. */
  readonly side?: SplitName;
}

export interface SplitMembers {
  /** As they came, without those that are left over. */
  readonly members: readonly SplitMember[];
  readonly notes: readonly string[];
}

/**
 * @param likeness by the members' places
 * @throws Failure `cancelled`
 */
export async function* splitMembers(
  members: readonly ChosenMember[],
  { split, seed }: CuratePlan,
  likeness: Likeness | undefined,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, SplitMembers> {
  if (split === undefined) return { members, notes: [] };
  const groups = (yield* kinOf(members, likeness, signal)).map(groupOf);
  const sides = shareOut(groups, split, seed);
  const sideOf = new Map(groups.flatMap((group, at) => group.members.map((member) => [member.place, sides[at]])));
  return {
    members: members.flatMap((member): readonly SplitMember[] => {
      const side = sideOf.get(member.place);
      return side === undefined || side === left ? [] : [{ ...member, side }];
    }),
    notes: [...coarse(groups, sides, split), ...differing(groups)],
  };
}

async function* kinOf(
  members: readonly ChosenMember[],
  likeness: Likeness | undefined,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly (readonly ChosenMember[])[]> {
  const kin = new Kin(members.length);
  kin.joinByWords(
    members.map(({ sample: { drawing } }) => (drawing ? beginningsOf(drawing.image, drawing.settings) : [])),
  );
  const indexOf = new Map(members.map(({ place }, index) => [place, index]));
  if (likeness) {
    yield* likeness.pairs([...indexOf.keys()], signal, ({ first, second }) => {
      const [one, other] = [indexOf.get(first), indexOf.get(second)];
      if (one !== undefined && other !== undefined) kin.join(one, other);
    });
  }
  return kin.groups().map((group) => group.flatMap((index) => members[index] ?? []));
}

function groupOf(members: readonly ChosenMember[]): Group & { readonly members: readonly ChosenMember[] } {
  const pinned = mostChosen(members);
  return { members, ...(pinned !== undefined && { pinned }) };
}

const splitNames: readonly SplitName[] = ['test', 'val', 'train'];

/** Of what people chose for images of the group, what is chosen most; of equals what is further from training. */
function mostChosen(members: readonly ChosenMember[]): SplitName | undefined {
  const count = (name: SplitName) => members.filter(({ split }) => split === name).length;
  const chosen = splitNames.filter((name) => count(name) > 0);
  return chosen.toSorted((a, b) => count(b) - count(a))[0];
}

/** Shares that are further off than this are told. */
const FAR = 0.05;

/** Groups that are few or large cannot be shared out as asked. */
function coarse(groups: readonly Group[], sides: readonly Side[], asked: readonly SplitPlan[]): readonly string[] {
  const sizes = groups.map(({ members }) => members.length);
  const images = sizes.reduce((sum, size) => sum + size, 0);
  const shareOf = (name: SplitName) =>
    sizes.reduce((sum, size, at) => (sides[at] === name ? sum + size : sum), 0) / images;
  const off = images === 0 ? undefined : asked.find(({ name, share }) => Math.abs(shareOf(name) - share) > FAR);
  if (off === undefined) return [];
  return [
    `${off.name} holds ${percent(shareOf(off.name))} of the images, not ${percent(off.share)}: there are only ${counted(groups.length, 'group')} that can be parted, the largest of ${counted(
      sizes.reduce((most, size) => Math.max(most, size), 0),
      'image',
    )}. Copies, and what began with the same noise, stay together; more \`images\` of each cell make shares more exact.`,
  ];
}

function differing(groups: readonly Group[]): readonly string[] {
  const torn = groups.filter(({ members }) => new Set(members.flatMap(({ split }) => split ?? [])).size > 1);
  if (torn.length === 0) return [];
  return [
    `Reviewers chose different splits for images that stay together, in ${counted(torn.length, 'group')}; each went where most were to go.`,
  ];
}
