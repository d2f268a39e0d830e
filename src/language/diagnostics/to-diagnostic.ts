/** @file Offsets → lines. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Problem } from './problem.ts';

export function toDiagnostic(document: PromptDocument, found: Problem): Diagnostic {
  const { code, severity, message, at, fix } = found;
  const diagnostic = { code, severity, message, span: spanOf(document, at) };
  return fix
    ? { ...diagnostic, fix: { title: fix.title, span: spanOf(document, fix.at), text: fix.text } }
    : diagnostic;
}
