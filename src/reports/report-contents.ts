/** @file What a report is about. */
import type { EvaluationPlan, RecipePlan } from '../language/plan/plan.ts';
import type { DrawnRecipe, EngineInfo } from '../protocol/engine.ts';
import type { EvaluationReport, JudgedImage, SourceReport } from '../protocol/evaluation.ts';

export interface DrawnPart {
  readonly recipe: RecipePlan;
  readonly drawn: DrawnRecipe;
}

export interface JudgedPart {
  readonly plan: EvaluationPlan;
  readonly report: EvaluationReport;
}

export interface ReportContents {
  /** As shown to people. */
  readonly fileName: string;
  /** As it was run; absent where it cannot be had any more. */
  readonly promptFile?: {
    readonly text: string;
    /** Hex SHA-256 of it. */
    readonly digest: string;
  };
  readonly engine: EngineInfo;
  readonly drawn: readonly DrawnPart[];
  readonly evaluated: readonly JudgedPart[];
}

/** A pair of classes that was confused, with pictures of it. */
export interface Confusion {
  readonly actual: number;
  readonly predicted: number;
  readonly count: number;
  /** Images of the actual class. */
  readonly of: number;
  /** The surest mistakes first. */
  readonly images: readonly JudgedImage[];
}

const shownPairs = 6;
const shownImages = 7;

/** The pairs with most mistakes. */
export function worstConfusions(source: SourceReport): readonly Confusion[] {
  const pairs = source.confusion.flatMap((counts, actual) =>
    counts.map((count, predicted) => ({ actual, predicted, count, of: counts.reduce((sum, next) => sum + next, 0) })),
  );
  return pairs
    .filter(({ actual, predicted, count }) => actual !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, shownPairs)
    .map((pair) => ({ ...pair, images: examplesOf(source, pair) }));
}

function examplesOf(source: SourceReport, { actual, predicted }: Pick<Confusion, 'actual' | 'predicted'>) {
  return source.images
    .filter((image) => image.actual === actual && image.predicted === predicted)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, shownImages);
}

/** Absolute paths of all pictures that the report shows, what was drawn first. */
export function picturesOf({ drawn, evaluated }: ReportContents): readonly string[] {
  const drawnFiles = drawn
    .flatMap((run) => run.drawn.cells.flat())
    .flatMap(({ file }) => (file === undefined ? [] : [file]));
  const sources = evaluated.flatMap(({ report }) => report.sources);
  const confused = sources.flatMap(worstConfusions).flatMap(({ images }) => images.map(({ file }) => file));
  return [...drawnFiles, ...confused];
}
