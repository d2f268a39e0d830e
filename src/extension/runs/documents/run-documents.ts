import path from 'node:path';
import { commands, type Disposable, extensions, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import type { RunId } from '../../../protocol/runs.ts';
import { momentText } from '../moment-text.ts';
import type { RunLibrary } from '../run-library.ts';
import { runDocument } from './run-document.ts';

const scheme = 'vlprompt-run';

/** Runs as read-only Markdown. */
export class RunDocuments implements TextDocumentContentProvider, Disposable {
  readonly #library: RunLibrary;
  readonly #registration: Disposable;

  constructor(library: RunLibrary) {
    this.#library = library;
    this.#registration = workspace.registerTextDocumentContentProvider(scheme, this);
  }

  async provideTextDocumentContent({ query }: Uri): Promise<string> {
    const [folder = '', run = ''] = query.split('\n');
    return runDocument(await this.#library.record(folder, run));
  }

  /** As a page, where VS Code's own Markdown preview is on. */
  async show(folder: string, { id, name, started }: { id: RunId; name: string; started: string }): Promise<void> {
    const title = `${name} ${momentText(started).replace(':', '.')}.md`;
    const uri = Uri.from({ scheme, path: path.posix.join('/', title), query: `${folder}\n${id}` });
    const hasPreview = extensions.getExtension('vscode.markdown-language-features') !== undefined;
    await commands.executeCommand(hasPreview ? 'markdown.showPreview' : 'vscode.open', uri);
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
