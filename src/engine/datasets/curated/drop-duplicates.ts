import { bestFirst, type Member } from './member.ts';

/**
 * Of each group one image stays, the best, and all that people keep.
 * @param groups of places; a place is in one group at most
 * @returns the members that stay, as they came
 */
export function dropDuplicates<M extends Member>(
  members: readonly M[],
  groups: readonly (readonly number[])[],
): readonly M[] {
  const byPlace = new Map(members.map((member) => [member.place, member]));
  const dropped = new Set<number>();
  for (const group of groups) {
    const [, ...others] = group.flatMap((place) => byPlace.get(place) ?? []).sort(bestFirst);
    for (const { place, isKept } of others) if (!isKept) dropped.add(place);
  }
  return members.filter(({ place }) => !dropped.has(place));
}
