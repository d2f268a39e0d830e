/** @file Why an image has its score: what each class says, and which parts of the image speak for its class. */
import type { JudgingPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { HeatMap, ScoreExplanation } from '../../../protocol/image-sets.ts';
import { cosine } from '../../arithmetic/directions.ts';
import { decodeImage } from '../../images/decode-image.ts';
import { resizeImage } from '../../images/resize.ts';
import type { RgbImage } from '../../images/rgb-image.ts';
import type { Judge } from '../../models/judge.ts';
import { covered, type Grid, scaledToOne } from '../../pipelines/occlusion.ts';
import { logitTable, softmax } from '../../pipelines/zero-shot.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import type { Workshop } from '../workshop.ts';
import { classWeights } from './class-weights.ts';
import { tellTexts } from './judging-count.ts';
import { judgingRun } from './judging-run.ts';

export interface ExplanationQuestion {
  readonly judging: JudgingPlan;
  /** Absolute path. */
  readonly file: string;
  /** Whose words the parts are compared with; absent, or unknown to the judge: the likeliest. */
  readonly class?: string;
}

/** As many as a person tells apart; each is looked at by itself. */
const GRID: Grid = { rows: 7, columns: 7 };
/** Pictures between which it can be cancelled. */
const TOGETHER = 7;

/**
 * @throws Failure of models and store, `image-corrupt`, `file-unreadable`, `plan-invalid` for a class without prompts or a
 * judge without classes, `prompt-too-long`, `cancelled`
 */
export async function* explainScore(
  workshop: Workshop,
  { judging, file, class: asked }: ExplanationQuestion,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, ScoreExplanation> {
  if (judging.classes.length === 0) throw new Failure('plan-invalid', 'There is no class to compare the image with.');
  const image = await decodeImage(file);
  const { result, notes } = yield* judgingRun(workshop, judging.model, signal, async function* ({ judge, cache }) {
    const weights = yield* tellTexts(classWeights(judge, cache, judging.classes, signal), 1);
    const [embedding] = await judge.embedImages([image], signal);
    const classes = comparedClasses(judging, weights, judge.logitScale, embedding!); // One image, one row.
    const shown = classes.find(({ name }) => name === asked) ?? classes[0]!; // There is one at least.
    const words = weights[judging.classes.findIndex(({ name }) => name === shown.name)]!;
    const { heat, notes: said } = yield* heatOf({ judge, image, words, whole: shown.cosine, name: shown.name }, signal);
    return { classes, heat, notes: said };
  });
  return { ...result, notes: [...result.notes, ...notes] };
}

function comparedClasses(
  { classes }: JudgingPlan,
  weights: readonly Float32Array[],
  logitScale: number,
  embedding: Float32Array,
): ScoreExplanation['classes'] {
  const probabilities = softmax(logitTable([embedding], weights, logitScale));
  return classes
    .map(({ name }, k) => ({ name, cosine: cosine(embedding, weights[k]!), probability: probabilities[k]! }))
    .sort((a, b) => b.probability - a.probability);
}

interface Heated {
  readonly judge: Judge;
  readonly image: RgbImage;
  /** Unit vector of the class. */
  readonly words: Float32Array;
  /** Cosine of the whole image and the words. */
  readonly whole: number;
  readonly name: string;
}

/** Pixels: several copies are in memory at a time, and no judge reads more. */
const LARGEST = 1024;

function withinLargest(image: RgbImage): RgbImage {
  const ratio = Math.max(image.width, image.height) / LARGEST;
  if (ratio <= 1) return image;
  const side = (length: number) => Math.max(1, Math.round(length / ratio));
  return resizeImage(image, { width: side(image.width), height: side(image.height) }, 'bicubic');
}

type Told = { readonly heat: HeatMap; readonly notes: readonly string[] };

async function* heatOf(heated: Heated, signal: AbortSignal): AsyncGenerator<EvaluateProgress, Told> {
  const { judge, image, words, name } = heated;
  const grid = await judge.embedPatches?.(image, signal);
  if (grid === undefined) return yield* occlusionOf(heated, signal);
  const { rows, columns, patches } = grid;
  const values = patches.map((patch) => cosine(patch, words));
  return {
    heat: { method: 'patches', class: name, rows, columns, values: scaledToOne(values) },
    notes: [
      `Each of ${rows} × ${columns} parts: the cosine of its own embedding with the words of ${name}, from ` +
        `${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}.`,
      'The embedding of a part also carries what is around it, so it does not say where a thing ends.',
      never,
    ],
  };
}

const never = 'It shows what this judge looks at, not whether it is right, and nothing of how the image was drawn.';

async function* occlusionOf(heated: Heated, signal: AbortSignal): AsyncGenerator<EvaluateProgress, Told> {
  const { judge, words, name } = heated;
  const image = withinLargest(heated.image);
  const [uncovered] = image === heated.image ? [] : await judge.embedImages([image], signal);
  const whole = uncovered === undefined ? heated.whole : cosine(uncovered, words);
  const parts = GRID.rows * GRID.columns;
  const losses: number[] = [];
  while (losses.length < parts) {
    throwIfCancelled(signal);
    yield { stage: 'judging', part: 'parts of the image', done: losses.length, total: parts };
    const places = Array.from({ length: Math.min(TOGETHER, parts - losses.length) }, (_, i) => losses.length + i);
    const pictures = places.map((place) => covered(image, GRID, place));
    for (const row of await judge.embedImages(pictures, signal)) losses.push(whole - cosine(row, words));
  }
  const most = Math.max(...losses);
  return {
    heat: { method: 'occlusion', class: name, ...GRID, values: scaledToOne(losses) },
    notes: [
      `Each of ${GRID.rows} × ${GRID.columns} parts was covered with the mean colour of the image: the cosine with the ` +
        `words of ${name}, ${whole.toFixed(3)} of the whole, loses ${most.toFixed(3)} at most.`,
      'What is seen in two places loses little when one of them is covered; and what covers is a thing by itself.',
      never,
    ],
  };
}
