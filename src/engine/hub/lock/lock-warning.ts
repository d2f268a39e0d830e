/** @file Whether the model of a run is the one that `vlprompt.lock` has: never fatal, never silent. */
import type { ModelSpec } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import { modelName } from '../../../protocol/model-name.ts';
import { digestedFiles } from '../../models/model-digest.ts';
import { lockedEntry } from './lock-file.ts';

/**
 * One sentence when a file that the model was opened with is not as the lock file has it, or the lock file cannot be
 * read. A model that is not locked may be anything.
 * @param digest of the model that was opened, by this process
 */
export async function lockWarning(workspace: string, spec: ModelSpec, digest: string): Promise<string | undefined> {
  try {
    const entry = await lockedEntry(workspace, spec);
    if (entry === undefined || entry.digest === digest) return undefined;
    const used = [...(digestedFiles(digest) ?? [])];
    const differing = used.filter(([file, sum]) => entry.files[file] !== sum).map(([file]) => file);
    return used.length > 0 && differing.length === 0 ? undefined : warning(spec, differing);
  } catch (error) {
    if (Failure.is(error)) return error.message;
    throw error;
  }
}

const MOST_NAMED = 3;

function warning(spec: ModelSpec, differing: readonly string[]): string {
  const name = modelName(spec);
  const more = differing.length > MOST_NAMED ? ` and ${differing.length - MOST_NAMED} more` : '';
  const files = differing.length === 0 ? '' : ` (${differing.slice(0, MOST_NAMED).join(', ')}${more})`;
  return `\`${name}\` is not the model that vlprompt.lock has${files}; find out why, or accept it with \`vlprompt models lock ${name}\`.`;
}
