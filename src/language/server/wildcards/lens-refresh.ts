/** @file Asks editors for the lines above wildcard files anew when prompt files change what they say. */
import { DocumentState } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { CodeLensRefreshRequest } from 'vscode-languageserver';
import { summaryOf } from '../../wildcard/features/counts.ts';
import { isWildcards, type WildcardWorkspace } from './open-wildcards.ts';

export class LensRefresh {
  private readonly shared: LangiumSharedServices;
  private readonly workspace: WildcardWorkspace;
  private isSupported = false;
  /** What the open files' lines said last. */
  private said = '';

  constructor(shared: LangiumSharedServices, workspace: WildcardWorkspace) {
    this.shared = shared;
    this.workspace = workspace;
    shared.lsp.LanguageServer.onInitialize(({ capabilities }) => {
      this.isSupported = capabilities.workspace?.codeLens?.refreshSupport === true;
    });
    shared.workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, () => this.refresh());
  }

  private async refresh(): Promise<void> {
    if (!this.isSupported) return;
    const open = this.shared.workspace.LangiumDocuments.all.filter(({ textDocument }) => isWildcards(textDocument));
    const views = open.map((document) => this.workspace.viewOf(document)).toArray();
    const says = JSON.stringify(views.map((view) => [view.uri, summaryOf(view)]));
    const isNews = views.length > 0 && says !== this.said;
    this.said = says;
    // Not awaited: an editor may answer only after what it asks for meanwhile, which waits for this phase to end.
    if (isNews) void this.shared.lsp.Connection?.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  }
}
