/** @file `--ids FILE`: images by name, one a line, so that a script can decide. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import type { Shell } from '../../shell.ts';

/** `-`: standard input. */
const input = '-';

const digest = /^(?:sha256:)?([0-9a-f]{64})$/i;

/**
 * Digests in hex, and absolute paths: a path is relative to the working directory, or else to the workspace. Blank lines
 * and what follows `#` at the beginning of a line are left out.
 * @throws Failure `file-unreadable`
 */
export async function namedImages(
  file: string,
  workspace: string,
  { workingDirectory, readInput }: Pick<Shell, 'workingDirectory' | 'readInput'>,
): Promise<readonly string[]> {
  const text = file === input ? await readInput() : await readNames(path.resolve(workingDirectory, file));
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|[\r\n]/);
  const names = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return names.map((name) => imageName(name, workspace, workingDirectory));
}

/** As the engine knows it. */
export function imageName(name: string, workspace: string, workingDirectory: string): string {
  const [, hex] = digest.exec(name) ?? [];
  if (hex !== undefined) return hex.toLowerCase();
  const here = path.resolve(workingDirectory, name);
  return existsSync(here) ? here : path.resolve(workspace, name);
}

async function readNames(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure('file-unreadable', `${file} cannot be read; check the path of --ids.`, { cause: error });
  }
}
