/** @file What each line of an ensemble contributes: the same images judged without it, and by it alone. */
import { setImmediate } from 'node:timers/promises';
import type { EvaluationPlan, JudgedPrompt, SourceSpan } from '../../../language/plan/plan.ts';
import type {
  ContributionReport,
  Estimate,
  EvaluateProgress,
  LineContribution,
  SourceContributions,
} from '../../../protocol/evaluation.ts';
import { wilson } from '../../../protocol/statistics/wilson.ts';
import { pairedBootstrap } from '../../metrics/paired-bootstrap.ts';
import { stratifiedSample } from '../../metrics/stratified-sample.ts';
import { DropOneLine, type LinePrompt } from '../../pipelines/drop-one-line.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import type { Workshop } from '../workshop.ts';
import { promptEmbeddings } from './class-weights.ts';
import { embedImages } from './embed-images.ts';
import { imagesThere, type SourceImages } from './evaluation-images.ts';
import { countEmbedded, fileCount, JudgingCount, tellTexts } from './judging-count.ts';
import { judgingRun, type OpenJudge } from './judging-run.ts';
import { lineKey } from './line-key.ts';

/** Of a source; more would take minutes and hardly narrow an interval. */
const MOST_IMAGES = 1000;

/**
 * Draws nothing: of recipes it takes what is drawn.
 * @throws Failure of models, data and store, `prompt-too-long`, `cancelled`
 */
export async function* contributions(
  workshop: Workshop,
  evaluation: EvaluationPlan,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, ContributionReport> {
  const sources = await imagesThere(workshop, evaluation);
  const samples = sources.map(sampleOf);
  const { result } = yield* judgingRun(workshop, evaluation.model, signal, (open) =>
    measureSources(open, evaluation, samples, signal),
  );
  return { evaluation: evaluation.name, sources: result };
}

interface Sample extends SourceImages {
  /** Images that it was taken of. */
  readonly of: number;
}

function sampleOf(source: SourceImages): Sample {
  const { images } = source;
  const indices = stratifiedSample(
    images.map(({ actual }) => actual),
    MOST_IMAGES,
  );
  return { ...source, images: indices.flatMap((index) => images[index] ?? []), of: images.length };
}

/** A place of the file with the first of its prompts. */
interface Line {
  readonly source: SourceSpan;
  readonly example: string;
}

async function* measureSources(
  open: OpenJudge,
  { classes }: EvaluationPlan,
  samples: readonly Sample[],
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly SourceContributions[]> {
  const { judge, cache } = open;
  const count = new JudgingCount(samples.reduce((sum, { images }) => sum + fileCount(images), 0));
  const known = yield* tellTexts(promptEmbeddings(judge, cache, classes, signal), count.total);
  const lines = linesOf(classes.flatMap(({ prompts }) => prompts));
  const places = [...lines.keys()];
  const prompts = classes.map((one) =>
    one.prompts.map(({ text, source }): LinePrompt => {
      return { line: places.indexOf(lineKey(source)), embedding: known.get(text)! }; // All are there.
    }),
  );
  const measured: SourceContributions[] = [];
  for (const sample of samples) {
    const embedded = yield* countEmbedded(embedImages(open, sample.images, signal), sample.name, count);
    const whole = sample.images.flatMap(({ file, actual }) => {
      const found = embedded.get(file);
      return found && 'embedding' in found ? [{ actual, embedding: found.embedding }] : [];
    });
    const drop = new DropOneLine(
      whole.map(({ embedding }) => embedding),
      prompts,
    );
    const actual = whole.map((image) => image.actual);
    const found = yield* measureLines(drop, actual, { name: sample.name, lines: [...lines.values()] }, signal);
    const { name, of } = sample;
    measured.push({ name, n: whole.length, of, accuracy: accuracyOf(drop.answers, actual), lines: found });
  }
  return measured;
}

/** By place, in the order of the file's prompts. */
function linesOf(prompts: readonly JudgedPrompt[]): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  for (const { text, source } of prompts) {
    const place = lineKey(source);
    if (!lines.has(place)) lines.set(place, { source, example: text });
  }
  return lines;
}

async function* measureLines(
  drop: DropOneLine,
  actual: readonly number[],
  { name, lines }: { readonly name: string; readonly lines: readonly Line[] },
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly LineContribution[]> {
  const measured: LineContribution[] = [];
  for (const [index, line] of lines.entries()) {
    throwIfCancelled(signal);
    yield { stage: 'judging', source: name, done: index, total: lines.length };
    await setImmediate(); // Lets messages in.
    const { without, alone } = drop.measure(index);
    const differences = without === undefined ? [] : actual.map((one, i) => gain(drop.answers[i], without[i], one));
    measured.push({ ...line, alone: accuracyOf(alone, actual), contribution: pairedBootstrap(differences) });
  }
  return measured;
}

/** 1 for an image that is right by the first answer and wrong by the other, −1 the other way round. */
function gain(answer: number | undefined, other: number | undefined, actual: number): number {
  return Number(answer === actual) - Number(other === actual);
}

function accuracyOf(answers: Int32Array, actual: readonly number[]): Estimate {
  return wilson(actual.filter((one, i) => answers[i] === one).length, actual.length);
}
