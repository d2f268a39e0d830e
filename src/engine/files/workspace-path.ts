/** @file Paths that a prompt file names: inside the workspace, whatever links say. */
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { systemCode } from './system-code.ts';

/**
 * The real absolute path of a file or folder that is there.
 * @param workspace absolute path of the workspace
 * @param relative as written, with `/`
 * @returns undefined when there is nothing
 * @throws Failure `path-outside-workspace` when the path, or a link on it, leads out
 */
export async function resolveInside(workspace: string, relative: string): Promise<string | undefined> {
  const target = path.resolve(workspace, relative);
  // Before the disk is asked, so that nobody learns what lies outside.
  if (!isInside(path.resolve(workspace), target)) throw outside(relative, workspace);
  const real = await realPathOf(target);
  if (real === undefined) return undefined;
  if (!isInside(await realpath(workspace), real)) throw outside(relative, workspace);
  return real;
}

/** Whether a path is a folder itself or below it; both absolute. */
export function isInside(folder: string, target: string): boolean {
  const relative = path.relative(folder, target);
  return relative === '' || !(relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative));
}

/** With all links followed; undefined when there is nothing. */
export async function realPathOf(target: string): Promise<string | undefined> {
  try {
    return await realpath(target);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EACCES' || code === 'EPERM' || code === 'ELOOP') {
      throw new Failure('file-unreadable', `${target} cannot be read; check its permissions.`, { cause: error });
    }
    throw error;
  }
}

function outside(relative: string, workspace: string): Failure {
  return new Failure(
    'path-outside-workspace',
    `\`${relative}\` leads out of the workspace ${workspace}; copy what it names into the workspace.`,
  );
}
