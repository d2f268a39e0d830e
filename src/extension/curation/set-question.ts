/** @file What the engine is asked of a curation: its plan, and what git knows of the file that it stands in. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { askGit } from '../../language/git/git.ts';
import type { CuratePlan, Plan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import type { SetQuestion } from '../../protocol/releases.ts';
import { type GitWorkspace, originOf } from '../../protocol/set-origin.ts';

/** @throws Failure `plan-invalid` when it is gone or has errors */
export function curationOf({ curations = [] }: Plan, name: string): CuratePlan {
  const curation = curations.find((each) => each.name === name);
  if (curation !== undefined) return curation;
  throw new Failure('plan-invalid', `${name} has errors or is gone: correct it in the editor.`);
}

/** @param folder absolute; one that is trusted, because git reads what is configured there */
export async function setQuestion(folder: string, curation: CuratePlan): Promise<Omit<SetQuestion, 'allowsLeaks'>> {
  return { curation, ...(await originOf(curation, gitIn(folder))) };
}

/** Says nothing where there is no git, or no repository. */
function gitIn(folder: string): GitWorkspace {
  return {
    ask: (args) => askGit(folder, args).catch(() => ''),
    textOf: (file) => readFile(path.join(folder, file), 'utf8').catch(() => ''),
  };
}
