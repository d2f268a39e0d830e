/** @file How painters read prompts; the same words are read once. */
import { readPrompt } from '../prompt/attention/read-prompt.ts';
import type { Dialect, PromptReading } from './plan.ts';

/** Undefined when the prompt is plain text. */
export type ReadPrompts = (text: string, dialect: Dialect, steps: number) => PromptReading | undefined;

/** Remembers what it has read. */
export function readPrompts(): ReadPrompts {
  const known = new Map<string, PromptReading | undefined>();
  return (text, dialect, steps) => {
    const key = `${dialect} ${steps} ${text}`;
    if (known.has(key)) return known.get(key);
    const reading = readPrompt(text, dialect, steps);
    known.set(key, reading);
    return reading;
  };
}
