/** @file How painters read prompts; the same words are read once. */
import type { Dialect, PromptReading } from './plan.ts';

/** Undefined when the prompt is plain text. */
export type ReadPrompts = (text: string, dialect: Dialect, steps: number) => PromptReading | undefined;

/** Remembers what it has read. */
export function readPrompts(): ReadPrompts {
  return () => undefined;
}
