import type { EvaluateProgress } from '../../protocol/evaluation.ts';

/** What is said of how far work is that looks at images: `coverage holes`, `holdout: 3 of 12`. */
export function measuringMessage({ part, source = '', done, total }: EvaluateProgress): string {
  return part ?? (total > 0 ? `${source}: ${done} of ${total}` : source);
}
