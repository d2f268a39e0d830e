import type { Precision } from '../../language/plan/plan.ts';
import type { ProviderName } from '../../protocol/engine.ts';

/** Which files of which folder, and what they run on. */
export interface ModelRequest {
  /** Absolute. */
  readonly folder: string;
  /** Absent: the most exact that the provider computes with. */
  readonly precision?: Precision;
  /** Absent: what the engine was told. */
  readonly provider?: ProviderName;
  /** Absolute paths of files of learned tokens. */
  readonly adapters: readonly string[];
}
