/** @file What changes the cache of the hub: files get their names in snapshots, and go again. */
import { copyFile, link, lstat, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from '../../files/system-code.ts';
import { isLeftOver, temporaryName } from '../../files/temporary-file.ts';
import { renameOver } from '../../files/write-then-rename.ts';
import { makeFolder } from '../../store/folders.ts';
import { isCommit } from '../network/hub-spec.ts';
import { HubCache } from './hub-cache.ts';
import { removeUnfinished } from './partial-file.ts';

export class WritableHubCache extends HubCache {
  readonly #links: boolean;

  /** @param links whether links may be made; Windows may refuse them, and real files stand in then */
  constructor(root: string, links = true) {
    super(root);
    this.#links = links;
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

  /** Removes contents that are not what their names say, wherever they are used, so that they are fetched anew. */
  async discard(
    repository: string,
    commit: string,
    files: readonly { readonly path: string; readonly digest: string }[],
  ): Promise<void> {
    for (const { path: file, digest } of files) {
      await rm(this.file(repository, commit, file), { force: true });
      await rm(this.blob(repository, digest), { force: true });
    }
  }

  async writeRevision(repository: string, revision: string, commit: string): Promise<void> {
    if (isCommit(revision)) return;
    const file = this.reference(repository, revision);
    await makeFolder(path.dirname(file));
    const temporary = path.join(this.blobs(repository), temporaryName());
    await writeFile(temporary, commit);
    await renameOver(temporary, file);
  }

  /** Removes a snapshot, what no other one shares of it, and the repository's folder when it was the last. */
  async removeSnapshot(repository: string, commit: string): Promise<void> {
    const others = (await this.snapshots(repository)).filter((one) => one.commit !== commit);
    if (others.length === 0) return rm(this.folder(repository), { recursive: true, force: true });
    await this.removeFiles(repository, await this.filesOf(repository, commit));
    await rm(this.snapshot(repository, commit), { recursive: true, force: true });
    await removeUnfinished(this.blobs(repository));
    for (const [revision, of] of await this.revisions(repository)) {
      if (of === commit) await rm(this.reference(repository, revision), { force: true });
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
