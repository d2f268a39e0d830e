/**
 * @file Problems of wildcard files that prompt files read, also of those that no editor has or that one has in a
 * language of its own, such as YAML. Of a file that is open as wildcards Langium tells.
 */
import { DocumentState, type LangiumSharedCoreServices, URI } from 'langium';
import type { Connection, Diagnostic } from 'vscode-languageserver';
import { checkWords } from '../../wildcard/features/check-view.ts';
import { toLsp } from '../validator.ts';
import { isWildcards, type OpenWildcards, type WildcardWorkspace } from './open-wildcards.ts';

export class WildcardReports {
  private readonly connection: Pick<Connection, 'sendDiagnostics'>;
  private readonly documents: LangiumSharedCoreServices['workspace']['LangiumDocuments'];
  private readonly workspace: WildcardWorkspace;
  /** By URI, as text. */
  private readonly sent = new Map<string, string>();

  constructor(
    connection: Pick<Connection, 'sendDiagnostics'>,
    { workspace }: LangiumSharedCoreServices,
    wildcards: WildcardWorkspace,
  ) {
    this.connection = connection;
    this.documents = workspace.LangiumDocuments;
    this.workspace = wildcards;
    workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, () => this.report());
  }

  private async report(): Promise<void> {
    const known = this.workspace.known();
    const views = known.filter(({ uri }) => !this.isOpen(uri));
    for (const { uri } of known) if (this.isOpen(uri)) this.sent.delete(uri);
    const told = new Map(views.map((view) => [view.uri, problemsOf(view)]));
    for (const uri of this.sent.keys()) if (!told.has(uri) && !this.isOpen(uri)) told.set(uri, []);
    for (const [uri, diagnostics] of told) await this.send(uri, diagnostics);
  }

  private isOpen(uri: string): boolean {
    const document = this.documents.getDocument(URI.parse(uri));
    return document !== undefined && isWildcards(document.textDocument);
  }

  private async send(uri: string, diagnostics: Diagnostic[]): Promise<void> {
    const news = JSON.stringify(diagnostics);
    if ((this.sent.get(uri) ?? '[]') === news) return;
    this.sent.set(uri, news);
    await this.connection.sendDiagnostics({ uri, diagnostics });
  }
}

/** Hints help those who look at a file, and clutter the list of problems for all others. */
function problemsOf(view: OpenWildcards): Diagnostic[] {
  return checkWords(view).map((found) => toLsp(view, found));
}
