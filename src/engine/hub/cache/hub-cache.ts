/**
 * @file The folder that Python's tools and VLPrompt share, in its layout: contents once under their digests, snapshots
 * of links to them, names of revisions. https://huggingface.co/docs/hub/local-cache
 */
import { lstat, readdir, readFile, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import { isCommit } from '../network/hub-spec.ts';

/** A commit of which there are files. */
export interface Snapshot {
  readonly commit: string;
  /** Names of revisions that mean it. */
  readonly revisions: readonly string[];
}

const PREFIX = 'models--';

/** Reads it; see `WritableHubCache`. */
export class HubCache {
  /** Absolute. */
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  folder(repository: string): string {
    return path.join(this.root, PREFIX + repository.replaceAll('/', '--'));
  }

  blobs(repository: string): string {
    return path.join(this.folder(repository), 'blobs');
  }

  blob(repository: string, digest: string): string {
    return path.join(this.blobs(repository), digest);
  }

  snapshot(repository: string, commit: string): string {
    return path.join(this.folder(repository), 'snapshots', commit);
  }

  /** Where a file of a commit is, once it is there. */
  file(repository: string, commit: string, file: string): string {
    return path.join(this.snapshot(repository, commit), ...file.split('/'));
  }

  /** Of a branch or tag when it was last asked about; a commit is its own. */
  async commitOf(repository: string, revision: string): Promise<string | undefined> {
    if (isCommit(revision)) return revision;
    const text = await readFile(this.reference(repository, revision), 'utf8').catch(() => '');
    return isCommit(text.trim()) ? text.trim() : undefined;
  }

  /** The file that says what a name means. */
  protected reference(repository: string, revision: string): string {
    return path.join(this.folder(repository), 'refs', ...revision.split('/'));
  }

  /** Whether a file of a commit is there whole, as far as its size says. */
  async has(repository: string, commit: string, file: { readonly path: string; readonly bytes: number }) {
    const status = await stat(this.file(repository, commit, file.path)).catch(() => undefined);
    return status?.isFile() === true && status.size === file.bytes;
  }

  /** Names of all repositories, `owner/name`, in order. */
  async repositories(): Promise<readonly string[]> {
    const names = await readdir(this.root).catch(() => []);
    const parts = names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length).split('--'));
    return parts
      .flatMap(([owner, name, ...more]) => (name === undefined || more.length > 0 ? [] : [`${owner}/${name}`]))
      .sort();
  }

  async snapshots(repository: string): Promise<readonly Snapshot[]> {
    const folder = path.join(this.folder(repository), 'snapshots');
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    // A link could lead anywhere, and what is in a snapshot can be removed.
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const revisions = await this.revisions(repository);
    return names.filter(isCommit).map((commit) => ({
      commit,
      revisions: revisions.flatMap(([revision, of]) => (of === commit ? [revision] : [])),
    }));
  }

  /** Every name with what it means. */
  protected async revisions(repository: string): Promise<readonly (readonly [revision: string, commit: string])[]> {
    const folder = path.join(this.folder(repository), 'refs');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const revisions = names.map((file) => path.relative(folder, file).split(path.sep).join('/')).sort();
    const commits = await Promise.all(revisions.map((revision) => this.commitOf(repository, revision)));
    return revisions.flatMap((revision, i) => (commits[i] === undefined ? [] : [[revision, commits[i]] as const]));
  }

  /** Digest under which a snapshot's file is kept; undefined when the file is no link to a content. */
  async digestOf(repository: string, file: string): Promise<string | undefined> {
    const status = await lstat(file).catch(() => undefined);
    if (status?.isSymbolicLink() !== true) return undefined;
    const target = path.resolve(path.dirname(file), await readlink(file));
    return path.dirname(target) === this.blobs(repository) ? path.basename(target) : undefined;
  }

  /** Files of a snapshot, absolute, links to them too. */
  async filesOf(repository: string, commit: string): Promise<readonly string[]> {
    const folder = this.snapshot(repository, commit);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
  }
}
