/** @file A finding while checking: a diagnostic by offsets, before its lines are counted. */
import type { Extent, Place } from '../tree/extent.ts';
import { type Details, type DiagnosticCode, diagnosticCodes } from './codes.ts';
import type { Severity } from './diagnostic.ts';

export interface Problem {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  /** With its file where that is known; problems are reported for the file that they stand in. */
  readonly at: Extent & Partial<Place>;
  readonly fix?: ProblemFix;
}

export interface ProblemEdit {
  readonly at: Extent & Partial<Place>;
  readonly text: string;
}

export interface ProblemFix extends ProblemEdit {
  readonly title: string;
  /** What changes with it, elsewhere in the same file. */
  readonly also?: readonly ProblemEdit[];
}

export function problem<C extends DiagnosticCode>(code: C, at: Extent | Place, ...details: Details<C>): Problem {
  const { severity, says } = diagnosticCodes[code];
  // The table's own types tie the details to the code; TypeScript cannot follow that through the union.
  const sentence = (says as (...details: readonly string[]) => string)(...details);
  return { code, severity, message: sentence, at: placed(at) };
}

/** Nodes and parts have places too; only the place is kept of them. */
function placed(at: Extent | Place): Problem['at'] {
  const { start, end } = at;
  return 'file' in at ? { start, end, file: at.file } : { start, end };
}

export function withFix(found: Problem, fix: ProblemFix | undefined): Problem {
  return fix ? { ...found, fix } : found;
}

/** In the order of the text. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
}

/** Without those that say the same of the same place: aliases repeat a list, several readers read one file. */
export function once(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((found) => [`${found.code} ${found.at.start} ${found.at.end}`, found])).values()];
}
