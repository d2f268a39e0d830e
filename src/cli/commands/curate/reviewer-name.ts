/** @file Who decides: the name that git signs with in a folder, else its address, else the user of this machine. */
import os from 'node:os';
import { askGit } from '../../../language/git/git.ts';

/** @param folder absolute */
export async function reviewerName(folder: string, chosen: string | undefined): Promise<string> {
  if (chosen !== undefined && chosen.trim() !== '') return chosen.trim();
  return (await configured(folder, 'user.name')) ?? (await configured(folder, 'user.email')) ?? os.userInfo().username;
}

async function configured(folder: string, key: string): Promise<string | undefined> {
  // No git, or nothing configured.
  const value = (await askGit(folder, ['config', '--get', key]).catch(() => '')).trim();
  return value === '' ? undefined : value;
}
