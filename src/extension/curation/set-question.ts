/** @file What the engine is asked of a curation: its plan, and what git knows of the file that it stands in. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { CuratePlan, Plan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import type { SetQuestion } from '../../protocol/releases.ts';
import { originOf } from '../../protocol/set-origin.ts';

/** @throws Failure `plan-invalid` when it is gone or has errors */
export function curationOf({ curations = [] }: Plan, name: string): CuratePlan {
  const curation = curations.find((each) => each.name === name);
  if (curation !== undefined) return curation;
  throw new Failure('plan-invalid', `${name} has errors or is gone: correct it in the editor.`);
}

/** @param folder absolute; one that is trusted, because git reads what is configured there */
export async function setQuestion(folder: string, curation: CuratePlan): Promise<Omit<SetQuestion, 'allowsLeaks'>> {
  return { curation, ...(await originOf(curation, (args) => told(folder, args))) };
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
