import { ThemeColor, ThemeIcon, TreeItem, type TreeItemCollapsibleState } from 'vscode';
import type { RowTexts } from './row-texts.ts';

/** A row as VS Code shows it. */
export function rowItem(
  { id, label, description, tooltip, icon, color, context, accessibleName }: RowTexts,
  collapsible: TreeItemCollapsibleState,
): TreeItem {
  const item = new TreeItem(label, collapsible);
  item.id = id;
  item.contextValue = context;
  item.accessibilityInformation = { label: accessibleName };
  if (description !== undefined) item.description = description;
  if (tooltip !== undefined) item.tooltip = tooltip;
  if (icon !== undefined) item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
  return item;
}
