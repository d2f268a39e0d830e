/** @file A prompt file as everything else sees it: its text, its tree, its names. */
import type { ParseResult } from 'langium';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Problem } from './diagnostics/problem.ts';
import type { PromptFile } from './generated/ast.ts';
import { parse } from './parser/parse.ts';
import { syntaxProblems } from './parser/syntax-problems.ts';
import type { SourceSpan } from './plan/plan.ts';
import { isNamed, type Named } from './tree/declarations.ts';
import type { Extent } from './tree/extent.ts';

export interface PromptDocument {
  /** Relative to the workspace folder, with `/`. */
  readonly file: string;
  readonly text: string;
  /** The same text, by lines. */
  readonly lines: TextDocument;
  readonly tree: PromptFile;
  readonly syntax: readonly Problem[];
  /** Of several declarations of one name the first. */
  readonly names: ReadonlyMap<string, Named>;
}

export function createDocument(file: string, text: string): PromptDocument {
  return documentOf(file, text, parse(text));
}

/** For a server that has parsed the text already. */
export function documentOf(file: string, text: string, parsed: ParseResult<PromptFile>): PromptDocument {
  const tree = parsed.value;
  const lines = TextDocument.create(file, 'vlprompt', 0, text);
  return { file, text, lines, tree, syntax: syntaxProblems(parsed, text.length), names: namesIn(tree) };
}

function namesIn(tree: PromptFile): Map<string, Named> {
  const names = new Map<string, Named>();
  for (const declaration of tree.declarations) {
    if (isNamed(declaration) && declaration.name !== undefined && !names.has(declaration.name)) {
      names.set(declaration.name, declaration);
    }
  }
  return names;
}

/** @param at offsets into the document's text. */
export function spanOf(document: PromptDocument, at: Extent): SourceSpan {
  return { file: document.file, start: document.lines.positionAt(at.start), end: document.lines.positionAt(at.end) };
}
