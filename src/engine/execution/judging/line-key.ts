import type { SourceSpan } from '../../../language/plan/plan.ts';

/** Prompts of one key were written in one line, for one class each. */
export function lineKey({ file, start, end }: SourceSpan): string {
  return JSON.stringify([file, start.line, start.character, end.line, end.character]);
}
