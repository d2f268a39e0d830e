/** @file What is asked of the engine about providers that do not ship with it. */

/** Of the providers, this one alone can be installed. */
export interface ProviderRequest {
  readonly provider: 'cuda';
}

/** What installing a provider would take. */
export interface ProviderPlan {
  readonly provider: 'cuda';
  /** Of the model runtime that it is for. */
  readonly version: string;
  /** Absolute; of the installation. */
  readonly folder: string;
  readonly isInstalled: boolean;
  /** 0 when it is installed. */
  readonly downloadBytes: number;
  readonly freeBytes: number;
}
