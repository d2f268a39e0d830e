/** @file Other words for a class, tried on the images that are there: does the judge tell it apart better? */
import type { EvaluationPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { WordingFigures, WordingRequest, WordingTrials } from '../../../protocol/meaning.ts';
import { zeroShotClassifier } from '../../pipelines/zero-shot.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import { promptEmbeddings } from '../judging/class-weights.ts';
import { embedImages } from '../judging/embed-images.ts';
import { imagesThere, type SourceImages } from '../judging/evaluation-images.ts';
import { countEmbedded, fileCount, JudgingCount, tellTexts } from '../judging/judging-count.ts';
import { judgingRun, type OpenJudge } from '../judging/judging-run.ts';
import type { Workshop } from '../workshop.ts';
import { nearestTo } from './class-likeness.ts';
import { type Answers, answersOf, differenceOf, figuresOf, type LabelledImages } from './wording-figures.ts';

/**
 * Draws nothing: of recipes it takes what is drawn.
 * @throws Failure of models, data and store, `prompt-too-long`, `plan-invalid` for a class that is not judged, `cancelled`
 */
export async function* tryWordings(
  workshop: Workshop,
  request: WordingRequest,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, WordingTrials> {
  const { evaluation } = request;
  const own = evaluation.classes.findIndex(({ name }) => name === request.class);
  if (own < 0) {
    throw new Failure('plan-invalid', `The evaluation ${evaluation.name} judges no class \`${request.class}\`.`);
  }
  const sources = await imagesThere(workshop, evaluation);
  const { result } = yield* judgingRun(workshop, evaluation.model, signal, (open) =>
    measureTrials(open, request, { own, sources }, signal),
  );
  return result;
}

interface TriedOn {
  /** Index of the class whose words are tried. */
  readonly own: number;
  readonly sources: readonly SourceImages[];
}

async function* measureTrials(
  open: OpenJudge,
  { evaluation, candidates }: WordingRequest,
  { own, sources }: TriedOn,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, WordingTrials> {
  const total = sources.reduce((sum, { images }) => sum + fileCount(images), 0);
  const read = [...evaluation.classes, ...candidates.map(({ prompts }) => ({ name: 'tried', prompts }))];
  const known = yield* tellTexts(promptEmbeddings(open.judge, open.cache, read, signal), total);
  const weights = zeroShotClassifier(read.map(({ prompts }) => prompts.map(({ text }) => known.get(text)!))); // All are there.
  const now = weights.slice(0, evaluation.classes.length);
  const images = yield* labelledImages(open, sources, total, signal);
  const before = measured(evaluation, { own, images }, now);
  const trials = weights.slice(evaluation.classes.length).map((tried) => {
    throwIfCancelled(signal);
    const after = measured(evaluation, { own, images }, now.with(own, tried));
    const differences = images.map((each, i) => differenceOf(each, [before.answers[i]!, after.answers[i]!], own)); // One a source.
    return { ...after.figures, differences };
  });
  return { now: before.figures, trials };
}

interface Measured {
  readonly figures: WordingFigures;
  /** One a source. */
  readonly answers: readonly Answers[];
}

function measured(
  { classes }: EvaluationPlan,
  { own, images }: { readonly own: number; readonly images: readonly LabelledImages[] },
  weights: readonly Float32Array[],
): Measured {
  const answers = images.map((each) => answersOf(each, weights));
  const nearest = nearestTo(own, weights);
  const other = nearest && classes[nearest.index];
  return {
    answers,
    figures: {
      ...(other && { nearest: { class: other.name, cosine: nearest.cosine } }),
      sources: images.map((each, i) => figuresOf(each, answers[i]!, own)), // One a source.
    },
  };
}

/** What cannot be read is left out. */
async function* labelledImages(
  open: OpenJudge,
  sources: readonly SourceImages[],
  total: number,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly LabelledImages[]> {
  const count = new JudgingCount(total);
  const labelled: LabelledImages[] = [];
  for (const { name, images } of sources) {
    const embedded = yield* countEmbedded(embedImages(open, images, signal), name, count);
    const found = images.flatMap(({ file, actual }) => {
      const one = embedded.get(file);
      return one && 'embedding' in one ? [{ actual, embedding: one.embedding }] : [];
    });
    const embeddings = found.map(({ embedding }) => embedding);
    labelled.push({ name, actual: found.map(({ actual }) => actual), embeddings });
  }
  return labelled;
}
