import type { FoldPolicy } from '../../../../protocol/decisions.ts';

/** Who looks at a set, and how the words of several become one. */
export interface Asking {
  readonly reviewer: string;
  readonly policy: FoldPolicy;
  /** Whose words count; absent: everybody's. */
  readonly reviewers?: readonly string[];
  /** Only the reviewer's own words count, and are shown. */
  readonly isBlind: boolean;
}
