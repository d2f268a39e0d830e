/** @file Plans of files as they stand in the editor, and news of those that a change elsewhere has made others. */
import { readFile } from 'node:fs/promises';
import { DocumentState, URI } from 'langium';
import type { Connection } from 'vscode-languageserver';
import {
  type PlanParams,
  type PlanResult,
  type PlansChangedParams,
  planRequest,
  plansChangedNotification,
} from '../../protocol/language.ts';
import type { PromptDocument } from '../document.ts';
import type { PromptServer } from './services.ts';

export class ServedPlans {
  private readonly connection: Connection;
  private readonly server: PromptServer;
  /** By URI, what the last plan was made of; nothing once the client knows that it is outdated. */
  private readonly planned = new Map<string, PromptDocument>();

  constructor(connection: Connection, server: PromptServer) {
    this.connection = connection;
    this.server = server;
    connection.onRequest(planRequest, (params: PlanParams) => this.planOf(params));
    const { DocumentBuilder } = server.shared.workspace;
    DocumentBuilder.onBuildPhase(DocumentState.Validated, () => this.tellOfOutdated());
    // Files that changed on disk may concern no open one, and then nothing is built.
    DocumentBuilder.onUpdate((typed) => (typed.length === 0 ? this.tellOfOutdated() : undefined));
  }

  /** Of the text in the editor, or on disk when no editor has it. */
  private async planOf(params: PlanParams): Promise<PlanResult> {
    const { workspace } = this.server;
    const uri = URI.parse(params.uri);
    const text = this.openText(params.uri) ?? (await readFile(uri.fsPath, 'utf8'));
    const document = await workspace.completeText(uri, text);
    // Before anything is waited for: what changes meanwhile is news.
    this.planned.set(params.uri, document);
    const { plan, problems } = await workspace.check(uri, document);
    return { plan, errors: problems.filter((found) => found.severity === 'error').length };
  }

  private async tellOfOutdated(): Promise<void> {
    const uris = [...this.planned].filter(([uri, document]) => this.isNews(uri, document)).map(([uri]) => uri);
    if (uris.length === 0) return;
    for (const uri of uris) this.planned.delete(uri);
    await this.connection.sendNotification(plansChangedNotification, { uris } satisfies PlansChangedParams);
  }

  /** Documents never change once they are made: another one says other things, or at least may. */
  private isNews(uri: string, planned: PromptDocument): boolean {
    const { folder, file } = this.server.workspace.placeOf(URI.parse(uri));
    const text = this.openText(uri);
    const isTyped = text !== undefined && text !== planned.text;
    return !isTyped && folder.library.document(file) !== planned;
  }

  private openText(uri: string): string | undefined {
    return this.server.shared.workspace.TextDocuments.get(uri)?.getText();
  }
}
