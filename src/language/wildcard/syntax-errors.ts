/** @file A file that is not the YAML or JSON its name promises. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { Extent } from '../tree/extent.ts';

export interface SyntaxError extends Extent {
  /** What to do about it: the end of a sentence. */
  readonly remedy: string;
}

const MOST_ERRORS = 10;

/** One mistake brings forth many messages, so that of each line only the first is told. */
export function syntaxProblems(format: 'YAML' | 'JSON', text: string, errors: readonly SyntaxError[]): Problem[] {
  const lines = TextDocument.create('', 'vlwildcard', 0, text);
  const told = new Map<number, Problem>();
  for (const { start, end, remedy } of errors) {
    const line = lines.positionAt(start).line + 1;
    // A closing quote that is missing at the end of the file is told behind it.
    const at = { start: Math.min(start, text.length), end: Math.min(end, text.length) };
    if (!told.has(line)) told.set(line, problem('wildcard-syntax', at, format, String(line), remedy));
    if (told.size === MOST_ERRORS) break;
  }
  return [...told.values()];
}
