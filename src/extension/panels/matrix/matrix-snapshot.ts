/** @file What the matrix webview shows, made of what is known of an evaluation. */
import type { EvaluationPlan, GroupPlan, ModelSpec } from '../../../language/plan/plan.ts';
import type { EvaluationReport } from '../../../protocol/evaluation.ts';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import type {
  ClassWording,
  MatrixActivity,
  MatrixBaseline,
  MatrixReport,
  MatrixSnapshot,
} from '../../../protocol/webviews/matrix.ts';
import type { EvaluationState } from '../../boards/evaluation-state.ts';
import { judgingLabel } from '../../lenses/judging-label.ts';
import { baseName } from '../addresses.ts';
import type { Availability } from '../availability.ts';

export interface MatrixView {
  readonly id: DeclarationId;
  /** Absent until the file was read. */
  readonly state: EvaluationState | undefined;
  readonly availability: Availability;
  /** Absent: none was asked for. */
  readonly analyses?: MatrixSnapshot['analyses'];
  readonly baseline?: MatrixBaseline;
}

export function matrixSnapshot(view: MatrixView): MatrixSnapshot {
  const { id, state, availability, analyses = noAnalyses, baseline } = view;
  return {
    id,
    file: baseName(id.uri),
    ...(state?.report && { report: matrixReport(state.report, state.evaluation) }),
    ...(baseline && { baseline }),
    stale: state?.isStale ?? false,
    activity: activityOf(state, availability),
    analyses,
  };
}

/** What the judge reads for classes of a report, as the file now has it. */
export function classWordings(
  { classes }: EvaluationReport,
  evaluation: EvaluationPlan,
  wanted: readonly number[],
): readonly ClassWording[] {
  return wanted.map((index) => {
    const judged = evaluation.classes.find(({ name }) => name === classes[index]);
    const prompts = judged?.prompts ?? [];
    return { class: index, prompts: prompts.map(({ text, source }) => ({ text, line: source.start.line + 1 })) };
  });
}

const noAnalyses: MatrixSnapshot['analyses'] = { contributions: { kind: 'none' }, map: { kind: 'none' } };

function matrixReport(report: EvaluationReport, evaluation: EvaluationPlan): MatrixReport {
  const { made, model, classes, sources, statements, verdict, notes } = report;
  return {
    made,
    judge: `${specText(model.spec)} on ${model.provider}`,
    classes,
    groups: groupsOf(evaluation, classes),
    sources: sources.map(({ images: _, ...rest }) => rest),
    statements,
    verdict,
    ...(notes && { notes }),
  };
}

/** The file may have other classes by now: groups are of those that were judged. */
function groupsOf({ groups = [] }: EvaluationPlan, judged: readonly string[]): readonly GroupPlan[] {
  return groups
    .map(({ name, classes }) => ({ name, classes: classes.filter((one) => judged.includes(one)) }))
    .filter(({ classes }) => classes.length > 1 && classes.length < judged.length);
}

function activityOf(state: EvaluationState | undefined, availability: Availability): MatrixActivity {
  if (state?.run) return { kind: 'evaluating', ...workOf(state.run) };
  if (availability.kind !== 'ready') return availability;
  return state?.failure === undefined ? { kind: 'idle' } : { kind: 'failed', sentence: state.failure };
}

type Work = Omit<Extract<MatrixActivity, { kind: 'evaluating' }>, 'kind'>;

/** How far a run has come, for people. */
export function workOf(run: NonNullable<EvaluationState['run']>): Work {
  const { done, total, secondsLeft } = run;
  return { label: judgingLabel(run), done, total, ...(secondsLeft !== undefined && { secondsLeft }) };
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
