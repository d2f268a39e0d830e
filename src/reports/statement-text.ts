/** @file A statement as its author wrote it. */
import type { StatementReport } from '../protocol/evaluation.ts';

/** With its keyword, whether or not the plan kept that. */
export function statementText({ kind, text }: Pick<StatementReport, 'kind' | 'text'>): string {
  return text.startsWith(`${kind} `) ? text : `${kind} ${text}`;
}
