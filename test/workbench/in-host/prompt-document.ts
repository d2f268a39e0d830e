/** @file Prompt files of the tests, in the workspace that is open. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Shows a file of the workspace with this text, on disk and in the editor; it need not be there before. */
export async function openPromptFile(name: string, text: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  if (!isOpen) await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const editor = await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument(uri),
    vscode.ViewColumn.One,
  );
  const { document } = editor;
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  if (document.getText() !== text) await editor.edit((edit) => edit.replace(everything, text));
  await document.save();
  return editor;
}

/** Opens a file that is in the workspace already. */
export async function openExisting(name: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return folder.uri;
}

/** Takes `<|>` out of a text and says where it was. */
export function withCursor(marked: string): { readonly text: string; readonly cursor: vscode.Position } {
  const before = marked.slice(0, marked.indexOf('<|>'));
  assert.ok(marked.includes('<|>'), 'the text has no <|>');
  const lines = before.split('\n');
  return { text: marked.replace('<|>', ''), cursor: new vscode.Position(lines.length - 1, lines.at(-1)?.length ?? 0) };
}

export async function lensTitles(uri: vscode.Uri): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  return lenses.map((lens) => lens.command?.title ?? '');
}

/** Does what a click on a lens does. */
export async function clickLens(uri: vscode.Uri, title: RegExp): Promise<void> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  const command = lenses.map((lens) => lens.command).find((candidate) => candidate && title.test(candidate.title));
  assert.ok(command, `no lens is called ${title}: ${lenses.map((lens) => lens.command?.title).join(' | ')}`);
  await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}
