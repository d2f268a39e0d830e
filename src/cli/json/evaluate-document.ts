/** @file `vlprompt evaluate --json`. */
import type { EvaluationPlan } from '../../language/plan/plan.ts';
import type { EngineInfo } from '../../protocol/engine.ts';
import type { EvaluationReport, JudgedImage, SourceReport, Verdict } from '../../protocol/evaluation.ts';
import type { ExitCode } from '../exit-code.ts';
import type { PromptFile } from '../prompt-file.ts';
import { documentPath, documentText } from './document.ts';
import { engineBody } from './run-document.ts';

export interface Evaluated {
  readonly plan: EvaluationPlan;
  readonly report: EvaluationReport;
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

function evaluationBody({ plan, report }: Evaluated, workspace: string) {
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
  };
}

function sourceBody(source: SourceReport, classes: readonly string[], workspace: string) {
  const { name, kind, confusion, accuracy, balancedAccuracy, top5, perClass, columns } = source;
  return {
    name,
    kind,
    accuracy,
    balancedAccuracy,
    top5,
    confusion,
    perClass,
    columns,
    skipped: source.skipped.map(({ file, reason }) => ({ file: documentPath(file, workspace), reason })),
    images: source.images.map((image) => imageBody(image, classes, workspace)),
  };
}

function imageBody(image: JudgedImage, classes: readonly string[], workspace: string) {
  const { confidence, margin, origin } = image;
  return {
    file: documentPath(image.file, workspace),
    actual: classes[image.actual],
    predicted: classes[image.predicted],
    confidence,
    margin,
    ...(origin && {
      prompt: origin.prompt,
      seed: origin.seed,
      column: origin.column,
      line: origin.source.start.line + 1,
    }),
  };
}
