/**
 * @file The folder that Python's tools and VLPrompt share, in its layout: contents once under their digests, snapshots
 * of links to them, names of revisions. https://huggingface.co/docs/hub/local-cache
 */
import { copyFile, link, lstat, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from '../store/store-failure.ts';
import { makeFolder, renameOver } from '../store/store-files.ts';
import { isLeftOver, temporaryName } from '../store/temporary-file.ts';
import { isCommit } from './hub-spec.ts';
import { removeUnfinished } from './partial-file.ts';

/** A commit of which there are files. */
export interface Snapshot {
  readonly commit: string;
  /** Names of revisions that mean it. */
  readonly revisions: readonly string[];
}

const PREFIX = 'models--';

export class HubCache {
  /** Absolute. */
  readonly root: string;
  readonly #links: boolean;

  /** @param links whether links may be made; Windows may refuse them, and real files stand in then */
  constructor(root: string, links = true) {
    this.root = root;
    this.#links = links;
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
    const text = await readFile(this.#ref(repository, revision), 'utf8').catch(() => '');
    return isCommit(text.trim()) ? text.trim() : undefined;
  }

  async writeRevision(repository: string, revision: string, commit: string): Promise<void> {
    if (isCommit(revision)) return;
    const file = this.#ref(repository, revision);
    await makeFolder(path.dirname(file));
    const temporary = path.join(this.blobs(repository), temporaryName());
    await writeFile(temporary, commit);
    await renameOver(temporary, file);
  }

  #ref(repository: string, revision: string): string {
    return path.join(this.folder(repository), 'refs', ...revision.split('/'));
  }

  /** Whether a file of a commit is there whole, as far as its size says. */
  async has(repository: string, commit: string, file: { readonly path: string; readonly bytes: number }) {
    const status = await stat(this.file(repository, commit, file.path)).catch(() => undefined);
    return status?.isFile() === true && status.size === file.bytes;
  }

  /** Makes a content that is there appear in a snapshot, under each of these paths. */
  async place(repository: string, commit: string, digest: string, files: readonly string[]): Promise<void> {
    const blob = this.blob(repository, digest);
    let isLinked = true;
    for (const file of files) {
      const target = this.file(repository, commit, file);
      await makeFolder(path.dirname(target));
      isLinked = (await this.#link(blob, target, path.join(this.blobs(repository), temporaryName()))) && isLinked;
    }
    // Where there are no links, the layout has contents in snapshots only.
    if (!isLinked) await rm(blob, { force: true });
  }

  /**
   * @param temporary not in the snapshot: whoever is killed here must not leave a file that the model has not
   * @returns whether it is a link; otherwise it is a file
   */
  async #link(blob: string, target: string, temporary: string): Promise<boolean> {
    const isLink = this.#links && (await isMade(symlink(path.relative(path.dirname(target), blob), temporary, 'file')));
    if (!isLink && !(await isMade(link(blob, temporary)))) await copyFile(blob, temporary);
    await renameOver(temporary, target);
    return isLink;
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
    const names = await readdir(path.join(this.folder(repository), 'snapshots')).catch(() => []);
    const revisions = await this.#revisions(repository);
    return names.filter(isCommit).map((commit) => ({
      commit,
      revisions: revisions.flatMap(([revision, of]) => (of === commit ? [revision] : [])),
    }));
  }

  async #revisions(repository: string): Promise<readonly (readonly [revision: string, commit: string])[]> {
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

  /** Where a commit's files will be: whoever looks sees that it was begun. */
  async begin(repository: string, commit: string): Promise<void> {
    await makeFolder(this.snapshot(repository, commit));
    await makeFolder(this.blobs(repository));
    await this.#sweep(this.blobs(repository));
  }

  /** Removes names of files that killed processes never gave their final ones. */
  async #sweep(blobs: string): Promise<void> {
    for (const name of await readdir(blobs)) {
      const status = await lstat(path.join(blobs, name)).catch(() => undefined);
      if (status !== undefined && isLeftOver(name, status.mtimeMs)) await rm(path.join(blobs, name), { force: true });
    }
  }

  /** Removes a snapshot, what no other one shares of it, and the repository's folder when it was the last. */
  async removeSnapshot(repository: string, commit: string): Promise<void> {
    const others = (await this.snapshots(repository)).filter((one) => one.commit !== commit);
    if (others.length === 0) return rm(this.folder(repository), { recursive: true, force: true });
    await this.removeFiles(repository, await this.filesOf(repository, commit));
    await rm(this.snapshot(repository, commit), { recursive: true, force: true });
    await removeUnfinished(this.blobs(repository));
    for (const [revision, of] of await this.#revisions(repository)) {
      if (of === commit) await rm(this.#ref(repository, revision), { force: true });
    }
  }

  /**
   * Removes files with their contents, unless another file has the same.
   * @param files absolute paths in snapshots of the repository
   */
  async removeFiles(repository: string, files: readonly string[]): Promise<void> {
    const contents = await Promise.all(files.map((file) => this.digestOf(repository, file)));
    for (const file of files) await rm(file, { force: true });
    const left = new Set(
      (
        await Promise.all((await this.snapshots(repository)).map((one) => this.#contents(repository, one.commit)))
      ).flat(),
    );
    for (const digest of contents) {
      if (digest !== undefined && !left.has(digest)) await rm(this.blob(repository, digest), { force: true });
    }
  }

  async #contents(repository: string, commit: string): Promise<readonly string[]> {
    const files = await this.filesOf(repository, commit);
    const digests = await Promise.all(files.map((file) => this.digestOf(repository, file)));
    return digests.filter((digest) => digest !== undefined);
  }
}

/** What links fail with where there are none: no right to make them, no such thing on the disk. */
const noLinks = new Set(['EPERM', 'EACCES', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'UNKNOWN', 'EXDEV', 'EMLINK']);

async function isMade(making: Promise<void>): Promise<boolean> {
  try {
    await making;
    return true;
  } catch (error) {
    if (noLinks.has(systemCode(error) ?? '')) return false;
    throw error;
  }
}
