import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isLeftOver, isOlderThanProcess } from '../../files/temporary-file.ts';
import { unlessMissing } from '../../files/unless-missing.ts';

/** Removes from a folder, and those in it, what processes that died left half-written; of previews what nobody renews. */
export async function sweepFolder(folder: string, isPreviews: boolean): Promise<void> {
  const entries = (await unlessMissing(readdir(folder, { withFileTypes: true, recursive: true }))) ?? [];
  for (const entry of entries) {
    const isCandidate = /\.tmp$|^last-call-/.test(entry.name) || (isPreviews && entry.name.endsWith('.png'));
    if (entry.isFile() && isCandidate) await sweepFile(path.join(entry.parentPath, entry.name));
  }
}

/** What cannot be looked at or removed stays: sweeping is a courtesy, and a write will say what is wrong. */
async function sweepFile(file: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(file);
    const name = path.basename(file);
    if (name.endsWith('.png') ? isOlderThanProcess(mtimeMs) : isLeftOver(name, mtimeMs)) await rm(file);
  } catch {
    return;
  }
}
