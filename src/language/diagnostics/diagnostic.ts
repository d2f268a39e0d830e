/** @file What the language has to say about a place in a prompt file. */
import type { SourceSpan } from '../plan/plan.ts';
import type { DiagnosticCode } from './codes.ts';

/** `error`: the declaration is left out of the plan. `hint`: shown faintly, never counted. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
  readonly span: SourceSpan;
  /** The change that mends it, where there is one beyond doubt. */
  readonly fix?: Fix;
}

export interface Fix extends FixEdit {
  /** For a menu: `Change to "tshirt"`. */
  readonly title: string;
  /** What changes with it, elsewhere in the same file. */
  readonly also?: readonly FixEdit[];
}

export interface FixEdit {
  /** What is replaced; empty spans insert. */
  readonly span: SourceSpan;
  readonly text: string;
}
