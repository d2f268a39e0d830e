/** @file The drawn images of a curation, each with all that measures ask of it. */
import type { EvaluateProgress } from '../../../../protocol/evaluation.ts';
import type { MeasureQuestion } from '../../../../protocol/set-measures.ts';
import type { Executor } from '../../../executor.ts';
import { likeliest } from '../../../metrics/labels/probability-table.ts';
import { type PointSet, pointSet } from '../../../metrics/sets/point-set.ts';
import type { PictureFacts } from '../../../store/pictures/picture-facts.ts';
import { curatedSet } from '../../curated/curated-set.ts';
import { likenessOf } from '../../curated/likeness.ts';
import type { CurationTools } from '../../samples/curation-tools.ts';
import { withFacts } from '../../samples/measured-samples.ts';
import { classOf } from '../../samples/sample.ts';
import { type SortedSample, sortedSamples } from '../../samples/sorted-samples.ts';

export type MeasuringTools = CurationTools & Pick<Executor, 'judgeSet'>;

type Told<Result> = AsyncGenerator<EvaluateProgress, Result>;

export interface MeasuredImage {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of that file. */
  readonly hash: string;
  /** The plan's key. */
  readonly key: string;
  readonly recipe: string;
  /** What it shows. */
  readonly class: string | undefined;
  readonly decision: 'kept' | 'rejected' | 'undecided';
  /** Whether the curation takes it into the set. */
  readonly isIn: boolean;
  readonly facts: PictureFacts;
  /** As the judge makes it. */
  readonly embedding: Float32Array;
  /** Cosine with its own prompt; undefined where the judge cannot read that whole. */
  readonly score: number | undefined;
  /** Probability of its class less that of the likeliest other; undefined of no class, or of a single one. */
  readonly margin: number | undefined;
  /** The class that it is taken for. */
  readonly predicted: string | undefined;
}

export interface MeasuredImages {
  /** In the order of recipes and cells. */
  readonly images: readonly MeasuredImage[];
  readonly missing: number;
  /** Groups of near-duplicates among images with these indices: of each its members, and their lowest cosine. */
  groups(among: readonly number[], signal: AbortSignal): Told<readonly DuplicateMembers[]>;
  readonly notes: readonly string[];
}

export interface DuplicateMembers {
  /** Indices, ascending. */
  readonly members: readonly number[];
  readonly cosine: number | null;
}

/**
 * Scores what was never scored; draws nothing.
 * @param workspace absolute
 * @throws Failure of models, data and store, `cancelled`
 */
export async function* measuredImages(
  workspace: string,
  question: MeasureQuestion,
  tools: MeasuringTools,
  signal: AbortSignal,
): Told<MeasuredImages> {
  const { curation } = question;
  for (const source of curation.from) if (source.kind === 'recipe') yield* tools.score(source.recipe, signal);
  const set = yield* curatedSet(workspace, question, tools, signal);
  const { samples, missing, apart, notes } = yield* sortedSamples(workspace, question, tools, signal);
  const drawn = samples.filter(({ drawing, key }) => drawing !== undefined && key !== undefined);
  const described = yield* withFacts(drawn, curation.name, tools, signal);
  const judged = yield* tools.judgeSet(curation.judging, curation.name, described, signal);
  const within = new Set(set.images.map(({ hash }) => hash));
  const images = described.flatMap((sample) => {
    const found = judged.embedded.get(sample.file);
    if (sample.facts === undefined || found === undefined || 'reason' in found) return [];
    const probabilities = judged.probabilitiesOf(found.embedding);
    const answer = answerOf(probabilities, judged.classes, classOf(sample));
    return { ...known(sample, sample.facts), ...answer, embedding: found.embedding, isIn: within.has(sample.hash) };
  });
  const unread = described.length - images.length;
  const likeness = yield* likenessOf(images, curation, apart, tools, signal);
  return {
    images,
    missing,
    groups: (among, stop) => likeness.groups(among, stop),
    notes: [...set.notes, ...notes.filter((note) => !set.notes.includes(note)), ...unreadable(unread)],
  };
}

function unreadable(count: number): readonly string[] {
  if (count === 0) return [];
  return [`${count === 1 ? '1 image' : `${count} images`} could not be read and were not measured.`];
}

type Known = Omit<MeasuredImage, 'embedding' | 'isIn' | 'margin' | 'predicted'>;

function known(sample: SortedSample, facts: PictureFacts): Known {
  return {
    file: sample.file,
    hash: sample.hash,
    key: sample.key ?? '',
    recipe: sample.from,
    class: classOf(sample),
    decision: sample.decision?.state ?? 'undecided',
    facts,
    score: sample.score?.score ?? undefined,
  };
}

function answerOf(
  probabilities: Float64Array,
  classes: readonly string[],
  own: string | undefined,
): Pick<MeasuredImage, 'margin' | 'predicted'> {
  if (classes.length < 2) return { margin: undefined, predicted: undefined };
  const predicted = classes[likeliest(probabilities)];
  const actual = own === undefined ? -1 : classes.indexOf(own);
  if (actual === -1) return { margin: undefined, predicted };
  const others = probabilities.filter((_, k) => k !== actual);
  return { margin: probabilities[actual]! - Math.max(...others), predicted };
}

export function pointsOf(images: readonly Pick<MeasuredImage, 'embedding'>[]): PointSet {
  return pointSet(images.map(({ embedding }) => embedding));
}
