/** @file The temporary folders of copied graphs, and those that killed processes left behind. */
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../../files/temporary-file.ts';

const PREFIX = 'vlprompt-learned-';

/** An empty one, which nobody else may read; its absolute path. */
export function makeCopyFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Removes those of this user whose process is gone. */
export async function sweepCopyFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    const id = Number(/^\d+(?=-)/.exec(name.slice(PREFIX.length))?.[0] ?? Number.NaN);
    const folder = join(tmpdir(), name);
    if (Number.isNaN(id) || isAlive(id) || !(await isOwnFolder(folder))) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whoever may write into the system's folder may put a link there. */
async function isOwnFolder(folder: string): Promise<boolean> {
  const status = await lstat(folder).catch(() => undefined);
  const user = process.getuid?.();
  return status?.isDirectory() === true && (user === undefined || status.uid === user);
}
