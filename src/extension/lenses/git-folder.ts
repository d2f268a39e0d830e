import { existsSync } from 'node:fs';
import path from 'node:path';

const known = new Map<string, boolean>();

/** Whether a folder is in a git repository; looked at once a window, as lenses ask with every key. */
export function isInGit(folder: string): boolean {
  const answer = known.get(folder) ?? hasRepository(folder);
  known.set(folder, answer);
  return answer;
}

function hasRepository(folder: string): boolean {
  // A file in worktrees and submodules.
  if (existsSync(path.join(folder, '.git'))) return true;
  const parent = path.dirname(folder);
  return parent !== folder && hasRepository(parent);
}
