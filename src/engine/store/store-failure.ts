import { Failure, type FailureCode } from '../../protocol/failure.ts';
import { systemCode } from '../files/system-code.ts';

interface Refusal {
  readonly code: FailureCode;
  readonly sentence: (folder: string) => string;
}

const readOnly: Refusal = {
  code: 'store-read-only',
  sentence: (folder) =>
    `The store folder ${folder} cannot be written to; make it writable, or choose another folder for the store.`,
};

const full: Refusal = {
  code: 'disk-full',
  sentence: (folder) =>
    `The disk of the store folder ${folder} is full; free some space and run again: finished images are kept.`,
};

const notAFolder: Refusal = {
  code: 'store-read-only',
  sentence: (folder) =>
    `The store folder ${folder} cannot be made, because a file of that name is in the way; move the file away.`,
};

const refusals: { readonly [code: string]: Refusal } = {
  ENOENT: readOnly, // No folder can be made there, as below /proc.
  EACCES: readOnly,
  EPERM: readOnly,
  EROFS: readOnly,
  ENOSPC: full,
  EDQUOT: full,
  ENOTDIR: notAFolder,
  EEXIST: notAFolder,
};

/** What the file system said, as a Failure where the user can do something about it; anything else stays as it is. */
export function storeFailure(error: unknown, folder: string): unknown {
  const refusal = refusals[systemCode(error) ?? ''];
  return refusal ? new Failure(refusal.code, refusal.sentence(folder), { cause: error }) : error;
}
