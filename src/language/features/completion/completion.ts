/** @file One thing that may be written at the cursor. */
import type { CompletionItemKind } from 'vscode-languageserver';
import type { TextChange } from '../../format/text-change.ts';
import type { Extent } from '../../tree/extent.ts';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** One line beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What is written instead of the label; in snippet syntax when `isSnippet`. */
  readonly text?: string;
  readonly isSnippet?: true;
  /** What is replaced, where that differs from the others. */
  readonly at?: Extent;
  /** What changes elsewhere in the file, such as an import. */
  readonly additional?: readonly TextChange[];
}

export interface Completions {
  /** What is replaced: the word the cursor is in, up to the cursor. */
  readonly at: Extent;
  readonly items: readonly Completion[];
}
