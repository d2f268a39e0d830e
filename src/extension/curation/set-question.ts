/** @file What the engine is asked of a curation: its plan, and what git knows of the file that it stands in. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CuratePlan, Plan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import type { SetQuestion } from '../../protocol/releases.ts';

/** @throws Failure `plan-invalid` when it is gone or has errors */
export function curationOf({ curations = [] }: Plan, name: string): CuratePlan {
  const curation = curations.find((each) => each.name === name);
  if (curation !== undefined) return curation;
  throw new Failure('plan-invalid', `${name} has errors or is gone: correct it in the editor.`);
}

/** @param folder absolute; one that is trusted, because git reads what is configured there */
export async function setQuestion(folder: string, curation: CuratePlan): Promise<Omit<SetQuestion, 'allowsLeaks'>> {
  const head = await told(folder, ['log', '-1', '--format=%H %cs']);
  // Not as git shortens it, which hangs on how many commits a clone has.
  const [, commit, day] = /^([0-9a-f]{12})[0-9a-f]* (\d{4}-\d{2}-\d{2})$/.exec(head.trim()) ?? [];
  if (commit === undefined || day === undefined) return { curation, day: new Date().toISOString().slice(0, 10) };
  return { curation, day, ...((await isCommitted(folder, filesOf(curation))) && { commit }) };
}

function filesOf({ span, from }: CuratePlan): readonly string[] {
  const recipes = from.flatMap((source) => (source.kind === 'recipe' ? [source.recipe.span.file] : []));
  return [...new Set([span.file, ...recipes])];
}

/** Tracked, and as in the last commit. */
async function isCommitted(folder: string, files: readonly string[]): Promise<boolean> {
  const tracked = (await told(folder, ['ls-files', '-z', '--', ...files])).split('\0').filter((file) => file !== '');
  return tracked.length >= files.length && (await told(folder, ['status', '--porcelain', '--', ...files])) === '';
}

/** Nothing where there is no git, or no repository. */
async function told(folder: string, args: readonly string[]): Promise<string> {
  try {
    // Windows looks for a program in the folder that it is started in first, and a repository may bring its own git.exe.
    const cwd = path.dirname(process.execPath);
    const calm = ['-c', 'core.fsmonitor=false', '--no-pager', '--literal-pathspecs'];
    const { stdout } = await promisify(execFile)('git', ['-C', folder, ...calm, ...args], { cwd, timeout: 10_000 });
    return stdout;
  } catch {
    return '';
  }
}
