/** @file The prompt files that a command line means: those that it names, and all in the folders that it names. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { shownPath } from '../../diagnostics.ts';

/**
 * Absolute paths, each once, in the order of names. Below a folder neither links, hidden folders nor packages are followed.
 * @param named files and folders
 * @throws Failure `file-unreadable` when a named one is not there
 */
export async function findPromptFiles(named: readonly string[], workingDirectory: string): Promise<readonly string[]> {
  const found = await Promise.all(named.map((name) => filesOf(path.resolve(workingDirectory, name), workingDirectory)));
  return [...new Set(found.flat())].sort(byName);
}

async function filesOf(named: string, workingDirectory: string): Promise<readonly string[]> {
  const status = await stat(named).catch((cause: unknown) => {
    const name = shownPath(named, workingDirectory);
    throw new Failure('file-unreadable', `${name} does not exist: check its name.`, { cause });
  });
  return status.isDirectory() ? filesBelow(named) : [named];
}

/** A folder that may not be read is passed over: nobody named it. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): readonly Dirent[] => []);
  const below = entries.filter((entry) => entry.isDirectory() && isOurs(entry.name));
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.vlprompt'));
  const nested = await Promise.all(below.map(({ name }) => filesBelow(path.join(folder, name))));
  return [...files.map(({ name }) => path.join(folder, name)), ...nested.flat()];
}

function isOurs(folder: string): boolean {
  return !folder.startsWith('.') && folder !== 'node_modules';
}

/** The same on every machine, whatever its language. */
function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
