import type { DecisionChange } from '../../../protocol/decisions.ts';

/** A relabelling says what the image was taken for before, so that one that others changed meanwhile is seen. */
export function withFrom(change: DecisionChange, from: string | undefined): DecisionChange {
  return change.op === 'relabel' && from !== undefined ? { ...change, from } : change;
}
