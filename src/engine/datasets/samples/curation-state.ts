/** @file What is shown of a curation's images, and deciding about many of them. */
import type {
  CurationChange,
  CurationQuestion,
  CurationRequest,
  CurationSample,
  CurationState,
} from '../../../protocol/curation.ts';
import { undecided } from '../../../protocol/decisions.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { decideImages, type PictureFile } from '../decisions/decide-images.ts';
import { readDecisions } from '../decisions/decision-log.ts';
import { foldDecisions } from '../decisions/fold-decisions.ts';
import type { TeamDecision } from '../decisions/fold-team.ts';
import { haste, reviewPace } from '../decisions/review-pace.ts';
import { saysMore } from '../decisions/says-more.ts';
import { teamAgreement } from '../decisions/team-agreement.ts';
import { withFrom } from '../decisions/with-from.ts';
import type { CurationTools } from './curation-tools.ts';
import { withFacts } from './measured-samples.ts';
import { isToDecide, reviewedSamples } from './reviewed-samples.ts';
import { classOf, type Sample } from './sample.ts';
import { isChosen, type SortedSample } from './sorted-samples.ts';

/**
 * What becomes of the images of a curation by rules and decisions. What rules ask of pixels is measured, and nothing else.
 * @param workspace absolute
 * @throws Failure as `reviewedSamples`
 */
export async function* curationState(
  workspace: string,
  question: CurationQuestion,
  tools: CurationTools,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, CurationState> {
  const { curation, ids = false } = question;
  const { samples, missing, notes, blindTo } = yield* reviewedSamples(workspace, question, tools, signal);
  const named = ids ? yield* withFacts(samples.filter(isChosen), curation.name, tools, signal) : [];
  const pixels = new Map(named.map(({ file, facts }) => [file, facts?.pixels]));
  const shown = samples.map((sample) => shownSample(sample, pixels.get(sample.file)));
  const words = samples.filter(isToDecide).map(({ decision }) => decision?.words ?? []);
  const reviewers = reviewPace(words, blindTo === undefined ? (curation.reviewers ?? []) : [blindTo]);
  return {
    name: curation.name,
    samples: shown,
    missing,
    agreement: agreementOf(samples),
    reviewers,
    notes: [...notes, ...haste(reviewers)],
    ...(blindTo !== undefined && { blindTo }),
  };
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
  const { samples } = yield* reviewedSamples(workspace, request, tools, signal);
  const own = foldDecisions(await readDecisions(workspace, reviewer));
  const changed = samples.filter(({ hash }) => saysMore(own.get(hash) ?? undecided, change));
  const drawnAs = new Map(changed.map((sample) => [sample.file, own.get(sample.hash)?.label ?? sample.class]));
  if (!isTrial) {
    const images = (yield* withFacts(changed, request.curation.name, tools, signal)).map(namedPicture);
    await decideImages(workspace, reviewer, images, (image) => withFrom(change, drawnAs.get(image.file)));
  }
  return { images: samples.length, changed: changed.length };
}

/** How far reviewers agree; null where no two spoke of one image. */
export function agreementOf(samples: readonly Pick<Sample, 'class' | 'decision'>[]): CurationState['agreement'] {
  return teamAgreement(samples.map((sample) => ({ ...sample, words: sample.decision?.words ?? [] })));
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
    ...(decision !== undefined && decision.words.length > 0 && { words: decision.words }),
  } as const;
}

/** With the digest of its pixels, so that it is not opened for it again. */
function namedPicture({ key, file, hash, facts }: Sample): PictureFile {
  return { file, hash, ...(key !== undefined && { key }), ...(facts !== undefined && { pixels: facts.pixels }) };
}
