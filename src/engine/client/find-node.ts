/** @file Which binary runs the engine: a real Node where one is found, otherwise this process's own as a Node. */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../../protocol/failure.ts';

export interface NodeBinary {
  readonly path: string;
  /** Whether it is Electron's, which must be told to be a Node. */
  readonly electron: boolean;
}

const oldest = { major: 20, minor: 10 };

/**
 * @param chosen the user's choice, an absolute path: a relative one would be looked for in the workspace
 * @param environment whose PATH is searched, when this process is not a Node itself
 * @throws Failure `engine-not-started` for a relative path
 */
export async function findNode(chosen?: string, environment = process.env): Promise<NodeBinary> {
  if (chosen !== undefined) return { path: requireAbsolute(chosen), electron: false };
  const own = { path: process.execPath, electron: process.versions.electron !== undefined };
  if (!own.electron) return own;
  const found = await findOnPath(environment);
  return found === undefined ? own : { path: found, electron: false };
}

function requireAbsolute(chosen: string): string {
  if (path.isAbsolute(chosen)) return chosen;
  const text = `The setting \`vlprompt.engine.node\` is \`${chosen}\`, which is no absolute path; write the whole path of a Node.js.`;
  throw new Failure('engine-not-started', text);
}

/** The first `node` on the PATH that is new enough. */
export async function findOnPath(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const folders = (environment.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const folder of folders) {
    const candidate = path.join(folder, name);
    if (await isNewEnough(candidate)) return candidate;
  }
  return undefined;
}

async function isNewEnough(candidate: string): Promise<boolean> {
  try {
    await access(candidate, constants.X_OK);
    const { stdout } = await promisify(execFile)(candidate, ['--version'], { timeout: 5_000 });
    const [major = 0, minor = 0] = stdout.trim().replace(/^v/, '').split('.').map(Number);
    return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
  } catch {
    return false; // Not there, or not a program that answers: the next folder may have one.
  }
}
