/** @file What the language asks of the program it runs in. */
import type { ModelSpec } from './plan/plan.ts';

/**
 * How many tokens the model's own tokenizer makes of each text, start and end left out, and how many the model reads.
 * Undefined when that model's tokenizer cannot be read here; the check is then left out.
 */
export type TokenCounter = (
  model: ModelSpec,
  texts: readonly string[],
) => Promise<{ readonly counts: readonly number[]; readonly limit: number } | undefined>;

export interface Host {
  /** The text of a file; rejects when it cannot be read. */
  readonly readFile: (path: string) => Promise<string>;
  /** Whether a folder stands at an absolute path; never rejects. */
  readonly folderExists: (path: string) => Promise<boolean>;
  /** @param workspace absolute path of the folder that paths of models are relative to. */
  readonly tokenCounterOf?: (workspace: string) => TokenCounter;
}
