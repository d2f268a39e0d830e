/**
 * @file Who decides: who `VLPROMPT_REVIEWER` names, else the name that git signs with in a folder, else its address, else
 * the user of this machine.
 */
import os from 'node:os';
import { askGit } from '../../language/git/git.ts';

const known = new Map<string, Promise<string>>();

/** @param folder absolute; one that is trusted, because git reads what is configured there */
export function reviewerIn(folder: string): Promise<string> {
  const before = known.get(folder);
  if (before) return before;
  const name = nameIn(folder);
  known.set(folder, name);
  return name;
}

async function nameIn(folder: string): Promise<string> {
  const named = process.env.VLPROMPT_REVIEWER?.trim();
  if (named) return named;
  return (await configured(folder, 'user.name')) ?? (await configured(folder, 'user.email')) ?? os.userInfo().username;
}

async function configured(folder: string, key: string): Promise<string | undefined> {
  // No git, or nothing configured.
  const name = (await askGit(folder, ['config', '--get', key]).catch(() => '')).trim();
  return name === '' ? undefined : name;
}
