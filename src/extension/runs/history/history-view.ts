/** @file The runs that were, in the side bar. */
import {
  commands,
  type Disposable,
  EventEmitter,
  type Memento,
  TreeItemCollapsibleState,
  window,
  workspace,
} from 'vscode';
import { paced } from '../../paced.ts';
import { rowItem } from '../row-item.ts';
import type { RunLibrary } from '../run-library.ts';
import { groupTexts, runTexts } from '../run-texts.ts';
import { type HistoryNode, type HistoryOptions, historyTree } from './history-tree.ts';

const historyViewId = 'vlprompt.history';

/** Menus read them. */
const contextKeys = { byFile: 'vlprompt.history.isByFile', filtered: 'vlprompt.history.isFiltered' } as const;

export interface HistoryViewParts {
  readonly library: RunLibrary;
  /** Absolute paths of the folders that runs may be of. */
  readonly folders: () => readonly string[];
  /** Of this workspace: how runs are grouped. */
  readonly memory: Memento;
}

type Shown = Omit<HistoryOptions, 'now'>;

/** Looks for runs whenever it comes into sight. */
export class HistoryView implements Disposable {
  readonly #parts: HistoryViewParts;
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: readonly Disposable[];
  readonly #renew = paced(() => this.#changed.fire(), 200);
  readonly #view;
  #shown: Shown;

  constructor(parts: HistoryViewParts) {
    this.#parts = parts;
    this.#shown = { by: parts.memory.get<Shown['by']>(contextKeys.byFile, 'day') };
    this.#view = window.createTreeView<HistoryNode>(historyViewId, {
      showCollapseAll: true,
      treeDataProvider: {
        onDidChangeTreeData: this.#changed.event,
        getChildren: (node) => [...(node ? rowsOf(node) : this.#tree())],
        getTreeItem: (node) => itemOf(node),
      },
    });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      this.#renew,
      parts.library.onDidChange(({ what }) => what === 'runs' && this.#renew()),
      this.#view.onDidChangeVisibility(() => this.#look()),
      workspace.onDidGrantWorkspaceTrust(() => this.#look()),
      // The command line or another window may have run something meanwhile.
      window.onDidChangeWindowState(({ focused }) => focused && this.#look()),
    ];
    this.#show(this.#shown);
    this.#look();
  }

  async refresh(): Promise<void> {
    await Promise.all(this.#parts.folders().map((folder) => this.#parts.library.refresh(folder)));
  }

  group(by: Shown['by']): void {
    void this.#parts.memory.update(contextKeys.byFile, by);
    this.#show({ ...this.#shown, by });
  }

  /** Shows runs of one file alone. @param only absent: of all */
  filter(only?: Shown['only']): void {
    const { by } = this.#shown;
    this.#show(only ? { by, only } : { by });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #tree(): readonly HistoryNode[] {
    return historyTree(this.#parts.library.folders, { ...this.#shown, now: new Date() });
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    if (shown.only) this.#view.description = shown.only.file;
    else delete this.#view.description;
    void commands.executeCommand('setContext', contextKeys.byFile, shown.by === 'file');
    void commands.executeCommand('setContext', contextKeys.filtered, shown.only !== undefined);
    this.#renew();
  }

  #look(): void {
    if (this.#view.visible && workspace.isTrusted) void this.refresh();
  }
}

function rowsOf(node: HistoryNode): readonly HistoryNode[] {
  return node.kind === 'group' ? node.rows : [];
}

function itemOf(node: HistoryNode) {
  if (node.kind === 'group') return rowItem(groupTexts(node), TreeItemCollapsibleState.Expanded);
  const item = rowItem(runTexts(node), TreeItemCollapsibleState.None);
  item.command = { command: 'vlprompt.runs.show', title: '', arguments: [node] };
  return item;
}
