/** @file `vlprompt evaluate --json`. */
import type { EvaluationPlan } from '../../language/plan/plan.ts';
import type { EngineInfo } from '../../protocol/engine.ts';
import type {
  ContributionReport,
  EvaluationReport,
  JudgedImage,
  SourceContributions,
  SourceReport,
  Verdict,
} from '../../protocol/evaluation.ts';
import type { ExitCode } from '../exit-code.ts';
import type { PromptFile } from '../prompt-file.ts';
import { documentPath, documentText } from './document.ts';
import { engineBody } from './run-document.ts';

export interface Evaluated {
  readonly plan: EvaluationPlan;
  readonly report: EvaluationReport;
  /** What each line contributes, where that was asked for. */
  readonly contributions?: ContributionReport;
}

export function evaluateDocument(
  { file, workspace }: PromptFile,
  info: EngineInfo,
  evaluated: readonly Evaluated[],
  outcome: { readonly verdict: Verdict; readonly exitCode: ExitCode },
): string {
  return documentText('vlprompt.evaluate', {
    file: documentPath(file, workspace),
    workspace,
    engine: engineBody(info),
    ...outcome,
    evaluations: evaluated.map((one) => evaluationBody(one, workspace)),
  });
}

function evaluationBody({ plan, report, contributions }: Evaluated, workspace: string) {
  const { model, made, milliseconds, notes, verdict } = report;
  return {
    evaluation: report.evaluation,
    method: plan.method,
    model,
    made,
    milliseconds,
    notes,
    verdict,
    classes: plan.classes.map(({ name, prompts }) => ({ name, prompts: prompts.map(({ text }) => text) })),
    statements: report.statements.map(({ text, kind, source, held, measured }) => ({
      text,
      kind,
      source,
      held,
      measured,
    })),
    sources: report.sources.map((source) => sourceBody(source, report.classes, workspace)),
    ...(contributions && { contributions: contributions.sources.map(contributionsBody) }),
  };
}

function sourceBody(source: SourceReport, classes: readonly string[], workspace: string) {
  const { name, kind, confusion, accuracy, balancedAccuracy, top5, perClass, columns, analysis } = source;
  return {
    name,
    kind,
    accuracy,
    balancedAccuracy,
    top5,
    confusion,
    perClass,
    columns,
    topK: analysis.topK,
    calibration: analysis.calibration,
    margins: analysis.margins,
    confusedPairs: analysis.confusedPairs.map(({ a, b, ...pair }) => ({ a: classes[a], b: classes[b], ...pair })),
    skipped: source.skipped.map(({ file, reason }) => ({ file: documentPath(file, workspace), reason })),
    images: source.images.map((image) => imageBody(image, classes, workspace)),
  };
}

function imageBody(image: JudgedImage, classes: readonly string[], workspace: string) {
  const { hash, confidence, margin, truth, rank, score, origin } = image;
  return {
    file: documentPath(image.file, workspace),
    hash,
    actual: classes[image.actual],
    predicted: classes[image.predicted],
    runnerUp: classes[image.runnerUp],
    confidence,
    margin,
    truth,
    rank,
    score,
    ...(origin && {
      prompt: origin.prompt,
      seed: origin.seed,
      column: origin.column,
      line: origin.source.start.line + 1,
    }),
  };
}

function contributionsBody({ name, n, of, accuracy, lines }: SourceContributions) {
  return {
    source: name,
    n,
    of,
    accuracy,
    lines: lines.map(({ source, example, alone, contribution }) => ({
      line: source.start.line + 1,
      example,
      alone,
      contribution,
    })),
  };
}
