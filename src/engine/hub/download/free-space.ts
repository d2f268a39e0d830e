import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';

/** Part of what is to be written that must be free beyond it: folders, other programs. */
const SPARE = 0.05;

/** Bytes that may still be written below a folder that need not be there yet. */
export async function freeBytes(folder: string): Promise<number> {
  const status = await statfs(folder).catch(() => undefined);
  if (status !== undefined) return status.bavail * status.bsize;
  const above = path.dirname(folder);
  return above === folder ? 0 : freeBytes(above);
}

/** @throws Failure `disk-full` before anything is fetched that will not fit */
export async function requireSpace(folder: string, bytes: number): Promise<void> {
  const free = await freeBytes(folder);
  const needed = Math.ceil(bytes * (1 + SPARE));
  if (needed <= free) return;
  throw new Failure(
    'disk-full',
    `The download needs ${megabytes(needed)} MB and the disk of ${folder} has ${megabytes(free)} MB left; free some space, or choose another folder with \`HF_HUB_CACHE\`.`,
  );
}

function megabytes(bytes: number): string {
  return Math.ceil(bytes / 1e6).toLocaleString('en');
}
