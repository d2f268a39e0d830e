/** @file One question to git: no shell, no terminal, no network, none of the programs that a repository configures. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { Failure } from '../../protocol/failure.ts';

/** Bytes of an answer: as large as a prompt file or word list may be. */
const LARGEST_ANSWER = 16 << 20;

/** Milliseconds; objects are read from the disk. */
const LONGEST = 30_000;

/** Git did not do as it was told: what it said, for whoever asked to put into a sentence. */
export class GitRefusal extends Error {
  override readonly name = 'GitRefusal';
}

/**
 * @param folder absolute path of an existing folder; the repository around it is asked
 * @throws GitRefusal; Failure `git-unavailable` when there is no git, `cancelled`
 */
export function askGit(folder: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  const options = {
    // Windows looks for a program in the folder that it is started in first, and a repository may bring its own git.exe.
    cwd: path.dirname(process.execPath),
    env: environment(),
    encoding: 'utf8',
    maxBuffer: LARGEST_ANSWER,
    timeout: LONGEST,
    windowsHide: true,
    ...(signal && { signal }),
  } as const;
  return new Promise((resolve, reject) => {
    execFile('git', ['-C', folder, ...calm, ...args], options, (error, output, complaint) => {
      if (error === null) resolve(output);
      else reject(reasonOf(error, complaint));
    });
  });
}

/**
 * A file watcher would be started; a folder that looks like a bare repository brings a configuration of its own, although
 * it came as files of another; paths are names, not patterns.
 */
const calm = [
  ...['-c', 'core.fsmonitor=false', '-c', 'safe.bareRepository=explicit'],
  ...['--no-pager', '--literal-pathspecs'],
];

/** Where we may be a hook of another repository's git, its variables would lead there. */
const ofOtherRepositories = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
];

const quiet = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };

/**
 * What a partial clone lacks is not fetched: that runs what the repository configures. Git before 2.39.4 does not know
 * the first; no way of fetching has the name of the second.
 */
const offline = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' };

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !ofOtherRepositories.includes(name));
  return { ...Object.fromEntries(own), ...quiet, ...offline };
}

function reasonOf(error: Error & { code?: unknown }, complaint: string): Error {
  if (error.code === 'ENOENT') {
    return new Failure('git-unavailable', 'Git was not found: install it, or put it on the PATH.', { cause: error });
  }
  if (error.name === 'AbortError') return new Failure('cancelled', 'Cancelled.');
  return new GitRefusal(complaint.trim(), { cause: error });
}
