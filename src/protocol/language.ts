/** @file What is asked of the language server beside the language server protocol. */
import type { ModelSpec, Plan } from '../language/plan/plan.ts';

/** Request `vlprompt/plan`: the plan of a file as it stands in the editor. */
export const planRequest = 'vlprompt/plan';

export interface PlanParams {
  readonly uri: string;
}

/** Declarations that carry an error are left out of the plan; the others are there. */
export interface PlanResult {
  readonly plan: Plan;
  /** How many diagnostics of severity error the file has. */
  readonly errors: number;
}

/**
 * Request `vlprompt/countTokens`, from the server to a client that has an engine and says so in its initialization
 * options. Answers null when that model's tokenizer cannot be read.
 */
export const countTokensRequest = 'vlprompt/countTokens';

export interface CountTokensParams {
  readonly model: ModelSpec;
  readonly texts: readonly string[];
}

export interface ServerOptions {
  /** The client answers `vlprompt/countTokens`. */
  readonly countsTokens?: boolean;
}
