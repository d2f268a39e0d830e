/** @file Offsets → lines. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Diagnostic, Fix, FixEdit } from './diagnostic.ts';
import type { Problem, ProblemEdit, ProblemFix } from './problem.ts';

export function toDiagnostic(document: PromptDocument, found: Problem): Diagnostic {
  const { code, severity, message, at, fix } = found;
  const diagnostic = { code, severity, message, span: placeOf(document, at) };
  return fix ? { ...diagnostic, fix: toFix(document, fix) } : diagnostic;
}

function toFix(document: PromptDocument, fix: ProblemFix): Fix {
  const whole = { title: fix.title, ...toEdit(document, fix) };
  return fix.also ? { ...whole, also: fix.also.map((edit) => toEdit(document, edit)) } : whole;
}

function toEdit(document: PromptDocument, { at, text }: ProblemEdit): FixEdit {
  return { span: placeOf(document, at), text };
}

function placeOf(document: PromptDocument, { start, end, file }: Problem['at']) {
  return spanOf(document, file === undefined ? { start, end } : { start, end, file });
}
