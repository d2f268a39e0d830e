/** @file From what `--to` and `--from` name to the sides of comparisons. */

import { planAt } from '../language/git/plan-at.ts';
import type { Plan } from '../language/plan/plan.ts';
import type { CompareSide } from '../protocol/comparison.ts';
import { Failure } from '../protocol/failure.ts';
import type { RunSummary } from '../protocol/runs.ts';
import { sideOfPlan } from '../protocol/side-of-plan.ts';
import { documentPath } from './json/document.ts';
import type { PromptFile } from './prompt-file.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

export interface Subject {
  readonly kind: 'recipe' | 'evaluation';
  readonly name: string;
}

/** Gives the side of a declaration; undefined where that side has none of this name. */
export type SideOf = (subject: Subject) => CompareSide | undefined;

export interface NamedSide {
  readonly sideOf: SideOf;
  /** The one declaration that it is about; absent of plans, which have all of a file. */
  readonly subject?: Subject;
}

/** What a person may write for it. */
export const WORKING_TREE = 'working-tree';

/**
 * A run by its name, the baseline, or a file as a commit has it; a commit's name that is also a run's means the run.
 * @param runs of the workspace, the newest first
 * @throws Failure `git-unavailable`, `git-ref-missing`, `cancelled`
 */
export async function namedSide(
  name: string,
  promptFile: PromptFile,
  runs: readonly RunSummary[],
  { signal }: Shell,
): Promise<NamedSide> {
  if (name === WORKING_TREE) return { sideOf: (subject) => sideOfPlan(promptFile.plan, subject, 'working tree') };
  if (name === 'baseline') return { sideOf: sideOfBaseline(promptFile, runs) };
  const run = runs.find(({ id }) => id === name);
  if (run) return sideOfRun(run);
  const { plan } = await planAt(promptFile.file, promptFile.workspace, name, signal);
  return { sideOf: (subject) => sideOfPlan(plan, subject, name) };
}

/** The declarations to compare: the named one, the one that a run is about, or all that the file has. */
export function subjectsOf(
  name: string | undefined,
  sides: readonly NamedSide[],
  promptFile: PromptFile,
): readonly Subject[] {
  const own = sides.flatMap(({ subject }) => subject ?? []);
  const declared = subjectsIn(promptFile.plan);
  if (name !== undefined) {
    const found = [...own, ...declared].find((subject) => subject.name === name);
    if (found) return [found];
    const names = declared.map((subject) => subject.name).join(', ');
    throw new UsageError(`${promptFile.name} declares no recipe or evaluation \`${name}\`; it has ${names}`);
  }
  const [first] = own;
  if (first) return [first];
  if (declared.length > 0) return declared;
  const text = `${promptFile.name} declares no recipe and no evaluation, so there is nothing to compare: add one.`;
  throw new Failure('plan-invalid', text);
}

function subjectsIn({ recipes, evaluations }: Plan): readonly Subject[] {
  return [
    ...recipes.map(({ name }) => ({ kind: 'recipe', name }) as const),
    ...evaluations.map(({ name }) => ({ kind: 'evaluation', name }) as const),
  ];
}

function sideOfRun({ id, kind, name }: RunSummary): NamedSide {
  return {
    subject: { kind: kind === 'draw' ? 'recipe' : 'evaluation', name },
    sideOf: () => ({ kind: 'run', run: id }),
  };
}

function sideOfBaseline({ file, workspace }: PromptFile, runs: readonly RunSummary[]): SideOf {
  const own = runs.filter((run) => run.isBaseline && run.file === documentPath(file, workspace));
  return ({ kind, name }) => {
    const run = own.find((each) => each.name === name && (each.kind === 'draw') === (kind === 'recipe'));
    return run && { kind: 'run', run: run.id };
  };
}
