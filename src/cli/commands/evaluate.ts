/** @file `vlprompt evaluate`: judges real and drawn images and tests what the file states about them. */
import type { EvaluationPlan, RecipePlan } from '../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../protocol/evaluation.ts';
import { judgedRecipes } from '../../protocol/judged-recipes.ts';
import type { RunId } from '../../protocol/runs.ts';
import { modelsOf } from '../../protocol/used-models.ts';
import { verdictOf } from '../../reports/verdict.ts';
import { shownPath } from '../diagnostics.ts';
import { downloadMissing } from '../download-models.ts';
import { type EngineChoices, type EngineSession, withEngine } from '../engine-session.ts';
import type { ExitCode } from '../exit-code.ts';
import { type Evaluated, evaluateDocument } from '../json/evaluate-document.ts';
import { chosen, openPromptFile, type PromptFile } from '../prompt-file.ts';
import type { RecipeRun } from '../recipe-run.ts';
import { saveReport } from '../report/save-report.ts';
import type { Shell } from '../shell.ts';
import { contributionLines } from '../terminal/contribution-lines.ts';
import { evaluationSummary } from '../terminal/evaluation-summary.ts';
import { createProgressLine, type Progress } from '../terminal/progress-line.ts';
import { verdictExitCodes } from '../verdict.ts';

export interface EvaluateOptions extends EngineChoices {
  readonly workspace?: string;
  readonly json?: boolean;
  readonly report?: string;
  readonly download?: boolean;
  readonly contributions?: boolean;
}

export async function evaluate(
  file: string,
  evaluationNames: readonly string[],
  options: EvaluateOptions,
  shell: Shell,
): Promise<ExitCode> {
  const promptFile = await openPromptFile(file, options, shell);
  const evaluations = chosen(promptFile.plan.evaluations, evaluationNames, 'evaluate', promptFile);
  return withEngine(promptFile.workspace, options, shell, async (session) => {
    if (options.download) await downloadMissing(modelsOf({ evaluations }), promptFile.workspace, session.calls, shell);
    const judged = await evaluateAll(evaluations, session, shell);
    const evaluated = options.contributions ? await addContributions(judged, session, shell) : judged;
    const verdict = verdictOf(evaluated);
    const exitCode = verdictExitCodes[verdict];
    if (options.json) shell.terminal.out(evaluateDocument(promptFile, session.info, evaluated, { verdict, exitCode }));
    else printEvaluations(evaluated, shell);
    await writeReport(options.report, promptFile, session, evaluated, shell);
    return exitCode;
  });
}

/** @param resumes the interrupted run that this goes on with */
export async function evaluateAll(
  evaluations: readonly EvaluationPlan[],
  { calls }: EngineSession,
  shell: Shell,
  resumes?: RunId,
): Promise<readonly Evaluated[]> {
  const evaluated: Evaluated[] = [];
  const resuming = resumes === undefined ? {} : { resumes };
  const progressLine = createProgressLine(shell.terminal, shell.now);
  try {
    for (const plan of evaluations) {
      const onProgress = (progress: EvaluateProgress) => progressLine.show(judgingProgress(plan.name, progress));
      evaluated.push({
        plan,
        report: await calls.evaluate({ evaluation: plan, ...resuming }, { signal: shell.signal, onProgress }),
      });
    }
  } finally {
    progressLine.clear();
  }
  return evaluated;
}

async function addContributions(
  evaluated: readonly Evaluated[],
  { calls }: EngineSession,
  shell: Shell,
): Promise<readonly Evaluated[]> {
  const measured: Evaluated[] = [];
  const progressLine = createProgressLine(shell.terminal, shell.now);
  try {
    for (const one of evaluated) {
      const onProgress = ({ done, total }: EvaluateProgress) =>
        progressLine.show({ label: `Dropping lines of ${one.plan.name}`, unit: 'line', done, total });
      const options = { signal: shell.signal, onProgress };
      measured.push({ ...one, contributions: await calls.contributions({ evaluation: one.plan }, options) });
    }
  } finally {
    progressLine.clear();
  }
  return measured;
}

const stageLabels: { readonly [S in EvaluateProgress['stage']]: (source: string) => string } = {
  loading: (source) => `Loading the models of ${source}`,
  'warming-up': (source) => `Warming up for ${source}`,
  drawing: (source) => `Drawing ${source}`,
  reading: (source) => `Reading ${source}`,
  judging: (source) => `Judging ${source}`,
};

/** What a progress line shows of an evaluation. */
export function judgingProgress(
  name: string,
  { stage, part, source, done, total, secondsLeft }: EvaluateProgress,
): Progress {
  const label = part === undefined ? stageLabels[stage](source ?? name) : `Loading ${part}`;
  if (stage === 'loading' || stage === 'warming-up') return { label, unit: 'image', done: 0, total: 0 };
  return { label, unit: 'image', done, total, ...(secondsLeft !== undefined && { secondsLeft }) };
}

export function printEvaluations(evaluated: readonly Evaluated[], { terminal, workingDirectory }: Shell): void {
  const { width, style } = terminal;
  const showPath = (file: string) => shownPath(file, workingDirectory);
  for (const [index, { report, contributions }] of evaluated.entries()) {
    if (index > 0) terminal.out('');
    for (const line of evaluationSummary(report, { width, style, showPath })) terminal.out(line);
    for (const line of contributions ? contributionLines(contributions, style) : []) terminal.out(line);
  }
}

async function writeReport(
  file: string | undefined,
  { file: source, name, workspace }: PromptFile,
  session: EngineSession,
  evaluated: readonly Evaluated[],
  shell: Shell,
): Promise<void> {
  if (file === undefined) return;
  const drawn = await lookUp(judgedRecipes(evaluated.map(({ plan }) => plan)), session);
  const folders = [workspace, session.store];
  await saveReport(file, { source, folders, fileName: name, engine: session.info, drawn, evaluated }, shell);
}

function lookUp(recipes: readonly RecipePlan[], { calls }: EngineSession): Promise<readonly RecipeRun[]> {
  return Promise.all(recipes.map(async (recipe) => ({ recipe, drawn: await calls.lookup({ recipe }) })));
}
