/** @file Looks at a model file before it is opened, because the runtime says the same of every kind of bad file. */
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import { Failure } from '../../../protocol/failure.ts';

/** How a file begins that `git lfs` left in place of the real one. */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1';

/**
 * @throws Failure `model-missing` when there is no such file, `model-corrupt` when it cannot be a model
 */
export async function checkModelFile(path: string): Promise<void> {
  const start = await readStart(path);
  if (start.length === 0) throw new Failure('model-corrupt', `The model file ${path} is empty; download it again.`);
  if (isPointer(start)) {
    throw new Failure('model-corrupt', `The model file ${path} is a Git LFS pointer; run \`git lfs pull\` beside it.`);
  }
}

/** Whether a file was never fetched by `git lfs`; false of a file that is not there. */
export async function isLfsPointer(path: string): Promise<boolean> {
  return readStart(path).then(isPointer, () => false);
}

function isPointer(start: Buffer): boolean {
  return start.toString('latin1').startsWith(LFS_POINTER);
}

async function readStart(path: string): Promise<Buffer> {
  const file = await openFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LFS_POINTER.length));
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    await file.close();
  }
}

/** A pipe would keep a thread of the process waiting for a writer. */
async function openFile(path: string): Promise<FileHandle> {
  if ((await stat(path)).isFile()) return open(path);
  throw new Error('no ordinary file');
}

function unreadable(path: string, cause: unknown): Failure {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
    return new Failure('model-missing', `There is no model file ${path}; download or export it.`, { cause });
  }
  return new Failure('file-unreadable', `The model file ${path} cannot be read; check that it is a readable file.`, {
    cause,
  });
}
