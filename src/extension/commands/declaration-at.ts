import type { SourceSpan } from '../../language/plan/plan.ts';

interface Declared {
  readonly name: string;
  readonly span: SourceSpan;
}

/** The declaration that a line is in, else the only one there is. @param line counted from 0 */
export function declarationAt(line: number, declared: readonly Declared[]): string | undefined {
  const around = declared.find(({ span }) => span.start.line <= line && line <= span.end.line);
  const only = declared.length === 1 ? declared[0] : undefined;
  return (around ?? only)?.name;
}
