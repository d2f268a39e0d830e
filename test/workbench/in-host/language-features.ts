/** @file What the editor asks of the language, as it asks: by VS Code's own commands. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openPromptFile, withCursor, workspaceFolder } from './prompt-document.ts';

/** A file that is shown, with a cursor. */
export class Asked {
  readonly document: vscode.TextDocument;
  readonly cursor: vscode.Position;

  private constructor(document: vscode.TextDocument, cursor: vscode.Position) {
    this.document = document;
    this.cursor = cursor;
  }

  /** @param marked text with `<|>` in it. */
  static async in(name: string, marked: string): Promise<Asked> {
    const { text, cursor } = withCursor(marked);
    const { document } = await openPromptFile(name, text);
    return new Asked(document, cursor);
  }

  get everything(): vscode.Range {
    return new vscode.Range(0, 0, this.document.lineCount, 0);
  }

  async completions(): Promise<readonly vscode.CompletionItem[]> {
    return (await this.ask<vscode.CompletionList>('CompletionItemProvider', this.cursor)).items;
  }

  /** All that is said under the cursor, as Markdown. */
  async hover(): Promise<string> {
    const hovers = await this.ask<readonly vscode.Hover[]>('HoverProvider', this.cursor);
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n\n');
  }

  definitions(): Promise<readonly vscode.LocationLink[]> {
    return this.ask('DefinitionProvider', this.cursor);
  }

  rename(to: string): Promise<vscode.WorkspaceEdit> {
    return this.ask('DocumentRenameProvider', this.cursor, to);
  }

  /** @param selected words that stand in the text; the cursor when left out. */
  /** None of a question that the editor takes back, as it does when diagnostics arrive meanwhile: ask again. */
  async actions(kind: string, selected?: string): Promise<readonly vscode.CodeAction[]> {
    const range = selected === undefined ? new vscode.Range(this.cursor, this.cursor) : this.rangeOf(selected);
    try {
      return await this.ask('CodeActionProvider', range, kind);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('Canceled')) return [];
      throw error;
    }
  }

  rangeOf(words: string): vscode.Range {
    const start = this.document.getText().indexOf(words);
    assert.ok(start >= 0, `the text has no ${words}`);
    return new vscode.Range(this.document.positionAt(start), this.document.positionAt(start + words.length));
  }

  async ask<Answer>(provider: string, ...more: readonly unknown[]): Promise<Answer> {
    return vscode.commands.executeCommand<Answer>(`vscode.execute${provider}`, this.document.uri, ...more);
  }
}

export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

/** Writes a file of the workspace that no editor need have. */
export async function writeFile(name: string, text: string): Promise<vscode.Uri> {
  const uri = uriOf(name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  return uri;
}

export async function readFile(name: string): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(uriOf(name))).toString();
}

export function uriOf(name: string): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), name);
}

/** Of every file that an edit changes, what is written where, in the order of the text. */
export function changesOf(edit: vscode.WorkspaceEdit): Readonly<Record<string, readonly string[]>> {
  const folder = `${workspaceFolder().path}/`;
  return Object.fromEntries(
    edit
      .entries()
      .map(([uri, edits]) => [
        uri.path.replace(folder, ''),
        edits
          .toSorted((a, b) => a.range.start.compareTo(b.range.start))
          .map(({ range, newText }) => `${range.start.line}:${range.start.character} ${newText}`),
      ]),
  );
}
