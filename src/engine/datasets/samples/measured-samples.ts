/** @file Samples with all that rules and filters ask of them: nothing is measured that nobody speaks of. */
import type { Condition, CuratePlan } from '../../../language/plan/plan.ts';
import type { CurationQuestion } from '../../../protocol/curation.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { likenessOf } from '../curated/likeness.ts';
import { fieldsOf } from './condition-fields.ts';
import type { CurationTools } from './curation-tools.ts';
import type { Sample } from './sample.ts';
import { type SampleTable, sampleTable } from './sample-table.ts';

/**
 * @param workspace absolute
 * @param onlyBy as of `sampleTable`
 * @throws Failure as `sampleTable`; of models, where `duplicate-of` is asked for
 */
export async function* measuredSamples(
  workspace: string,
  { curation, policy, where }: CurationQuestion,
  tools: CurationTools,
  signal: AbortSignal,
  onlyBy?: string,
): AsyncGenerator<EvaluateProgress, SampleTable> {
  const chosen = policy ?? curation.policy ?? { kind: 'any-reject' };
  const table = yield* sampleTable(workspace, curation, chosen, tools, signal, onlyBy);
  const fields = askedFields(curation, where);
  const scored = asksForScores(curation, where)
    ? yield* withRealScores(table.samples, curation, tools, signal)
    : table.samples;
  if (!fields.some((field) => pictureFields.has(field))) return { ...table, samples: scored };
  const described = yield* withFacts(scored, curation.name, tools, signal);
  if (!fields.includes('duplicate-of')) return { ...table, samples: described };
  return { ...table, samples: yield* withDuplicates({ ...table, samples: described }, curation, tools, signal) };
}

/** Each once. */
function askedFields({ rules }: CuratePlan, where: Condition | undefined): readonly string[] {
  const conditions = [...rules.map(({ condition }) => condition), ...(where === undefined ? [] : [where])];
  return [...new Set(conditions.flatMap(fieldsOf))];
}

const scoreFields: readonly string[] = ['score', 'margin', 'confidence', 'predicted'];

/** Of duplicates the best stays, and the best come first in a class. */
export function asksForScores(curation: CuratePlan, where: Condition | undefined): boolean {
  const isBest = curation.dedupe !== undefined || curation.balance !== undefined;
  return isBest || scoreFields.some((field) => askedFields(curation, where).includes(field));
}

async function* withRealScores(
  samples: readonly Sample[],
  { name, judging }: CuratePlan,
  tools: Pick<CurationTools, 'scoreReal'>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly Sample[]> {
  const real = samples.filter(({ drawing }) => drawing === undefined);
  if (real.length === 0) return samples;
  const scores = yield* tools.scoreReal(judging, name, real, signal);
  return samples.map((sample) => {
    const score = sample.drawing === undefined ? scores.get(sample.hash) : undefined;
    const predicted = judging.classes[score?.predicted ?? -1]?.name;
    return score === undefined ? sample : { ...sample, score, ...(predicted !== undefined && { predicted }) };
  });
}

const pictureFields: ReadonlySet<string> = new Set(['brightness', 'contrast', 'sharpness', 'duplicate-of']);

/** With what pixels say of each; of a file that cannot be read, without. */
export async function* withFacts<S extends Sample>(
  samples: readonly S[],
  name: string,
  tools: Pick<CurationTools, 'describePictures'>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly S[]> {
  const described = yield* tools.describePictures(name, samples, signal);
  return samples.map((sample) => {
    const facts = described.get(sample.file);
    return facts === undefined || 'reason' in facts ? sample : { ...sample, facts };
  });
}

async function* withDuplicates(
  { samples, apart }: SampleTable,
  curation: CuratePlan,
  tools: CurationTools,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly Sample[]> {
  const likeness = yield* likenessOf(samples, curation, apart, tools, signal);
  const first = new Map<number, number>();
  for (const { members } of yield* likeness.groups(
    samples.map((_, index) => index),
    signal,
  )) {
    for (const member of members.slice(1)) first.set(member, members[0] ?? member);
  }
  return samples.map((sample, index) => {
    const repeated = samples[first.get(index) ?? -1];
    return repeated === undefined ? sample : { ...sample, duplicateOf: repeated.file };
  });
}
