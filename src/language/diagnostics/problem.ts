/** @file A finding while checking: a diagnostic by offsets, before its lines are counted. */
import type { Extent } from '../tree/extent.ts';
import { type Details, type DiagnosticCode, diagnosticCodes } from './codes.ts';
import type { Severity } from './diagnostic.ts';

export interface Problem {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Extent;
  readonly fix?: ProblemFix;
}

export interface ProblemFix {
  readonly title: string;
  readonly at: Extent;
  readonly text: string;
}

export function problem<C extends DiagnosticCode>(code: C, at: Extent, ...details: Details<C>): Problem {
  const { severity, says } = diagnosticCodes[code];
  // The table's own types tie the details to the code; TypeScript cannot follow that through the union.
  const sentence = (says as (...details: readonly string[]) => string)(...details);
  return { code, severity, message: sentence, at: { start: at.start, end: at.end } };
}

export function withFix(found: Problem, fix: ProblemFix | undefined): Problem {
  return fix ? { ...found, fix } : found;
}
