/** @file What goes wrong with the cache's disk, as sentences. */
import { Failure, type FailureCode } from '../../../protocol/failure.ts';
import { systemCode } from '../../files/system-code.ts';

const refusals: { readonly [code: string]: readonly [FailureCode, string] } = {
  ENOSPC: ['disk-full', 'is full; free some space and download again: it goes on where it stopped'],
  EDQUOT: ['disk-full', 'is full for you; free some space and download again: it goes on where it stopped'],
  EFBIG: ['disk-full', 'takes no file that large; choose another with `HF_HUB_CACHE`'],
  EACCES: ['file-unwritable', 'cannot be written to; make it writable, or choose another with `HF_HUB_CACHE`'],
  EPERM: ['file-unwritable', 'cannot be written to; make it writable, or choose another with `HF_HUB_CACHE`'],
  EROFS: ['file-unwritable', 'cannot be written to; make it writable, or choose another with `HF_HUB_CACHE`'],
  ENOENT: ['file-unwritable', 'cannot be made or was removed meanwhile; choose another with `HF_HUB_CACHE`'],
  ENOTDIR: [
    'file-unwritable',
    'has a file where a folder should be; move it away, or choose another with `HF_HUB_CACHE`',
  ],
  EEXIST: [
    'file-unwritable',
    'has a file where a folder should be; move it away, or choose another with `HF_HUB_CACHE`',
  ],
};

/** What the file system said, as a Failure where the user can do something about it; anything else stays as it is. */
export function cacheFailure(error: unknown, root: string): unknown {
  const [code, what] = refusals[systemCode(error) ?? ''] ?? [];
  if (Failure.is(error) || code === undefined) return error;
  return new Failure(code, `The folder ${root} for downloaded models, or its disk, ${what}.`, { cause: error });
}
