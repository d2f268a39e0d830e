/** @file Which earlier run an evaluation's numbers are compared with. The matrix goes by the same rule. */
import type { Estimate, EvaluationReport } from '../../../protocol/evaluation.ts';
import type { RunSummary } from '../../../protocol/runs.ts';

export interface ComparedRun {
  readonly run: RunSummary;
  readonly as: 'baseline' | 'run before';
  /** The run that made the report, where it is still known. */
  readonly own?: RunSummary;
}

/**
 * The baseline of this evaluation, else the run before the one that made the report; undefined when there is none.
 * @param runs of the report's workspace, the newest first
 */
export function comparedRun(
  runs: readonly RunSummary[],
  { evaluation, file, made }: Pick<EvaluationReport, 'evaluation' | 'file' | 'made'>,
): ComparedRun | undefined {
  const same = runs.filter(
    (run) => run.kind === 'evaluate' && run.name === evaluation && run.file === file && run.outcome === 'done',
  );
  const own = same.find((run) => hasMade(run, made));
  const others = same.filter((run) => run !== own);
  const baseline = others.find(({ isBaseline }) => isBaseline);
  const run = baseline ?? others.find(({ started }) => started < made);
  return run && { run, as: baseline ? 'baseline' : 'run before', ...(own && { own }) };
}

function hasMade({ started, ended }: RunSummary, made: string): boolean {
  return started <= made && ended !== undefined && made <= ended;
}

export interface AccuracyChange {
  /** Percentage points. */
  readonly points: number;
  readonly before: Estimate;
  readonly as: ComparedRun['as'];
  /** ISO 8601; of the run it is compared with. */
  readonly started: string;
  /** Whether the two 95% intervals have a number in common. */
  readonly doOverlap: boolean;
}

/** How the accuracy on a source has moved; undefined where one of both has none. */
export function accuracyChange(
  source: string,
  now: Estimate,
  compared: ComparedRun | undefined,
): AccuracyChange | undefined {
  const before = compared?.run.accuracies?.find((one) => one.source === source)?.accuracy;
  if (!compared || !before || before.value === null || now.value === null) return undefined;
  const points = (now.value - before.value) * 100;
  const { as, run } = compared;
  return { points, before, as, started: run.started, doOverlap: overlap(before, now) };
}

function overlap(a: Estimate, b: Estimate): boolean {
  const [low, high] = [Math.max(a.low ?? 0, b.low ?? 0), Math.min(a.high ?? 1, b.high ?? 1)];
  return low <= high;
}
