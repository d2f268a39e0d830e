/** @file What the matrix webview shows, made of what is known of an evaluation. */
import type { ModelSpec } from '../../language/plan/plan.ts';
import type { EvaluationReport, JudgedImage } from '../../protocol/evaluation.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type {
  MatrixActivity,
  MatrixCell,
  MatrixImage,
  MatrixReport,
  MatrixSnapshot,
} from '../../protocol/webviews/matrix.ts';
import type { EvaluationState } from '../boards/evaluation-state.ts';
import { judgingLabel } from '../lenses/lens-texts.ts';
import { type AddressOf, baseName } from './addresses.ts';
import type { Availability } from './availability.ts';

export interface MatrixView {
  readonly id: DeclarationId;
  /** Absent until the file was read. */
  readonly state: EvaluationState | undefined;
  readonly availability: Availability;
}

export function matrixSnapshot({ id, state, availability }: MatrixView): MatrixSnapshot {
  return {
    id,
    file: baseName(id.uri),
    ...(state?.report && { report: matrixReport(state.report) }),
    stale: state?.isStale ?? false,
    activity: activityOf(state, availability),
  };
}

/** The images of a cell; in a cell of mistakes the surest first, else the least sure first: what is worth a look. */
export function cellImages(report: EvaluationReport, cell: MatrixCell, addressOf: AddressOf): readonly MatrixImage[] {
  const isMistake = cell.actual !== cell.predicted;
  const images = report.sources[cell.source]?.images ?? [];
  return images
    .map((image, index) => ({ image, index }))
    .filter(({ image }) => image.actual === cell.actual && image.predicted === cell.predicted)
    .map(({ image, index }) => matrixImage(image, { source: cell.source, image: index }, addressOf))
    .sort((a, b) => (isMistake ? b.confidence - a.confidence : a.confidence - b.confidence));
}

function matrixImage({ file, confidence, margin, origin }: JudgedImage, id: MatrixImage['id'], addressOf: AddressOf) {
  return {
    id,
    url: addressOf(file),
    label: origin?.prompt ?? baseName(file),
    confidence,
    margin,
    ...(origin && { line: origin.source.start.line + 1 }),
  };
}

function matrixReport({ made, model, classes, sources, statements, verdict, notes }: EvaluationReport): MatrixReport {
  return {
    made,
    judge: `${specText(model.spec)} on ${model.provider}`,
    classes,
    sources: sources.map(({ images: _, ...rest }) => rest),
    statements,
    verdict,
    ...(notes && { notes }),
  };
}

function activityOf(state: EvaluationState | undefined, availability: Availability): MatrixActivity {
  if (state?.run) return evaluatingActivity(state.run);
  if (availability.kind !== 'ready') return availability;
  return state?.failure === undefined ? { kind: 'idle' } : { kind: 'failed', sentence: state.failure };
}

function evaluatingActivity(run: NonNullable<EvaluationState['run']>): MatrixActivity {
  const { done, total, secondsLeft } = run;
  const left = secondsLeft !== undefined && { secondsLeft };
  return { kind: 'evaluating', label: judgingLabel(run), done, total, ...left };
}

const specTexts: { readonly [K in ModelSpec['kind']]: (spec: Extract<ModelSpec, { kind: K }>) => string } = {
  starter: ({ name }) => `starter/${name}`,
  folder: ({ path }) => path,
  hub: ({ repository, revision }) => `${repository}@${revision}`,
};

function specText(spec: ModelSpec): string {
  // The table is keyed by the very kind it is read with, which the compiler cannot follow through a union.
  const write = specTexts[spec.kind] as (spec: ModelSpec) => string;
  return write(spec);
}
