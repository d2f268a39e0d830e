/** @file The plan of a file as a commit has it. */
import path from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import type { PlanResult } from '../../protocol/language.ts';
import type { Host } from '../host.ts';
import { nodeHost } from '../node-host.ts';
import { createLanguageService } from '../service.ts';
import { type GitTree, openGitTree } from './git-tree.ts';

export interface PlanAt extends PlanResult {
  /** Hex. */
  readonly commit: string;
}

/**
 * The file, what it imports and the words that it reads are the commit's. Folders of data, images and models are those
 * of today: a commit seldom has them. Prompts are not measured.
 * @param file absolute path, as it is now
 * @param workspace absolute path of the folder that paths in the plan are relative to
 * @throws Failure `git-unavailable`, `git-ref-missing` also when the commit has no such file, `cancelled`
 */
export async function planAt(file: string, workspace: string, ref: string, signal?: AbortSignal): Promise<PlanAt> {
  const tree = await openGitTree(file, ref, signal);
  const former = await tree.formerPlace(file);
  if (former === undefined) throw notThere(file, ref);
  const { plan, diagnostics } = await createLanguageService(hostAt(tree)).open(former, workspace);
  if (plan === undefined) throw notThere(file, ref);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return { plan, errors, commit: tree.commit };
}

function notThere(file: string, ref: string): Failure {
  const name = path.basename(file);
  const text = `${name} is not in \`${ref}\`: it is new, or git does not know that it was renamed; commit it, or name another ref.`;
  return new Failure('git-ref-missing', text);
}

/** A link in a commit is a file of its own, which holds where it leads; none is followed. */
function hostAt({ read }: GitTree): Host {
  return { ...nodeHost, readFile: read, realPath: async (file) => file, promptFilesIn: async () => [] };
}
