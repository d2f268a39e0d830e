/** @file Which runs that were cut off are worth going on with, and how that is offered. */
import type { RunSummary } from '../../../protocol/runs.ts';

/**
 * Of each recipe and evaluation the newest run, where that one was interrupted and nobody went on with it: what was run
 * since says that it is not waited for any more.
 * @param runs of one folder, the newest first
 * @param declined ids of those that were offered before
 */
export function interruptedRuns(runs: readonly RunSummary[], declined: ReadonlySet<string>): readonly RunSummary[] {
  const seen = new Set<string>();
  const newest = runs.filter(({ kind, file, name }) => {
    const subject = [kind, file, name].join('\n');
    const isFirst = !seen.has(subject);
    seen.add(subject);
    return isFirst;
  });
  return newest.filter(
    ({ id, outcome, resumedBy }) => outcome === 'interrupted' && resumedBy === undefined && !declined.has(id),
  );
}

/** `Drawing of preview was interrupted at 41 of 96.`; undefined when there is nothing to offer. */
export function offerText(runs: readonly RunSummary[]): string | undefined {
  const [first, ...others] = runs;
  if (first === undefined) return undefined;
  const { kind, name, images } = first;
  const what = kind === 'draw' ? 'Drawing' : 'Evaluation';
  const place = images.total > 0 ? ` at ${images.drawn + images.reused} of ${images.total}` : '';
  const more =
    others.length === 0 ? '' : `, and ${others.length === 1 ? 'another run' : `${others.length} other runs`}`;
  return `${what} of ${name} was interrupted${place}${more}.`;
}
