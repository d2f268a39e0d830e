/** @file Documents of the server, as prompt documents with their place in the workspace. */
import path from 'node:path';
import { type LangiumDocument, type LangiumSharedCoreServices, URI } from 'langium';
import { type Checked, checkAll, findProblems, type Surroundings } from '../checks/check.ts';
import type { Problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Disk } from '../features/completion/paths.ts';
import type { PromptFile } from '../generated/ast.ts';
import type { Host, TokenCounter } from '../host.ts';
import { isInside } from '../is-inside.ts';
import { relativePath } from '../service.ts';
import { diskOf } from './disk.ts';
import { withMemory } from './folder-memory.ts';
import { WorkspaceFolder } from './workspace-folder.ts';

export class PromptWorkspace {
  private readonly manager: () => LangiumSharedCoreServices['workspace']['WorkspaceManager'];
  private readonly host: Host;
  private readonly folderExists: Host['folderExists'];
  private readonly fileExists: Host['fileExists'];
  readonly isDownloaded: Host['isDownloaded'];
  private readonly folders = new Map<string, WorkspaceFolder>();

  constructor(shared: LangiumSharedCoreServices, host: Host) {
    this.manager = () => shared.workspace.WorkspaceManager;
    this.host = host;
    this.folderExists = withMemory(host.folderExists);
    this.fileExists = withMemory(host.fileExists);
    this.isDownloaded = host.isDownloaded;
  }

  /** Linked with all that is known of the files it names. Made once for each state of them. */
  documentOf(document: LangiumDocument): PromptDocument {
    const { folder, file } = this.placeOf(document.uri);
    // The only grammar there is makes prompt files.
    const parsed = document.parseResult as LangiumDocument<PromptFile>['parseResult'];
    return folder.putOpen(file, document.textDocument.getText(), parsed);
  }

  /** Of every prompt file in the workspace folder around a file. */
  documentsAround(uri: URI): PromptDocument[] {
    return this.placeOf(uri).folder.documents();
  }

  /** The workspace folder around a file, and the file's place in it. */
  placeOf(uri: URI): { readonly folder: WorkspaceFolder; readonly file: string } {
    if (uri.scheme !== 'file') return { folder: this.folderAt(uri.toString()), file: path.posix.basename(uri.path) };
    const root = this.folderOf(uri);
    return { folder: this.folderAt(root), file: relativePath(uri.fsPath, root) };
  }

  /** Every folder that a file was read in. */
  knownFolders(): readonly WorkspaceFolder[] {
    return [...this.folders.values()];
  }

  /** Settles when every prompt file of the workspace's folders is known. */
  indexed: Promise<void> = Promise.resolve();

  /** Reads every prompt file of the workspace's folders. */
  index(): Promise<void> {
    this.indexed = this.readFolders();
    return this.indexed;
  }

  private async readFolders(): Promise<void> {
    for (const root of this.roots()) await this.folderAt(root).index();
  }

  /** A document with all that it reaches, read from disk where no editor has it. */
  async complete(document: LangiumDocument): Promise<PromptDocument> {
    const { file } = this.documentOf(document);
    if (document.uri.scheme === 'file') await this.placeOf(document.uri).folder.complete(file);
    return this.documentOf(document);
  }

  /** All that can be said without counting tokens. */
  problemsOf(uri: URI, document: PromptDocument): Promise<Problem[]> {
    return findProblems(document, this.surroundings(uri, document));
  }

  /** A text that may be newer than what was parsed last, with all that it reaches. */
  async completeText(uri: URI, text: string): Promise<PromptDocument> {
    const { folder, file } = this.placeOf(uri);
    folder.library.putPrompts(file, text);
    if (uri.scheme === 'file') await folder.complete(file);
    return folder.putPrompts(file, text);
  }

  /** All that can be said of a document, and its plan. */
  check(uri: URI, document: PromptDocument): Promise<Checked> {
    return checkAll(document, { ...this.surroundings(uri, document), countTokens: this.tokenCounterFor(uri) });
  }

  tokenCounterFor(uri: URI): TokenCounter | undefined {
    return this.host.tokenCounterOf?.(this.folderOf(uri));
  }

  private surroundings(uri: URI, { file }: PromptDocument): Surroundings {
    const { folder } = this.placeOf(uri);
    // What is not on disk has nothing beside it to be missing.
    const asked = (exists: Host['fileExists']) => async (wanted: string) =>
      uri.scheme !== 'file' || exists(path.join(this.folderOf(uri), wanted));
    return {
      folderExists: asked(this.folderExists),
      fileExists: asked(this.fileExists),
      isDownloaded: this.isDownloaded,
      isUsedElsewhere: folder.usedElsewhere(file),
    };
  }

  /** A path relative to the workspace, as a URI. */
  resolve(uri: URI, relative: string): URI {
    return uri.with({ path: path.posix.join(URI.file(this.folderOf(uri)).path, relative) });
  }

  diskOf(uri: URI): Disk {
    return diskOf(this.folderOf(uri));
  }

  /** The workspace folder around a file; the deepest when they lie in each other, the file's own when there is none. */
  private folderOf(uri: URI): string {
    const around = this.roots().filter((folder) => isInside(uri.fsPath, folder));
    return around.toSorted((a, b) => b.length - a.length)[0] ?? path.dirname(uri.fsPath);
  }

  /** Absolute paths. */
  private roots(): string[] {
    const uris = (this.manager().workspaceFolders ?? []).map((folder) => URI.parse(folder.uri));
    return uris.filter((uri) => uri.scheme === 'file').map((uri) => uri.fsPath);
  }

  /** Texts that no folder holds have a folder of their own. */
  private folderAt(root: string): WorkspaceFolder {
    const known = this.folders.get(root);
    if (known) return known;
    const folder = new WorkspaceFolder(this.host, root);
    this.folders.set(root, folder);
    return folder;
  }
}
