/** @file Files as a commit has them. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { askGit, GitRefusal } from './git.ts';

export interface GitTree {
  /** As it was asked for. */
  readonly ref: string;
  /** Hex. */
  readonly commit: string;
  /** @param file absolute path, as it is now or would be. Rejects with code `ENOENT` when the commit has no such file. */
  readonly read: (file: string) => Promise<string>;
  /**
   * Where a file of today stood in the commit: renamed files are followed as far as git sees them, which is where git
   * knows of the new name. Undefined when it was not there.
   */
  readonly formerPlace: (file: string) => Promise<string | undefined>;
}

/**
 * Of the repository around a file, which need not be there any more.
 * @throws Failure `git-unavailable` without git or a repository, `git-ref-missing`, `cancelled`
 */
export async function openGitTree(file: string, ref: string, signal?: AbortSignal): Promise<GitTree> {
  const folder = nearestFolder(path.dirname(file));
  const prefix = await prefixOf(folder, signal);
  const commit = await commitOf(folder, ref, signal);
  const nameIn = (wanted: string) => nameInTree(folder, prefix, wanted);
  return {
    ref,
    commit,
    read: async (wanted) => readBlob(folder, commit, nameIn(wanted), signal),
    formerPlace: async (wanted) => {
      const name = nameIn(wanted);
      if (await isBlob(folder, commit, name, signal)) return wanted;
      const former = name && (await renamesSince(folder, commit, signal)).get(name);
      return former === undefined ? undefined : path.join(folder, path.posix.relative(prefix, former));
    },
  };
}

function nearestFolder(folder: string): string {
  const parent = path.dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestFolder(parent);
}

/** The folder's own place in its repository, with `/` at its end; empty at the top. */
async function prefixOf(folder: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    return (await askGit(folder, ['rev-parse', '--show-prefix'], signal)).trimEnd();
  } catch (error) {
    if (!(error instanceof GitRefusal)) throw error;
    const reason = error.message.includes('dubious ownership')
      ? `${folder} belongs to somebody else, so git does not read it: add it to git's safe.directory if you trust it`
      : `${folder} is in no git repository: run \`git init\` and commit the file, or compare runs`;
    throw new Failure('git-unavailable', `${reason}.`, { cause: error });
  }
}

async function commitOf(folder: string, ref: string, signal: AbortSignal | undefined): Promise<string> {
  const isReadable = isRef(ref);
  try {
    const named = isReadable && (await askGit(folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], signal));
    if (named && isCommit(named.trim())) return named.trim();
  } catch (error) {
    if (!(error instanceof GitRefusal)) throw error;
  }
  const shown = isReadable ? `\`${ref}\`` : 'What was given';
  throw new Failure(
    'git-ref-missing',
    `${shown} is no commit of the repository around ${folder}: name a branch, a tag or a commit, such as HEAD~1.`,
  );
}

/** `^HEAD` is read, too, and means all other commits. */
function isCommit(text: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** What git might take for an option, or a terminal for a command, is none. */
function isRef(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return text.length > 0 && text.length <= 250 && !text.startsWith('-') && !/[\u0000-\u001f\u007f]/.test(text);
}

/** Undefined outside of the repository. */
function nameInTree(folder: string, prefix: string, file: string): string | undefined {
  const relative = path.relative(folder, file).split(path.sep).join('/');
  const name = path.posix.normalize(path.posix.join(prefix, relative));
  return name === '..' || name.startsWith('../') || path.posix.isAbsolute(name) ? undefined : name;
}

async function readBlob(
  folder: string,
  commit: string,
  name: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  try {
    if (name !== undefined) return await askGit(folder, ['cat-file', 'blob', `${commit}:${name}`], signal);
  } catch (error) {
    if (!(error instanceof GitRefusal)) throw error;
  }
  throw Object.assign(new Error('it is not in the commit'), { code: 'ENOENT' });
}

async function isBlob(
  folder: string,
  commit: string,
  name: string | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    if (name === undefined) return false;
    return (await askGit(folder, ['cat-file', '-t', `${commit}:${name}`], signal)).trim() === 'blob';
  } catch (error) {
    if (error instanceof GitRefusal) return false;
    throw error;
  }
}

/**
 * New name → old name, of what git knows of: of the index alone, because a look at the files themselves would run the
 * filters that the repository configures.
 */
async function renamesSince(
  folder: string,
  commit: string,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const options = ['--cached', '--no-ext-diff', '--no-textconv', '--ignore-submodules'];
  const wanted = ['--find-renames', '--diff-filter=R', '--name-status', '-z'];
  const fields = (await askGit(folder, ['diff-index', ...options, ...wanted, commit, '--'], signal)).split('\0');
  const renames = new Map<string, string>();
  for (let at = 0; at + 2 < fields.length; at += 3) renames.set(fields[at + 2] ?? '', fields[at + 1] ?? '');
  return renames;
}
