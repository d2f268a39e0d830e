import type { FoldPolicy } from '../../../../protocol/decisions.ts';
import type { ImageSource, OpenSetRequest } from '../../../../protocol/image-sets.ts';

/** Who looks at a set, and how the words of several become one. */
export interface Asking {
  readonly reviewer: string;
  readonly policy: FoldPolicy;
  /** Whose words count; absent: everybody's. */
  readonly reviewers?: readonly string[];
  /** Only the reviewer's own words count, and are shown. */
  readonly isBlind: boolean;
}

/** A curation says who is asked, and how their words become one unless the request does. */
export function askingOf({ reviewer, policy, isBlind = false }: OpenSetRequest, source: ImageSource): Asking {
  const curation = source.kind === 'curation' ? source.curation : undefined;
  return {
    reviewer,
    policy: policy ?? curation?.policy ?? { kind: 'any-reject' },
    ...(curation?.reviewers !== undefined && { reviewers: curation.reviewers }),
    isBlind,
  };
}
