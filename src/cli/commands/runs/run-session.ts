/** @file An engine that is asked about runs of a workspace. */
import type { RunId, RunSummary } from '../../../protocol/runs.ts';
import { type EngineSession, withEngine } from '../../engine-session.ts';
import type { Shell } from '../../shell.ts';
import { UsageError } from '../../usage-error.ts';
import { workspaceHere } from '../models/model-session.ts';

export interface RunsOptions {
  readonly workspace?: string;
  readonly store?: string;
  readonly verbose?: boolean;
  readonly json?: boolean;
}

export interface RunsSession extends EngineSession {
  /** Absolute path. */
  readonly workspace: string;
}

/** @throws UsageError when there is no such workspace */
export function withRuns<T>(options: RunsOptions, shell: Shell, use: (session: RunsSession) => Promise<T>): Promise<T> {
  const workspace = workspaceHere(options, shell.workingDirectory);
  // Nothing is run, so what would run it need not be looked for.
  const choices = { ...options, provider: 'cpu', offline: true } as const;
  return withEngine(workspace, choices, shell, (session) => use({ ...session, workspace }));
}

/**
 * The run that is meant: by its name, by a beginning or an end of it, or `last`.
 * @throws UsageError when there is none, or there are several
 */
export function runNamed(runs: readonly RunSummary[], given: string): RunSummary {
  const exact = given === 'last' ? runs.slice(0, 1) : runs.filter(({ id }) => id === given);
  const alike = runs.filter(({ id }) => id.startsWith(given) || id.endsWith(given));
  const [run, ...others] = exact.length > 0 ? exact : alike;
  if (run === undefined) throw new UsageError(`There is no run ${given}; \`vlprompt runs\` lists those there are.`);
  if (others.length > 0)
    throw new UsageError(`Several runs are called ${given}: ${namesOf([run, ...others])}; write more of the name.`);
  return run;
}

/** The last run that was interrupted and that no later one went on with. */
export function lastInterrupted(runs: readonly RunSummary[]): RunSummary | undefined {
  return runs.find(({ outcome, resumedBy }) => outcome === 'interrupted' && resumedBy === undefined);
}

function namesOf(runs: readonly { readonly id: RunId }[]): string {
  return runs.map(({ id }) => id).join(', ');
}
