/**
 * @file The words of several reviewers → one word an image. That they differ is no conflict but data: it is told beside
 * the outcome, whatever the policy makes of it.
 */
import type { ReviewerWord } from '../../../protocol/agreement.ts';
import type { FoldPolicy, ImageDecision, SplitName } from '../../../protocol/decisions.ts';
import type { DecisionEvent } from './decision-event.ts';
import { foldDecisions, type ReviewerDecision } from './fold-decisions.ts';
import { reviewerFolder } from './reviewer-folder.ts';

export interface TeamDecision {
  readonly state: ImageDecision['state'];
  /** By anybody. */
  readonly isFlagged: boolean;
  /** One keeps it and one rejects it, or they name different classes; and no adjudicator has spoken. */
  readonly isDisputed: boolean;
  /** In the order of letters. */
  readonly keptBy: readonly string[];
  readonly rejectedBy: readonly string[];
  /** Who decided last. */
  readonly reviewer?: string;
  /** Of those who reject it, each once, in the order of letters. */
  readonly why: readonly string[];
  /** Absent when nobody named another class, or they differ. */
  readonly label?: string;
  /** Mean of all ratings. */
  readonly rating?: number;
  /** Of anybody, in the order of letters. */
  readonly tags: readonly string[];
  /** Absent when nobody chose one, or they differ. */
  readonly split?: SplitName;
  /** What each of those who are asked says, in the order of their names. */
  readonly words: readonly ReviewerWord[];
}

/** One reviewer's word on an image. */
export interface Vote extends ReviewerDecision {
  readonly by: string;
}

/**
 * What stands of every image that anybody decided on, by `pixels` where any event names them, else by file. The same
 * for the lines of all files in any order.
 * @param logs of each reviewer the events in the order of their ids
 * @param reviewers who is asked; without it, everybody who has decided on an image is
 */
export function foldTeam(
  logs: ReadonlyMap<string, readonly DecisionEvent[]>,
  policy: FoldPolicy,
  reviewers?: readonly string[],
): ReadonlyMap<string, TeamDecision> {
  const names = pixelNames(logs);
  const votes = new Map<string, Vote[]>();
  for (const [by, events] of [...logs].filter(([by]) => isAsked(by, reviewers)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const decisions = foldDecisions(events, ({ image, pixels }) => pixels ?? names.get(image) ?? image);
    for (const [name, decision] of decisions) votes.set(name, [...(votes.get(name) ?? []), { ...decision, by }]);
  }
  const asked = askedCount(policy, reviewers);
  return new Map([...votes].map(([name, each]) => [name, teamDecision(each, policy, asked)]));
}

/** How many reviewers are asked; undefined: whoever has decided. */
export function askedCount(policy: FoldPolicy, reviewers?: readonly string[]): number | undefined {
  return reviewers?.length ?? (policy.kind === 'n-of-m' ? policy.of : undefined);
}

/** A reviewer is asked by their name, or by the name of their folder: `Ann Lee` is `ann-lee`. */
export function isAsked(by: string, reviewers: readonly string[] | undefined): boolean {
  return reviewers === undefined || reviewers.some((name) => reviewerFolder(name) === reviewerFolder(by));
}

/** The digest of an image's file → that of its pixels, from any event that names both. */
export function pixelNames(logs: ReadonlyMap<string, readonly DecisionEvent[]>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const event of [...logs.values()].flat()) {
    if (event.op !== 'undo' && event.pixels !== undefined) names.set(event.image, event.pixels);
  }
  return names;
}

/**
 * The words on one image made one.
 * @param votes at least one, in the order of reviewers' names
 * @param asked how many reviewers are; absent: those who have decided
 */
export function teamDecision(votes: readonly Vote[], policy: FoldPolicy, asked?: number): TeamDecision {
  const keptBy = votes.filter(({ state }) => state === 'kept').map(({ by }) => by);
  const rejectedBy = votes.filter(({ state }) => state === 'rejected').map(({ by }) => by);
  const settled = adjudicated(votes, policy);
  const label = agreed(votes, 'label', settled);
  const split = agreed(votes, 'split', settled);
  const reviewer = lastOf(votes)?.by;
  const rating = mean(votes.flatMap((vote) => vote.rating ?? []));
  const count = { kept: keptBy.length, rejected: rejectedBy.length, asked: asked ?? keptBy.length + rejectedBy.length };
  return {
    state: settled?.state ?? outcomes[policy.kind](count, policy as never), // The table has the policy's own kind.
    isFlagged: votes.some(({ isFlagged }) => isFlagged),
    isDisputed: settled === undefined && (count.kept * count.rejected > 0 || differ(votes, 'label')),
    keptBy,
    rejectedBy,
    why: sorted(votes.filter(({ state }) => state === 'rejected').flatMap(({ why = [] }) => why)),
    tags: sorted(votes.flatMap(({ tags = [] }) => tags)),
    words: votes,
    ...(reviewer !== undefined && { reviewer }),
    ...(label !== undefined && { label }),
    ...(rating !== undefined && { rating }),
    ...(split !== undefined && { split }),
  };
}

interface VoteCount {
  readonly kept: number;
  readonly rejected: number;
  /** Whose word is waited for. */
  readonly asked: number;
}

const outcomes: {
  readonly [K in FoldPolicy['kind']]: (
    count: VoteCount,
    policy: Extract<FoldPolicy, { readonly kind: K }>,
  ) => ImageDecision['state'];
} = {
  'any-reject': ({ kept, rejected, asked }) => {
    if (rejected > 0) return 'rejected';
    return kept > 0 && kept >= asked ? 'kept' : 'undecided';
  },
  majority: ({ kept, rejected, asked }) => outcome(2 * kept > asked, 2 * rejected > asked),
  'n-of-m': ({ kept, rejected, asked }, { least }) => outcome(kept >= least, rejected > 0 && asked - rejected < least),
  adjudicator: ({ kept, rejected }) => outcome(kept > 0 && rejected === 0, rejected > 0 && kept === 0),
};

function outcome(isKept: boolean, isRejected: boolean): ImageDecision['state'] {
  if (isKept) return 'kept';
  return isRejected ? 'rejected' : 'undecided';
}

/** The adjudicator's own word, once there is one. */
function adjudicated(votes: readonly Vote[], policy: FoldPolicy): Vote | undefined {
  if (policy.kind !== 'adjudicator') return undefined;
  return votes.find(({ by, state }) => isAsked(by, [policy.reviewer]) && state !== 'undecided');
}

function agreed<K extends 'label' | 'split'>(
  votes: readonly Vote[],
  field: K,
  settled: Vote | undefined,
): Vote[K] | undefined {
  return (
    settled?.[field] ?? (differ(votes, field) ? undefined : votes.find((vote) => vote[field] !== undefined)?.[field])
  );
}

function differ(votes: readonly Vote[], field: 'label' | 'split'): boolean {
  return new Set(votes.flatMap((vote) => vote[field] ?? [])).size > 1;
}

function lastOf(votes: readonly Vote[]): Vote | undefined {
  const decided = votes.filter((vote) => vote.decided !== undefined);
  return decided.reduce<Vote | undefined>(
    (last, vote) => (last === undefined || (last.decided ?? '') < (vote.decided ?? '') ? vote : last),
    undefined,
  );
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sorted(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}
