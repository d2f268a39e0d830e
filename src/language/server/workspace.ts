/** @file Documents of the server, as prompt documents with their place in the workspace. */
import path from 'node:path';
import { type LangiumDocument, type LangiumSharedCoreServices, URI } from 'langium';
import { type Checked, checkAll, findProblems, type Surroundings } from '../checks/check.ts';
import type { Problem } from '../diagnostics/problem.ts';
import { alone, createDocument, createSource, type PromptDocument } from '../document.ts';
import type { PromptFile } from '../generated/ast.ts';
import type { Host } from '../host.ts';
import { isInside } from '../is-inside.ts';
import { relativePath } from '../service.ts';

export class PromptWorkspace {
  private readonly manager: () => LangiumSharedCoreServices['workspace']['WorkspaceManager'];
  private readonly host: Host;
  private readonly known = new WeakMap<LangiumDocument['parseResult'], PromptDocument>();

  constructor(shared: LangiumSharedCoreServices, host: Host) {
    this.manager = () => shared.workspace.WorkspaceManager;
    this.host = host;
  }

  /** Made once for each parsed text. */
  documentOf(document: LangiumDocument): PromptDocument {
    const known = this.known.get(document.parseResult);
    if (known) return known;
    // The only grammar there is makes prompt files.
    const parsed = document.parseResult as LangiumDocument<PromptFile>['parseResult'];
    const made = alone(createSource(this.nameOf(document.uri), document.textDocument.getText(), parsed));
    this.known.set(document.parseResult, made);
    return made;
  }

  /** The plan of a text that may be newer than what was parsed last. */
  planText(uri: URI, text: string): Promise<Checked> {
    return checkAll(createDocument(this.nameOf(uri), text), this.surroundings(uri));
  }

  problemsOf(document: LangiumDocument): Promise<Problem[]> {
    return findProblems(this.documentOf(document), this.surroundings(document.uri));
  }

  private surroundings(uri: URI): Surroundings {
    return {
      // What is not on disk has no folders beside it to be missing.
      folderExists: async (folder) =>
        uri.scheme !== 'file' || this.host.folderExists(path.join(this.folderOf(uri), folder)),
      countTokens: this.host.tokenCounterOf?.(this.folderOf(uri)),
    };
  }

  /** A path relative to the workspace, as a URI. */
  resolve(uri: URI, relative: string): URI {
    return uri.with({ path: path.posix.join(URI.file(this.folderOf(uri)).path, relative) });
  }

  private nameOf(uri: URI): string {
    return uri.scheme === 'file' ? relativePath(uri.fsPath, this.folderOf(uri)) : path.posix.basename(uri.path);
  }

  /** The workspace folder around a file; the deepest when they lie in each other, the file's own when there is none. */
  private folderOf(uri: URI): string {
    const folders = (this.manager().workspaceFolders ?? []).map((folder) => URI.parse(folder.uri).fsPath);
    const around = folders.filter((folder) => isInside(uri.fsPath, folder)).toSorted((a, b) => b.length - a.length);
    return around[0] ?? path.dirname(uri.fsPath);
  }
}
