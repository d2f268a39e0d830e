/** @file What git knows of a set: the commit in which its prompt file is as it is now, and the day of that commit. */

import { askGit } from '../../../../language/git/git.ts';
import type { CuratePlan } from '../../../../language/plan/plan.ts';
import type { SetQuestion } from '../../../../protocol/releases.ts';

/** @param workspace absolute */
export async function originOf(workspace: string, curation: CuratePlan): Promise<Pick<SetQuestion, 'commit' | 'day'>> {
  const head = (await told(workspace, ['log', '-1', '--format=%H %cs'])).trim();
  // Not as git shortens it, which hangs on how many commits a clone has.
  const [, commit, day] = /^([0-9a-f]{12})[0-9a-f]* (\d{4}-\d{2}-\d{2})$/.exec(head) ?? [];
  if (commit === undefined || day === undefined) return { day: new Date().toISOString().slice(0, 10) };
  return { day, ...((await isCommitted(workspace, filesOf(curation))) && { commit }) };
}

/** Prompt files that the curation and its recipes stand in, relative to the workspace. */
function filesOf({ span, from }: CuratePlan): readonly string[] {
  const recipes = from.flatMap((source) => (source.kind === 'recipe' ? [source.recipe.span.file] : []));
  return [...new Set([span.file, ...recipes])];
}

/** Tracked, and as in the last commit. */
async function isCommitted(workspace: string, files: readonly string[]): Promise<boolean> {
  const tracked = (await told(workspace, ['ls-files', '-z', '--', ...files])).split('\0').filter((file) => file !== '');
  if (tracked.length < files.length) return false;
  return (await told(workspace, ['status', '--porcelain', '--', ...files])) === '';
}

/** Nothing where there is no git, or no repository. */
async function told(workspace: string, args: readonly string[]): Promise<string> {
  return askGit(workspace, args).catch(() => '');
}
