/** @file A change that the author may want, and what it is made from. */
import type { PromptDocument } from '../../document.ts';
import type { TextChange } from '../../format/text-change.ts';
import type { Text } from '../../generated/ast.ts';
import type { Part } from '../../prompt/part.ts';
import { promptOf } from '../../prompt/prompt-of.ts';
import { isPromptText } from '../../scope/prompt-texts.ts';
import type { Extent } from '../../tree/extent.ts';
import { textAt } from '../text-at.ts';

/** Kinds of the language server protocol. */
export type ActionKind =
  | 'quickfix'
  | 'refactor.extract'
  | 'refactor.inline'
  | 'refactor.rewrite'
  | 'source.fixAll.vlprompt'
  | 'source.organizeImports';

export interface Action {
  readonly title: string;
  readonly kind: ActionKind;
  /** Of the file at hand. */
  readonly changes: readonly TextChange[];
}

export interface ActionContext {
  readonly document: PromptDocument;
  /** Every prompt file that is known, the document among them. */
  readonly documents: readonly PromptDocument[];
  /** What is selected; empty for a cursor. */
  readonly range: Extent;
}

export type ActionSource = (context: ActionContext) => readonly Action[];

export interface SelectedPrompt {
  readonly text: Text;
  readonly parts: readonly Part[];
}

/** The prompt that the whole selection stands in. */
export function promptIn({ document, range }: ActionContext): SelectedPrompt | undefined {
  const text = textAt(document, range.start);
  if (text === undefined || textAt(document, range.end) !== text || !isPromptText(document, text)) return undefined;
  return { text, parts: promptOf(text).parts };
}

export function sliceOf({ text }: PromptDocument, { start, end }: Extent): string {
  return text.slice(start, end);
}
