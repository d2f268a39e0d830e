/**
 * @file Who decides: who `VLPROMPT_REVIEWER` names, else the name that git signs with in a folder, else its address, else
 * the user of this machine.
 */
import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

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
  try {
    // Windows looks for a program in the folder that it is started in first, and a repository may bring its own git.exe.
    const cwd = path.dirname(process.execPath);
    const { stdout } = await promisify(execFile)('git', ['-C', folder, 'config', '--get', key], { cwd, timeout: 5000 });
    return stdout.trim() === '' ? undefined : stdout.trim();
  } catch {
    // No git, or nothing configured.
    return undefined;
  }
}
