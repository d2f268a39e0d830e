import { Failure, type FailureCode } from '../../../protocol/failure.ts';
import { systemCode } from '../../files/system-code.ts';

interface Refusal {
  readonly code: FailureCode;
  readonly sentence: (folder: string) => string;
}

const full: Refusal = {
  code: 'disk-full',
  sentence: (folder) =>
    `The disk of ${folder} is full; free some space and export again: what is written is gone on from.`,
};

const unwritable: Refusal = {
  code: 'file-unwritable',
  sentence: (folder) => `The export ${folder} cannot be written; choose another place, or change its permissions.`,
};

const refusals: { readonly [code: string]: Refusal } = {
  ENOSPC: full,
  EDQUOT: full,
  EACCES: unwritable,
  EPERM: unwritable,
  EROFS: unwritable,
  ENOENT: unwritable, // No folder can be made there, as below /proc.
  ENOTDIR: unwritable,
  EISDIR: unwritable,
  ENAMETOOLONG: unwritable,
};

/** What the file system said, as a Failure where the user can do something about it; anything else stays as it is. */
export function exportFailure(error: unknown, folder: string): unknown {
  const refusal = refusals[systemCode(error) ?? ''];
  return refusal ? new Failure(refusal.code, refusal.sentence(folder), { cause: error }) : error;
}

/** Something that is not ours stands where the export belongs. */
export function blocked(sentence: string): Failure {
  return new Failure('export-blocked', sentence);
}
