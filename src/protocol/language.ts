/** @file What is asked of the language server beside the language server protocol. */
import type { Plan } from '../language/plan/plan.ts';

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

/** What a client may say when it starts the server: where models are found whose tokenizers measure prompts. */
export interface ServerOptions {
  /** Absolute path of the starter pack; the one that ships with the server when absent. */
  readonly starterPack?: string;
  /** Absolute paths of folders outside the workspace that models may be loaded from. */
  readonly trustedModelFolders?: readonly string[];
}
