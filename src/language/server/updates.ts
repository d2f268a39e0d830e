/** @file What happens to files: typed in, closed, changed on disk by somebody else. */
import { DocumentState, URI } from 'langium';
import { DefaultDocumentUpdateHandler, type LangiumSharedServices } from 'langium/lsp';
import {
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  type Disposable,
  FileChangeType,
  type FileSystemWatcher,
  type TextDocumentChangeEvent,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isPromptFile } from '../program/file-references.ts';
import { isServedAsWildcards, isWildcards } from './wildcards/open-wildcards.ts';
import type { PromptWorkspace } from './workspace.ts';

export class PromptUpdates extends DefaultDocumentUpdateHandler {
  private readonly services: LangiumSharedServices;
  private readonly workspace: () => PromptWorkspace;
  private canWatch = false;
  private watched = '';
  private watching: Promise<Disposable> | undefined;

  constructor(services: LangiumSharedServices, workspace: () => PromptWorkspace) {
    super(services);
    this.services = services;
    this.workspace = workspace;
    services.workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, async () => this.watch());
    services.lsp.LanguageServer.onInitialized(() => this.index());
  }

  /** Langium asks once, when it is known that the client can watch; what is to be watched is found out later. */
  protected override registerFileWatcher(): void {
    this.canWatch = true;
  }

  private async index(): Promise<void> {
    await this.workspace().index();
    this.refresh();
  }

  /** Checks open files anew as far as others that they build on have changed. */
  private refresh(): void {
    this.fireDocumentUpdate([], []);
  }

  override didChangeContent(change: TextDocumentChangeEvent<TextDocument>): void {
    const { document } = change;
    const { folder, file } = this.workspace().placeOf(URI.parse(document.uri));
    const isWildcards = isServedAsWildcards(document, { folder, file });
    // Before prompt files that read them are looked at.
    if (isWildcards) folder.putOpenWildcards(file, document.getText());
    if (isWildcards || isPrompts(document)) super.didChangeContent(change);
    else this.wordsChanged(document);
  }

  private wordsChanged(document: TextDocument): void {
    const { folder, file } = this.workspace().placeOf(URI.parse(document.uri));
    folder.putOpenWords(file, document.getText());
    this.refresh();
  }

  async didCloseDocument({ document }: TextDocumentChangeEvent<TextDocument>): Promise<void> {
    const uri = URI.parse(document.uri);
    const { folder, file } = this.workspace().placeOf(uri);
    await folder.close(file);
    if (isPrompts(document) || isWildcards(document)) this.fireDocumentUpdate([], [uri]);
    else this.refresh();
  }

  override async didChangeWatchedFiles({ changes }: DidChangeWatchedFilesParams): Promise<void> {
    const changed = await Promise.all(changes.map(({ uri, type }) => this.changedOnDisk(URI.parse(uri), type)));
    if (changed.includes(true)) this.refresh();
  }

  /** A deleted folder takes with it what is in it, of which nobody tells. */
  private async changedOnDisk(uri: URI, type: FileChangeType): Promise<boolean> {
    const { folder, file } = this.workspace().placeOf(uri);
    const below = type === FileChangeType.Deleted ? folder.library.filesBelow(file) : [];
    const changed = await Promise.all([file, ...below].map((each) => folder.changedOnDisk(each)));
    return changed.includes(true);
  }

  /** Prompt files, and of all others only those that wildcards are read from: while images are drawn, many change. */
  private watch(): void {
    const files = this.workspace()
      .knownFolders()
      .flatMap(({ root, library }) => library.wildcardPaths().map((file) => `${URI.file(root).fsPath}/${file}`));
    const globs = ['**/*.vlprompt', ...files.map(literalGlob)].toSorted();
    if (!this.canWatch || globs.join('\n') === this.watched) return;
    this.watched = globs.join('\n');
    const watchers: FileSystemWatcher[] = globs.map((globPattern) => ({ globPattern }));
    const before = this.watching;
    this.watching = this.services.lsp.Connection?.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    void before?.then((registered) => registered.dispose());
  }
}

function isPrompts({ uri, languageId }: TextDocument): boolean {
  return languageId === 'vlprompt' || isPromptFile(uri);
}

/** A path in which nothing is a pattern. */
function literalGlob(path: string): string {
  return path.replaceAll('\\', '/').replace(/[*?[\]{}]/g, '[$&]');
}
