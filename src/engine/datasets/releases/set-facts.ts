/** @file What is true of a curation beside its images: the models that ran, who decided up to where, why images went. */
import type { CuratePlan, ModelPlan } from '../../../language/plan/plan.ts';
import type { CurationQuestion } from '../../../protocol/curation.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { modelName } from '../../../protocol/model-name.ts';
import type { AnnotationFacts } from '../../../protocol/releases.ts';
import { readAllDecisions } from '../decisions/decision-log.ts';
import type { DecisionHead, LockedModel } from './release-lock.ts';
import type { ReleaseParts } from './release-parts.ts';

export interface SetFacts extends AnnotationFacts {
  /** Each once, painters first. */
  readonly models: readonly LockedModel[];
  /** By recipe. */
  readonly painters: ReadonlyMap<string, LockedModel>;
  /** In the order of letters. */
  readonly decisions: readonly DecisionHead[];
  /** `yyyy-mm-dd` of the last decision; absent: nobody has decided. */
  readonly decided?: string;
}

/** @throws Failure of models, store and decisions */
export async function* factsOfSet(
  parts: ReleaseParts,
  question: CurationQuestion,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, SetFacts> {
  const { curation } = question;
  const painters = await paintersOf(parts, curation);
  const judge = await judgeOf(parts, curation);
  const { samples, agreement } = yield* parts.curationState(question, signal);
  const why = samples.flatMap((sample) => (sample.fate === 'rejected' ? sample.why : []));
  return {
    models: firstOfEach([...painters.values(), ...judge]),
    painters,
    agreement,
    reasons: histogram(why),
    ...(await headsOf(parts.workspace)),
  };
}

async function paintersOf(parts: ReleaseParts, { from }: CuratePlan): Promise<ReadonlyMap<string, LockedModel>> {
  const painters = new Map<string, LockedModel>();
  for (const source of from) {
    if (source.kind !== 'recipe') continue;
    const { painter } = await parts.engine.lookup(source.recipe);
    painters.set(source.recipe.name, await lockedModel(parts, source.recipe.model, 'draws', painter?.digest));
  }
  return painters;
}

/** None where nothing was scored by it. */
async function judgeOf(parts: ReleaseParts, { from, judging }: CuratePlan): Promise<readonly LockedModel[]> {
  for (const source of from) {
    const scores = source.kind === 'recipe' ? await parts.engine.lookupScores(source.recipe) : null;
    if (scores !== null) return [await lockedModel(parts, judging.model, 'judges', scores.judge.digest)];
  }
  return [];
}

async function lockedModel(
  { licenceOf }: ReleaseParts,
  { spec }: ModelPlan,
  use: LockedModel['use'],
  digest: string | undefined,
): Promise<LockedModel> {
  const licence = await licenceOf(spec);
  return {
    name: modelName(spec),
    use,
    ...(digest !== undefined && { digest }),
    ...(licence !== undefined && { licence }),
  };
}

function firstOfEach(models: readonly LockedModel[]): readonly LockedModel[] {
  return [...new Map(models.map((model) => [JSON.stringify(model), model])).values()];
}

/** Most frequent first, then in the order of letters. */
function histogram(words: readonly string[]): AnnotationFacts['reasons'] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([a, few], [b, many]) => many - few || (a < b ? -1 : 1))
    .map(([reason, images]) => ({ reason, images }));
}

async function headsOf(workspace: string): Promise<Pick<SetFacts, 'decisions' | 'decided'>> {
  const logs = [...(await readAllDecisions(workspace))].filter(([, events]) => events.length > 0);
  const decisions = logs.map(([reviewer, events]) => ({
    reviewer,
    events: events.length,
    head: events.at(-1)?.id ?? '',
  }));
  const [decided] = logs
    .flatMap(([, events]) => events.at(-1)?.ts.slice(0, 10) ?? [])
    .sort()
    .reverse();
  return {
    decisions: decisions.sort((a, b) => (a.reviewer < b.reviewer ? -1 : 1)),
    ...(decided !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(decided) && { decided }),
  };
}
