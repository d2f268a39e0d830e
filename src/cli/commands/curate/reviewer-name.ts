/**
 * @file Who decides: who is named, else `VLPROMPT_REVIEWER`, else the name that git signs with in a folder, else its
 * address, else the user of this machine.
 */
import os from 'node:os';
import { askGit } from '../../../language/git/git.ts';
import type { Shell } from '../../shell.ts';
import { UsageError } from '../../usage-error.ts';

/** @param folder absolute @throws UsageError of a name that is none */
export async function reviewerName(
  folder: string,
  chosen: string | undefined,
  { environment }: Pick<Shell, 'environment'>,
): Promise<string> {
  if (chosen?.trim() === '') throw new UsageError('`--reviewer` takes a name, such as `--reviewer Ann`.');
  const named = [chosen, environment.VLPROMPT_REVIEWER].map((name) => name?.trim()).find((name) => name);
  if (named !== undefined) return named;
  return (await configured(folder, 'user.name')) ?? (await configured(folder, 'user.email')) ?? os.userInfo().username;
}

async function configured(folder: string, key: string): Promise<string | undefined> {
  // No git, or nothing configured.
  const value = (await askGit(folder, ['config', '--get', key]).catch(() => '')).trim();
  return value === '' ? undefined : value;
}
