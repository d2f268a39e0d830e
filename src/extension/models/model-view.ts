/** @file The model view in the side bar. */
import {
  type Command,
  type Disposable,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  workspace,
} from 'vscode';
import { paced } from '../paced.ts';
import { modelItem } from './model-item.ts';
import type { ModelLibrary } from './model-library.ts';
import { type ModelNode, modelTree } from './model-tree.ts';

const modelViewId = 'vlprompt.models';

/** Looks for models whenever the view comes into sight. */
export function modelView(library: ModelLibrary): Disposable {
  const changed = new EventEmitter<void>();
  const renew = paced(() => changed.fire(), 200);
  const view = window.createTreeView<ModelNode>(modelViewId, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => [...(node ? childrenOf(node) : modelTree(library.state, workspace.isTrusted))],
      getTreeItem: treeItem,
    },
  });
  const look = () => {
    if (view.visible && workspace.isTrusted) void library.refresh();
  };
  look();
  const subscriptions = [
    view,
    changed,
    renew,
    library.onDidChange(renew),
    view.onDidChangeVisibility(look),
    workspace.onDidGrantWorkspaceTrust(look),
  ];
  return { dispose: () => subscriptions.forEach((subscription) => void subscription.dispose()) };
}

function childrenOf(node: ModelNode): readonly ModelNode[] {
  return node.kind === 'group' ? node.children : [];
}

function treeItem(node: ModelNode): TreeItem {
  const { id, label, description, tooltip, icon, isWarning, context, accessibleName, isGroup, command } =
    modelItem(node);
  const item = new TreeItem(label, isGroup ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None);
  item.id = id;
  item.contextValue = context;
  item.accessibilityInformation = { label: accessibleName };
  if (description !== undefined) item.description = description;
  if (tooltip !== undefined) item.tooltip = new MarkdownString(tooltip, true);
  if (icon !== undefined) item.iconPath = new ThemeIcon(icon, isWarning ? warningColor : undefined);
  if (command !== undefined) item.command = commandOf(command);
  return item;
}

const warningColor = new ThemeColor('problemsWarningIcon.foreground');

function commandOf(command: string): Command {
  return { command, title: '' };
}
