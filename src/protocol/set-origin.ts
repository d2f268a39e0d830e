/** @file What git knows of a set: the commit in which its prompt file is as it is now, and the day of that commit. */
import type { CuratePlan } from '../language/plan/plan.ts';
import type { SetQuestion } from './releases.ts';

/** Of a workspace. */
export interface GitWorkspace {
  /** Answers with nothing where there is no git, or no repository. */
  readonly ask: (args: readonly string[]) => Promise<string>;
  /** Of a file, relative to the workspace, with `/`; nothing where it cannot be read. */
  readonly textOf: (file: string) => Promise<string>;
}

/** Without a commit, the day is today. */
export async function originOf(curation: CuratePlan, git: GitWorkspace): Promise<Pick<SetQuestion, 'commit' | 'day'>> {
  // Not as git shortens it, which hangs on how many commits a clone has.
  // Signatures are looked at by a program that the repository configures.
  const head = await git.ask(['log', '-1', '--no-show-signature', '--format=%H %cs']);
  const [, commit, day] = /^([0-9a-f]{12})[0-9a-f]* (\d{4}-\d{2}-\d{2})$/.exec(head.trim()) ?? [];
  if (commit === undefined || day === undefined) return { day: new Date().toISOString().slice(0, 10) };
  return { day, ...((await isCommitted(filesOf(curation), git)) && { commit }) };
}

/** Prompt files that the curation and its recipes stand in, relative to the workspace. */
function filesOf({ span, from }: CuratePlan): readonly string[] {
  const recipes = from.flatMap((source) => (source.kind === 'recipe' ? [source.recipe.span.file] : []));
  return [...new Set([span.file, ...recipes])];
}

/**
 * As in the last commit, whichever ends of lines either has. Git itself is not asked whether files have changed: a look at
 * them would run the filters that the repository configures.
 */
async function isCommitted(files: readonly string[], { ask, textOf }: GitWorkspace): Promise<boolean> {
  for (const file of files) {
    const [committed, now] = [await ask(['cat-file', 'blob', `HEAD:./${file}`]), await textOf(file)];
    if (committed === '' || unixLines(committed) !== unixLines(now)) return false;
  }
  return true;
}

function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
