/** @file Texts with the cursor in them: `a {ca<|>t}`. */
import { TextDocument } from 'vscode-languageserver-textdocument';

export interface Cursor {
  readonly text: string;
  readonly offset: number;
  readonly position: { readonly line: number; readonly character: number };
}

/** Without a mark the cursor stands at the end. */
export function cursorIn(marked: string): Cursor {
  const at = marked.indexOf('<|>');
  const offset = at < 0 ? marked.length : at;
  const text = marked.replace('<|>', '');
  return { text, offset, position: TextDocument.create('', 'vlprompt', 0, text).positionAt(offset) };
}
