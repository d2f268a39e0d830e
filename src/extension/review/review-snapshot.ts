/** @file What the page of a review is told, of all that is known of it. */

import { Failure } from '../../protocol/failure.ts';
import type { PlanResult } from '../../protocol/language.ts';
import type { Scoring } from '../../protocol/webviews/grid.ts';
import type { ReviewActivity, ReviewSnapshot, ReviewView } from '../../protocol/webviews/review.ts';
import { sentenceOf } from '../failures.ts';
import { baseName } from '../panels/addresses.ts';
import { untrustedSentence } from '../panels/availability.ts';
import { firstView, type ReviewFile } from './review-file.ts';
import { declared, type ReviewSubject, titleOf } from './review-subject.ts';
import type { ReviewedSet } from './reviewed-set.ts';

export interface KnownOfReview {
  readonly document: {
    readonly file: ReviewFile | undefined;
    readonly problem: string | undefined;
    readonly name: string;
  };
  readonly promptUri: string;
  readonly plan: PlanResult | undefined;
  readonly isTrusted: boolean;
  /** The prompt file is. */
  readonly isUnreadable: boolean;
  /** As it last was, where it is in the plan no more. */
  readonly subject: ReviewSubject | undefined;
  readonly isDeclared: boolean;
  readonly set: Pick<ReviewedSet, 'opened' | 'list' | 'whereProblem' | 'listing' | 'failure'>;
  readonly reviewer: string;
  readonly isBlind: boolean;
  /** The user's own; a curation's come first. */
  readonly reasons: readonly string[];
  readonly keys: ReviewSnapshot['keys'];
  readonly scoring: Scoring;
  readonly canRedraw: boolean;
  readonly pointed: ReviewSnapshot['pointed'];
}

export function snapshotOf(known: KnownOfReview): ReviewSnapshot {
  const { document, promptUri, subject, set, pointed } = known;
  const { opened, list, whereProblem, listing } = set;
  const view = document.file?.view ?? firstView;
  return {
    title: document.file ? titleOf(document.file.of) : '',
    file: baseName(promptUri === '' ? document.name : promptUri),
    reviewer: known.reviewer,
    isBlind: known.isBlind,
    view,
    ...(whereProblem && { whereProblem: whereProblem.sentence, whereProblemAt: whereProblem.at }),
    revision: list?.revision ?? 0,
    count: list?.count ?? 0,
    drawn: opened?.count ?? 0,
    total: opened ? opened.count + opened.missing : 0,
    classes: opened?.classes ?? [],
    fields: opened?.fields ?? [],
    reasons: subject?.reasons ?? known.reasons,
    canRedraw: known.canRedraw,
    keys: known.keys,
    scoring: known.scoring,
    notes: notesOf(known, view),
    ...(listing && { listing }),
    ...(pointed && { pointed }),
    activity: activityOf(known),
  };
}

const judged = /\b(score|margin|confidence|predicted)\b/;

/** Each once. */
function notesOf({ set: { opened, list, failure } }: KnownOfReview, { where, order }: ReviewView): readonly string[] {
  const asked = order.by === 'field' ? `${where} ${order.field}` : where;
  const isUnscored = opened !== undefined && opened.count > 0 && !opened.fields.includes('score') && judged.test(asked);
  const failed = list !== undefined && failure !== undefined && !Failure.is(failure, 'cancelled');
  return [
    ...new Set([
      ...(failed ? [sentenceOf(failure)] : []),
      ...(isUnscored ? ['No image has a score yet: have them scored with Score.'] : []),
      ...(opened?.notes ?? []),
      ...(list?.notes ?? []),
    ]),
  ];
}

function activityOf(known: KnownOfReview): ReviewActivity {
  const { document, promptUri, plan, isTrusted, isUnreadable, isDeclared, set } = known;
  if (!document.file) return { kind: 'unreadable', sentence: document.problem ?? '' };
  if (!isTrusted) return { kind: 'untrusted', sentence: untrustedSentence };
  const file = baseName(promptUri);
  if (isUnreadable) return { kind: 'gone', sentence: `${file} cannot be read: open it again from its folder.` };
  if (plan && !isDeclared) {
    const reason = plan.errors > 0 ? `has errors in ${file}` : `is not in ${file} any more`;
    const ending = set.list ? 'This is how it last was.' : 'Correct it in the editor.';
    return { kind: 'gone', sentence: `${declared(document.file.of)} ${reason}. ${ending}` };
  }
  if (set.list) return { kind: 'ready' };
  const failed = set.failure !== undefined && !Failure.is(set.failure, 'cancelled');
  return failed ? { kind: 'gone', sentence: sentenceOf(set.failure) } : { kind: 'loading' };
}
