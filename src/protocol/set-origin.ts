/** @file What git knows of a set: the commit in which its prompt file is as it is now, and the day of that commit. */
import type { CuratePlan } from '../language/plan/plan.ts';
import type { SetQuestion } from './releases.ts';

/** Asks git in the workspace; answers with nothing where there is no git, or no repository. */
export type AskGit = (args: readonly string[]) => Promise<string>;

/** Without a commit, the day is today. */
export async function originOf(curation: CuratePlan, ask: AskGit): Promise<Pick<SetQuestion, 'commit' | 'day'>> {
  // Not as git shortens it, which hangs on how many commits a clone has.
  const head = await ask(['log', '-1', '--format=%H %cs']);
  const [, commit, day] = /^([0-9a-f]{12})[0-9a-f]* (\d{4}-\d{2}-\d{2})$/.exec(head.trim()) ?? [];
  if (commit === undefined || day === undefined) return { day: new Date().toISOString().slice(0, 10) };
  return { day, ...((await isCommitted(filesOf(curation), ask)) && { commit }) };
}

/** Prompt files that the curation and its recipes stand in, relative to the workspace. */
function filesOf({ span, from }: CuratePlan): readonly string[] {
  const recipes = from.flatMap((source) => (source.kind === 'recipe' ? [source.recipe.span.file] : []));
  return [...new Set([span.file, ...recipes])];
}

/** Tracked, and as in the last commit. */
async function isCommitted(files: readonly string[], ask: AskGit): Promise<boolean> {
  const tracked = (await ask(['ls-files', '-z', '--', ...files])).split('\0').filter((file) => file !== '');
  return tracked.length >= files.length && (await ask(['status', '--porcelain', '--', ...files])) === '';
}
