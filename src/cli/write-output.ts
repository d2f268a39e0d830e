/** @file Files that a command writes: whole or not at all. */
import { lstat, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Failure } from '../protocol/failure.ts';

/**
 * Writes under a temporary name and renames; folders on the way are made. Never writes through a link, nor in place of
 * a device: renaming would leave a file where `/dev/null` was.
 * @param file absolute path
 * @throws Failure `disk-full`, `file-unwritable`
 */
export async function writeOutput(file: string, text: string): Promise<void> {
  const there = await lstat(file).catch(() => undefined);
  if (there?.isSymbolicLink()) throw refused(file, 'it is a link; name the file itself');
  if (there && !there.isFile() && !there.isDirectory()) throw refused(file, 'it is no ordinary file; name another');
  try {
    await makeFolder(path.dirname(file));
    await writeFileAtomic(file, text);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Node's own recursive `mkdir` never ends below `/proc`, where a folder is there and nothing can be made in it. */
async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  if (path.dirname(folder) !== folder) await makeFolder(path.dirname(folder));
  await mkdir(folder).catch(async (error: unknown) => {
    if (!(await isFolder(folder))) throw error; // Otherwise another process was quicker.
  });
}

async function isFolder(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => undefined))?.isDirectory() ?? false;
}

function unwritable(file: string, cause: unknown): Failure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Failure('disk-full', `The disk is full, so ${file} was not written: make room and try again.`, {
      cause,
    });
  }
  const why = reasons[code] ?? `the system says ${code === '' ? String(cause) : code}`;
  return refused(file, why, cause);
}

function refused(file: string, why: string, cause?: unknown): Failure {
  return new Failure('file-unwritable', `${file} could not be written: ${why}.`, { cause });
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there; choose another place or change its permissions',
  EPERM: 'you may not write there; choose another place or change its permissions',
  EROFS: 'the file system is read-only; choose another place',
  EISDIR: 'it is a folder; name a file',
  EEXIST: 'a file stands where a folder is needed; choose another place',
  ENOENT: 'no folder can be made there; choose another place',
  ENOTDIR: 'a file stands where a folder is needed; choose another place',
};
