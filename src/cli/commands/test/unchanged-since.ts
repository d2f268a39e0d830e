/** @file `--changed REF`: tests whose plan is what it was in a commit. */
import { openGitTree } from '../../../language/git/git-tree.ts';
import { planAt } from '../../../language/git/plan-at.ts';
import type { Plan } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { PromptTest } from './prompt-tests.ts';

/**
 * Each with a sentence that says so. What only the images of a data set have become, no commit knows: a report that was
 * kept does not hold any more then, and without one nothing is known.
 * @throws Failure `git-unavailable`, `git-ref-missing`, `cancelled`
 */
export async function unchangedSince(
  tests: readonly PromptTest[],
  ref: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<PromptTest, string>> {
  const plans = new Map<string, Plan | undefined>();
  for (const test of tests) if (!plans.has(test.file)) plans.set(test.file, await formerPlan(test, ref, signal));
  const unchanged = tests.filter(({ file, evaluation: { name, key } }) => {
    const former = plans.get(file)?.evaluations.find((evaluation) => evaluation.name === name);
    return former?.key === key;
  });
  return new Map(unchanged.map((test) => [test, `Unchanged since ${ref}, and no report of it is kept.`]));
}

/** Undefined of a file that the commit does not have. */
async function formerPlan(
  { file, workspace }: PromptTest,
  ref: string,
  signal: AbortSignal,
): Promise<Plan | undefined> {
  const tree = await openGitTree(file, ref, signal);
  if ((await tree.formerPlace(file)) === undefined) return undefined;
  try {
    return (await planAt(file, workspace, ref, signal)).plan;
  } catch (error) {
    if (Failure.is(error, 'git-ref-missing')) return undefined;
    throw error;
  }
}
