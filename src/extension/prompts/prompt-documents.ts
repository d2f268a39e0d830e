import {
  type Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { Plans } from '../language/plans.ts';
import { promptList } from './prompt-list.ts';

const scheme = 'vlprompt-prompts';

/** Lists of prompts as read-only documents that follow their prompt file while it is edited. */
export class PromptDocuments implements TextDocumentContentProvider, Disposable {
  readonly #plans: Plans;
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: readonly Disposable[];

  constructor(plans: Plans) {
    this.#plans = plans;
    this.#subscriptions = [
      workspace.registerTextDocumentContentProvider(scheme, this),
      plans.onDidChange(({ uri }) => this.#refresh(uri)),
    ];
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const id = idOf(uri);
    const { plan } = await this.#plans.ofFile(id.uri);
    return promptList(plan, id.name);
  }

  /** Beside the editor, which keeps the focus. */
  async show(id: DeclarationId): Promise<void> {
    const document = await workspace.openTextDocument(addressOf(id));
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #refresh(uri: string): void {
    const open = workspace.textDocuments.filter((document) => document.uri.scheme === scheme);
    for (const document of open) if (idOf(document.uri).uri === uri) this.#changed.fire(document.uri);
  }
}

/** The file is the query, so that the tab is named after the declaration. */
function addressOf({ uri, name }: DeclarationId): Uri {
  return Uri.from({ scheme, path: `/Prompts of ${name}`, query: uri });
}

function idOf({ path, query }: Uri): DeclarationId {
  return { uri: query, name: path.replace(/^\/Prompts of /u, '') };
}
