import { Position, type Uri, WorkspaceEdit } from 'vscode';
import type { ImportedRecipe } from './exchange.ts';

/** Puts a recipe where the language server found room for it: between declarations, seldom where the cursor stands. */
export function insertion(file: Uri, { position, text }: ImportedRecipe): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  edit.insert(file, new Position(position.line, position.character), text);
  return edit;
}
