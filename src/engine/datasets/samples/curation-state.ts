/** @file What is shown of a curation's images, and deciding about many of them. */
import type {
  CurationChange,
  CurationQuestion,
  CurationRequest,
  CurationSample,
  CurationState,
} from '../../../protocol/curation.ts';
import { type DecisionChange, decidedBy, undecided } from '../../../protocol/decisions.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { fleissKappa } from '../../metrics/labels/agreement.ts';
import { decideImages } from '../decisions/decide-images.ts';
import { readDecisions } from '../decisions/decision-log.ts';
import { foldDecisions, type ReviewerDecision } from '../decisions/fold-decisions.ts';
import type { TeamDecision } from '../decisions/fold-team.ts';
import type { CurationTools } from './curation-tools.ts';
import { withFacts } from './measured-samples.ts';
import { classOf } from './sample.ts';
import { isChosen, type SortedSample, sortedSamples } from './sorted-samples.ts';

/**
 * What becomes of the images of a curation by rules and decisions. What rules ask of pixels is measured, and nothing else.
 * @param workspace absolute
 * @throws Failure as `sortedSamples`
 */
export async function* curationState(
  workspace: string,
  question: CurationQuestion,
  tools: CurationTools,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, CurationState> {
  const { curation, ids = false } = question;
  const { samples, missing, notes } = yield* sortedSamples(workspace, question, tools, signal);
  const named = ids ? yield* withFacts(samples.filter(isChosen), curation.name, tools, signal) : [];
  const pixels = new Map(named.map(({ file, facts }) => [file, facts?.pixels]));
  const shown = samples.map((sample) => shownSample(sample, pixels.get(sample.file)));
  return { name: curation.name, samples: shown, missing, agreement: agreementOf(samples), notes };
}

/**
 * Writes down, or tries, what a reviewer says of all images that `where` holds for.
 * @throws Failure as `curationState` and `decideImages`
 */
export async function* curate(
  workspace: string,
  request: CurationRequest,
  tools: CurationTools,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, CurationChange> {
  const { change, reviewer, isTrial } = request;
  const { samples } = yield* sortedSamples(workspace, request, tools, signal);
  const own = foldDecisions(await readDecisions(workspace, reviewer));
  const changed = samples.filter(({ hash }) => changes(own.get(hash) ?? undecided, change));
  if (!isTrial) await decideImages(workspace, reviewer, changed, change);
  return { images: samples.length, changed: changed.length };
}

/** How far reviewers agree on what to keep, over images that two or more decided; null when there are none. */
export function agreementOf(
  samples: readonly { readonly decision?: Pick<TeamDecision, 'keptBy' | 'rejectedBy'> }[],
): CurationState['agreement'] {
  const counts = samples.map(({ decision }) => [decision?.keptBy.length ?? 0, decision?.rejectedBy.length ?? 0]);
  const rated = counts.filter(([kept = 0, rejected = 0]) => kept + rejected > 1);
  return rated.length === 0 ? null : fleissKappa(rated, 2).overall;
}

/** Whether there is anything new in it. */
function changes(own: ReviewerDecision, change: DecisionChange): boolean {
  if ('to' in change || change.op === 'note' || change.why !== undefined || change.note !== undefined) return true;
  const { state, isFlagged } = decidedBy(own, change.op);
  return state !== own.state || isFlagged !== own.isFlagged;
}

function shownSample(sample: SortedSample, id: string | undefined): CurationSample {
  const { from, key, file, hash, drawing, score, predicted, decision, fate } = sample;
  const shown = classOf(sample);
  return {
    ...(id !== undefined && { id }),
    recipe: from,
    ...(key !== undefined && { key }),
    file,
    hash,
    ...(shown !== undefined && { class: shown }),
    ...(drawing && { prompt: drawing.image.prompt, seed: drawing.image.seed }),
    ...(score !== undefined && score.score !== null && { score: score.score }),
    ...(score !== undefined && predicted !== undefined && { margin: score.margin, predicted }),
    ...shownDecision(decision),
    fate,
  };
}

function shownDecision(decision: TeamDecision | undefined) {
  return {
    decision: decision?.state ?? 'undecided',
    isFlagged: decision?.isFlagged ?? false,
    isDisputed: decision?.isDisputed ?? false,
    keptBy: decision?.keptBy ?? [],
    rejectedBy: decision?.rejectedBy ?? [],
    why: decision?.why ?? [],
    ...(decision?.rating !== undefined && { rating: decision.rating }),
    ...(decision !== undefined && decision.tags.length > 0 && { tags: decision.tags }),
    ...(decision?.split !== undefined && { split: decision.split }),
  } as const;
}
