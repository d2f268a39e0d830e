import { bestFirst, chance, type Member } from './member.ts';

/**
 * So many images of each class, and more where people keep more: first those that people keep, then those of the highest
 * scores, then those that chance prefers. An image that is added drops no more than one other.
 * @param seed where chance begins
 * @returns the members that stay, as they came
 */
export function balanceClasses<M extends Member>(members: readonly M[], wanted: number, seed: number): readonly M[] {
  const chosen = new Set<M>();
  for (const name of new Set(members.map((member) => member.class))) {
    const ofClass = members.filter((member) => member.class === name);
    const lots = new Map(ofClass.map((member) => [member, chance(seed, 'balance', member.id)]));
    const lot = (member: M) => lots.get(member) ?? 0;
    const order = ofClass.toSorted((a, b) => unlessSame(a, b) || lot(a) - lot(b) || a.place - b.place);
    for (const [index, member] of order.entries()) if (index < wanted || member.isKept) chosen.add(member);
  }
  return members.filter((member) => chosen.has(member));
}

/** As `bestFirst`, but for the place: chance is fairer among equals. */
function unlessSame(a: Member, b: Member): number {
  return bestFirst({ ...a, place: 0 }, { ...b, place: 0 });
}
