/** @file Files that a command writes: whole or not at all. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Failure } from '../protocol/failure.ts';

/**
 * Writes under a temporary name and renames; folders on the way are made.
 * @param file absolute path
 * @throws Failure `disk-full`, `file-unwritable`
 */
export async function writeOutput(file: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFileAtomic(file, text);
  } catch (error) {
    throw unwritable(file, error);
  }
}

function unwritable(file: string, cause: unknown): Failure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Failure('disk-full', `The disk is full, so ${file} was not written: make room and try again.`, {
      cause,
    });
  }
  const why = reasons[code] ?? `the system says ${code === '' ? String(cause) : code}`;
  return new Failure('file-unwritable', `${file} could not be written: ${why}.`, { cause });
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there; choose another place or change its permissions',
  EPERM: 'you may not write there; choose another place or change its permissions',
  EROFS: 'the file system is read-only; choose another place',
  EISDIR: 'it is a folder; name a file',
  EEXIST: 'a file stands where a folder is needed; choose another place',
  ENOTDIR: 'a file stands where a folder is needed; choose another place',
};
