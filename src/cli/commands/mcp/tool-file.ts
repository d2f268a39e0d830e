/** @file The prompt file that an assistant, or what a workspace came with, names: inside the workspace, whatever it says. */
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { isInside } from '../../../language/is-inside.ts';
import { Failure } from '../../../protocol/failure.ts';

/**
 * Absolute path.
 * @param workspace absolute path
 * @throws Failure `path-outside-workspace`, also through links; `file-unreadable` for what is no prompt file
 */
export async function promptFileOf(named: string, workspace: string): Promise<string> {
  const file = path.resolve(workspace, named);
  if (path.extname(file) !== '.vlprompt') {
    throw new Failure('file-unreadable', `${JSON.stringify(named)} is no .vlprompt file: name one.`);
  }
  const [real, root] = await Promise.all([realpath(file).catch(() => file), realpath(workspace)]);
  if (isInside(file, workspace) && (real === file || isInside(real, root))) return file;
  throw new Failure('path-outside-workspace', `${JSON.stringify(named)} lies outside the workspace ${workspace}.`);
}
