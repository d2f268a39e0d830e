/** @file A file is there whole or not at all: it is written under a temporary name beside it, and renamed. */
import { closeSync, fsync, openSync, renameSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { systemCode } from './system-code.ts';
import { temporaryName } from './temporary-file.ts';

const flush = promisify(fsync);

/**
 * Waits for the disk alone: to have another thread open, fill and close a small file takes several times as long, of
 * this thread's time too.
 */
export async function writeThenRename(target: string, content: Uint8Array | string, durable: boolean): Promise<void> {
  const temporary = path.join(path.dirname(target), temporaryName());
  try {
    const file = openSync(temporary, 'wx');
    try {
      writeFileSync(file, content);
      if (durable) await flush(file);
    } finally {
      closeSync(file);
    }
    if (durable || process.platform === 'win32') await renameOver(temporary, target);
    else renameSync(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const replaceTries = 5;

/** Windows refuses to replace a file while someone reads it, which takes a moment. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (let left = replaceTries; ; left--) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const isBeingRead =
        process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '');
      if (!isBeingRead || left === 1) throw error;
      await setTimeout(20);
    }
  }
}
