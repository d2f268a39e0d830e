/** @file Rules and decisions → what becomes of each image. Rules filter; decisions win. */
import { evaluate } from '../../../language/conditions/evaluate.ts';
import type { CuratePlan } from '../../../language/plan/plan.ts';
import type { CurationQuestion, Fate } from '../../../protocol/curation.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { CurationTools } from './curation-tools.ts';
import { measuredSamples } from './measured-samples.ts';
import { recordOf, type Sample } from './sample.ts';
import type { SampleTable } from './sample-table.ts';

export interface SortedSample extends Sample {
  readonly fate: Fate;
}

export interface SortedSamples extends Omit<SampleTable, 'samples'> {
  readonly samples: readonly SortedSample[];
}

/**
 * What becomes of the images of a curation that `where` holds for.
 * @param workspace absolute
 * @param onlyBy as of `sampleTable`
 * @throws Failure as `measuredSamples`
 */
export async function* sortedSamples(
  workspace: string,
  question: CurationQuestion,
  tools: CurationTools,
  signal: AbortSignal,
  onlyBy?: string,
): AsyncGenerator<EvaluateProgress, SortedSamples> {
  const { curation, where } = question;
  const table = yield* measuredSamples(workspace, question, tools, signal, onlyBy);
  const samples: SortedSample[] = [];
  for (const sample of table.samples) {
    const record = recordOf(sample, workspace);
    const fate = fateOf(sample, curation, () =>
      curation.rules.every(({ kind, condition }) => evaluate(condition, record) === (kind === 'keep')),
    );
    if (where === undefined || evaluate(where, record)) samples.push({ ...sample, fate });
  }
  return { ...table, samples };
}

function fateOf({ decision }: Sample, { reviewers }: CuratePlan, passes: () => boolean): Fate {
  if (decision?.state === 'rejected') return 'rejected';
  // Somebody keeps it, or nobody said so: but what it shows is not agreed on.
  if (decision?.isDisputed && (decision.state === 'undecided' || decision.rejectedBy.length === 0)) return 'disputed';
  if (decision?.state === 'kept') return 'kept';
  if (!passes()) return 'ruled-out';
  return reviewers === undefined ? 'passed' : 'waiting';
}

/** Whether it is in the set as far as rules and decisions go. */
export function isChosen({ fate }: { readonly fate: Fate }): boolean {
  return fate === 'kept' || fate === 'passed';
}
