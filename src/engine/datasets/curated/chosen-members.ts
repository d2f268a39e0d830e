/** @file What rules and decisions left → members of a set, each picture once and of a class. */

import { classOf } from '../samples/sample.ts';
import type { SortedSample } from '../samples/sorted-samples.ts';
import { bestFirst, type Member } from './member.ts';

/** A member with the sample it stands for; its place is that of the sample in the list it came in. */
export interface ChosenMember extends Member {
  readonly sample: SortedSample;
}

export interface ChosenMembers {
  /** In the order of the samples. */
  readonly members: readonly ChosenMember[];
  /** The same pixels in another file. */
  readonly copies: number;
  /** Of no class, or of one that the set does not hold. */
  readonly unlabelled: number;
  readonly unreadable: readonly string[];
}

/** @param samples chosen ones, with facts @param classes that the set holds */
export function chosenMembers(samples: readonly SortedSample[], classes: ReadonlySet<string>): ChosenMembers {
  const byId = new Map<string, ChosenMember>();
  const unreadable: string[] = [];
  let copies = 0;
  let unlabelled = 0;
  for (const [place, sample] of samples.entries()) {
    const shown = classOf(sample);
    if (sample.facts === undefined) unreadable.push(sample.file);
    else if (shown === undefined || !classes.has(shown)) unlabelled++;
    else {
      const member = memberOf(sample, sample.facts.pixels, place, shown);
      const known = byId.get(member.id);
      if (known) copies++;
      if (known === undefined || bestFirst(member, known) < 0) byId.set(member.id, member);
    }
  }
  const members = [...byId.values()].sort((a, b) => a.place - b.place);
  return { members, copies, unlabelled, unreadable };
}

function memberOf(sample: SortedSample, id: string, place: number, shown: string): ChosenMember {
  const { fate, score, decision } = sample;
  return {
    id,
    place,
    class: shown,
    isKept: fate === 'kept',
    ...(score !== undefined && score.score !== null && { score: score.score }),
    ...(decision?.split !== undefined && { split: decision.split }),
    sample,
  };
}
