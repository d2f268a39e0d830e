/** @file Places in several files → locations and edits of the language server protocol. */
import type { LangiumDocument } from 'langium';
import type { Location, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { PromptDocument } from '../../document.ts';
import type { PlacedChange } from '../../features/rename.ts';
import type { Place } from '../../tree/extent.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { rangeOf } from './protocol.ts';

/** The files around one that is open. */
export interface OpenFiles {
  readonly document: PromptDocument;
  /** Every prompt file of the workspace folder that is known, the document among them. */
  readonly documents: readonly PromptDocument[];
  /** @param file relative to the workspace folder. */
  readonly uriOf: (file: string) => string;
}

export function openFiles(workspace: PromptWorkspace, document: LangiumDocument): OpenFiles {
  const open = workspace.documentOf(document);
  const uriOf = (file: string) =>
    file === open.file ? document.textDocument.uri : workspace.resolve(document.uri, file).toString();
  return { document: open, documents: workspace.documentsAround(document.uri), uriOf };
}

/** Undefined when the file is not among those that are known. */
export function locationOf(files: OpenFiles, at: Place): Location | undefined {
  const lines = linesOf(files, at.file);
  return lines && { uri: files.uriOf(at.file), range: rangeOf({ lines }, at) };
}

/** Prompt files and the wildcard files that they read. */
export function linesOf({ document, documents }: OpenFiles, file: string): TextDocument | undefined {
  if (file === document.file) return document.lines;
  const prompt = documents.find((each) => each.file === file);
  if (prompt) return prompt.lines;
  const wildcards = documents.find((each) => each.wildcardFiles.has(file))?.wildcardFiles.get(file);
  return wildcards && TextDocument.create(file, 'vlwildcard', 0, wildcards.text);
}

export function workspaceEditOf(files: OpenFiles, changes: readonly PlacedChange[]): WorkspaceEdit {
  const edits: Record<string, TextEdit[]> = {};
  for (const { at, text } of changes) {
    const found = locationOf(files, at);
    if (found === undefined) continue;
    const uri = found.uri;
    edits[uri] = [...(edits[uri] ?? []), { range: found.range, newText: text }];
  }
  return { changes: edits };
}
