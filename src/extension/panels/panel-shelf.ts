/** @file The open tabs of one kind: at most one a declaration, opened beside the editor, restored after a reload. */
import { type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { keyOf } from '../boards/board.ts';
import { readDeclarationId } from './declaration-id.ts';

export interface ShelfOptions {
  readonly viewType: string;
  readonly titleOf: (id: DeclarationId) => string;
  readonly icon: string;
  /** Makes the panel live until it is disposed. */
  readonly furnish: (panel: WebviewPanel, id: DeclarationId) => void;
}

export class PanelShelf {
  readonly #context: ExtensionContext;
  readonly #options: ShelfOptions;
  readonly #panels = new Map<string, WebviewPanel>();

  constructor(context: ExtensionContext, options: ShelfOptions) {
    this.#context = context;
    this.#options = options;
    context.subscriptions.push(
      window.registerWebviewPanelSerializer(options.viewType, {
        deserializeWebviewPanel: async (panel, state) => this.#revive(panel, state),
      }),
    );
  }

  /** The editor keeps the focus: who draws goes on writing. */
  show(id: DeclarationId): void {
    const known = this.#panels.get(keyOf(id));
    if (known) known.reveal(undefined, true);
    else this.#take(this.#create(id), id);
  }

  has(id: DeclarationId): boolean {
    return this.#panels.has(keyOf(id));
  }

  #create(id: DeclarationId): WebviewPanel {
    const { viewType, titleOf } = this.#options;
    const place = { viewColumn: freeColumn(), preserveFocus: true };
    return window.createWebviewPanel(viewType, titleOf(id), place, { retainContextWhenHidden: false });
  }

  #revive(panel: WebviewPanel, state: unknown): void {
    const id = readDeclarationId(state);
    if (id && !this.has(id)) this.#take(panel, id);
    else panel.dispose();
  }

  #take(panel: WebviewPanel, id: DeclarationId): void {
    const { titleOf, icon, furnish } = this.#options;
    panel.title = titleOf(id);
    const media = Uri.joinPath(this.#context.extensionUri, 'media');
    panel.iconPath = {
      light: Uri.joinPath(media, `${icon}-light.svg`),
      dark: Uri.joinPath(media, `${icon}-dark.svg`),
    };
    this.#panels.set(keyOf(id), panel);
    panel.onDidDispose(() => this.#panels.delete(keyOf(id)));
    furnish(panel, id);
  }
}

/** Where another of our tabs is already, else beside the editor: grids and matrices share one group. */
export function freeColumn(): ViewColumn {
  const groups = window.tabGroups.all;
  const ours = groups.find(({ tabs }) => tabs.some(({ input }) => isOurs(input)));
  return ours?.viewColumn ?? ViewColumn.Beside;
}

/** VS Code puts a prefix before the view type of a tab. */
function isOurs(input: unknown): boolean {
  return (
    typeof input === 'object' &&
    input !== null &&
    'viewType' in input &&
    typeof input.viewType === 'string' &&
    /(^|-)vlprompt\.(grid|matrix|compare)$/.test(input.viewType)
  );
}
