/** @file What concerns the whole workspace: symbols, and renamed files. */
import path from 'node:path';
import { URI } from 'langium';
import type { FileOperationHandler, WorkspaceSymbolProvider } from 'langium/lsp';
import {
  FileChangeType,
  type FileEvent,
  FileOperationPatternKind,
  type FileOperationRegistrationOptions,
  type RenameFilesParams,
  type WorkspaceEdit,
  type WorkspaceSymbol,
} from 'vscode-languageserver';
import { type FileRename, pathChanges } from '../../features/file-rename.ts';
import { findSymbols } from '../../features/workspace-symbols.ts';
import type { PromptWorkspace } from '../workspace.ts';
import type { WorkspaceFolder } from '../workspace-folder.ts';
import { editsOf, rangeOf } from './protocol.ts';

export class PromptSymbols implements WorkspaceSymbolProvider {
  private readonly workspace: () => PromptWorkspace;

  constructor(workspace: () => PromptWorkspace) {
    this.workspace = workspace;
  }

  async getSymbols({ query }: { readonly query: string }): Promise<WorkspaceSymbol[]> {
    await this.workspace().indexed;
    return this.workspace()
      .knownFolders()
      .flatMap((folder) =>
        findSymbols(folder.documents(), query).map(({ name, kind, at, document }) => ({
          name,
          kind,
          location: { uri: uriIn(folder, at.file), range: rangeOf(document, at) },
        })),
      );
  }
}

/** A text that is not on disk has a folder of its own, called by its URI. */
function uriIn({ root }: WorkspaceFolder, file: string): string {
  return path.isAbsolute(root) ? URI.file(path.join(root, file)).toString() : root;
}

const filters: FileOperationRegistrationOptions['filters'] = [
  {
    scheme: 'file',
    pattern: { glob: '**/*.{vlprompt,txt,yaml,yml,json,png,jpg,jpeg,webp}', matches: FileOperationPatternKind.file },
  },
  { scheme: 'file', pattern: { glob: '**', matches: FileOperationPatternKind.folder } },
];

/** Keeps the paths in prompt files leading to where they led when files are renamed or moved. */
export class PromptFileRenames implements FileOperationHandler {
  readonly fileOperationOptions = { willRename: { filters }, didRename: { filters } };
  private readonly workspace: () => PromptWorkspace;
  private readonly tell: (changes: FileEvent[]) => void;

  /** @param tell takes what has changed on disk. */
  constructor(workspace: () => PromptWorkspace, tell: (changes: FileEvent[]) => void) {
    this.workspace = workspace;
    this.tell = tell;
  }

  async willRenameFiles({ files }: RenameFilesParams): Promise<WorkspaceEdit | null> {
    await this.workspace().indexed;
    const changes = this.workspace()
      .knownFolders()
      .flatMap((folder) => this.changesIn(folder, files));
    return changes.length === 0 ? null : { changes: Object.fromEntries(changes) };
  }

  /**
   * What prompts name anew was looked for before it was there, and watchers tell neither of files that they were not
   * asked to watch nor of those in a folder.
   */
  didRenameFiles({ files }: RenameFilesParams): void {
    this.tell(files.flatMap(({ oldUri, newUri }) => this.movedBy(oldUri, newUri)));
  }

  private movedBy(from: string, to: string): FileEvent[] {
    const { folder, file } = this.workspace().placeOf(URI.parse(from));
    const below = folder.library.filesBelow(file).map((each) => to + encodeURI(each.slice(file.length)));
    const created = [to, ...below].map((uri): FileEvent => ({ uri, type: FileChangeType.Created }));
    return [{ uri: from, type: FileChangeType.Deleted }, ...created];
  }

  private changesIn(folder: WorkspaceFolder, files: RenameFilesParams['files']) {
    const renames = files.flatMap(({ oldUri, newUri }) => this.renameIn(folder, URI.parse(oldUri), URI.parse(newUri)));
    if (renames.length === 0) return [];
    return folder.documents().flatMap((document) => {
      const edits = editsOf(document, pathChanges(document, renames));
      return edits.length === 0 ? [] : [[uriIn(folder, document.file), edits] as const];
    });
  }

  /** What leaves the folder cannot be named any more; its paths stay as they are. */
  private renameIn(folder: WorkspaceFolder, from: URI, to: URI): FileRename[] {
    const [before, after] = [this.workspace().placeOf(from), this.workspace().placeOf(to)];
    if (before.folder !== folder || after.folder !== folder) return [];
    return [{ from: before.file, to: after.file }];
  }
}
