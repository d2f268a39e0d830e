import writeFileAtomic from 'write-file-atomic';
import { storeFailure } from '../../store/store-failure.ts';
import { LOCK_VERSION, type Lock, type LockEntry, lockPath } from './lock-file.ts';

/**
 * Whole or not at all; keys are sorted, so that two people who lock the same have the same file.
 * @throws Failure `file-unwritable`, `disk-full`
 */
export async function writeLock(workspace: string, lock: Lock): Promise<string> {
  const file = lockPath(workspace);
  const models = Object.fromEntries(sorted([...lock]).map(([name, entry]) => [name, written(entry)]));
  try {
    await writeFileAtomic(file, `${JSON.stringify({ version: LOCK_VERSION, models }, undefined, 2)}\n`);
  } catch (error) {
    throw storeFailure(error, workspace);
  }
  return file;
}

function written({ commit, digest, files }: LockEntry) {
  return {
    ...(commit === undefined ? {} : { commit }),
    digest,
    files: Object.fromEntries(sorted(Object.entries(files))),
  };
}

/** By code units: every machine has the same order. */
function sorted<Value>(entries: readonly (readonly [string, Value])[]): readonly (readonly [string, Value])[] {
  return entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
}
