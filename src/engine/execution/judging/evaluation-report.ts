/** @file From judged images to a report, and from a kept report to one that fits the file as it stands now. */
import type { EvaluationPlan } from '../../../language/plan/plan.ts';
import type { EvaluationReport, JudgedImage, SourceReport } from '../../../protocol/evaluation.ts';
import { digestOf } from '../../files/digest.ts';
import { judgeStatements, placeStatements, verdictOf } from '../../metrics/judge-statements.ts';
import type { LogitTable } from '../../metrics/logit-table.ts';
import { analyseSource } from '../../metrics/source-analysis.ts';
import { accuracyOf, scoreSource } from '../../metrics/source-scores.ts';
import type { ModelIdentity } from '../../store/digests/model-identity.ts';
import type { ImageToJudge, SourceImages } from './evaluation-images.ts';

/** Changes whenever the model or an image does; what the file says is in the evaluation's key. */
export function fingerprintOf(
  { digest, numericsVersion, provider, precision }: ModelIdentity,
  sources: readonly SourceImages[],
): string {
  const exactness = precision === 'fp32' ? [] : [precision];
  const model = [digest, numericsVersion, provider, ...exactness];
  return digestOf([...model, ...sources.map((source) => source.fingerprint)].join('\n'));
}

export interface JudgedSource {
  readonly judged: readonly JudgedImage[];
  /** A row for each of them. */
  readonly table: LogitTable;
  readonly skipped: SourceReport['skipped'];
}

/** @param weights one unit vector a class */
export function sourceReport(
  { name, kind, columns }: SourceImages,
  classes: readonly string[],
  { judged, table, skipped }: JudgedSource,
  weights: readonly Float32Array[],
): SourceReport {
  const inColumn = (column: number) => judged.filter((image) => image.origin?.column === column);
  return {
    name,
    kind,
    images: judged,
    skipped,
    ...scoreSource(classes, judged),
    columns: columns.map((label, column) => ({ label, accuracy: accuracyOf(inColumn(column)) })),
    analysis: analyseSource(judged, table, weights),
  };
}

/** @param run how long it took, and what was done otherwise than asked */
export function reportOf(
  evaluation: EvaluationPlan,
  identity: ModelIdentity,
  sources: readonly SourceReport[],
  { milliseconds, notes }: { readonly milliseconds: number; readonly notes: ReadonlySet<string> },
): EvaluationReport {
  const classes = evaluation.classes.map(({ name }) => name);
  const statements = judgeStatements(evaluation.statements, classes, sources);
  return {
    evaluation: evaluation.name,
    file: evaluation.span.file,
    model: { spec: evaluation.model.spec, digest: identity.digest, provider: identity.provider },
    made: new Date().toISOString(),
    milliseconds: Math.round(milliseconds),
    ...(notes.size > 0 && { notes: [...notes] }),
    classes,
    sources,
    statements,
    verdict: verdictOf(statements),
  };
}

/** Lines move without changing what was measured, so places are taken from the file as it is now. */
export function withPlacesOf(
  report: EvaluationReport,
  evaluation: EvaluationPlan,
  sources: readonly SourceImages[],
): EvaluationReport {
  const placed = report.sources.map((source, i) => ({ ...source, images: placeImages(source.images, sources[i]) }));
  const statements = placeStatements(report.statements, evaluation.statements, placed);
  return { ...report, file: evaluation.span.file, sources: placed, statements };
}

function placeImages(images: readonly JudgedImage[], source: SourceImages | undefined): readonly JudgedImage[] {
  const origins = new Map(source?.images.map((image) => [placeKey(image), image.origin]));
  return images.map((image) => {
    const origin = origins.get(placeKey(image));
    return origin === undefined ? image : { ...image, origin };
  });
}

/** The same picture may stand in several cells. */
function placeKey({ file, actual, origin }: ImageToJudge | JudgedImage): string {
  return `${file}\n${actual}\n${origin?.column}\n${origin?.seed}\n${origin?.prompt}`;
}
