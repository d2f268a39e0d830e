/** @file Rules and decisions → what becomes of each image. Rules filter; decisions win. */
import { evaluate } from '../../../language/conditions/evaluate.ts';
import type { CuratePlan, FilterPlan } from '../../../language/plan/plan.ts';
import type {
  CurationChange,
  CurationQuestion,
  CurationRequest,
  CurationSample,
  CurationState,
  Fate,
} from '../../../protocol/curation.ts';
import { type DecisionChange, decidedBy, type FoldPolicy, undecided } from '../../../protocol/decisions.ts';
import { Failure } from '../../../protocol/failure.ts';
import { fleissKappa } from '../../metrics/labels/agreement.ts';
import { decideImages } from '../decisions/decide-images.ts';
import { readDecisions } from '../decisions/decision-log.ts';
import { foldDecisions, type ReviewerDecision } from '../decisions/fold-decisions.ts';
import { pixelDigest } from '../decisions/pixel-digest.ts';
import { fieldsOf } from './condition-fields.ts';
import { recordOf, type Sample, unmeasured } from './sample.ts';
import { type KnownRecipes, sampleTable } from './sample-table.ts';

const usualPolicy: FoldPolicy = { kind: 'any-reject' };

/**
 * What becomes of the images of a curation by now.
 * @param workspace absolute
 * @throws Failure as `sampleTable`; `plan-invalid` when `where` speaks of what is not measured
 */
export async function curationState(
  workspace: string,
  question: CurationQuestion,
  known: KnownRecipes,
): Promise<CurationState> {
  const { curation, ids = false } = question;
  const { samples, missing } = await chosenSamples(workspace, question, known);
  const [rules, notRun] = measuredRules(curation);
  const shown: CurationSample[] = [];
  for (const sample of samples) {
    const fate = fateOf(sample, curation, rules, workspace);
    const isIn = fate === 'kept' || fate === 'passed';
    shown.push({ ...(ids && isIn && { id: await pixelDigest(sample.file) }), ...shownSample(sample, fate) });
  }
  const notes = [...notRun, ...notRunYet(curation)];
  return { name: curation.name, samples: shown, missing, agreement: agreementOf(shown), notes };
}

/**
 * Writes down, or tries, what a reviewer says of all images that `where` holds for.
 * @throws Failure as `curationState` and `decideImages`
 */
export async function curate(
  workspace: string,
  request: CurationRequest,
  known: KnownRecipes,
): Promise<CurationChange> {
  const { change, reviewer, isTrial } = request;
  const { samples } = await chosenSamples(workspace, request, known);
  const own = foldDecisions(await readDecisions(workspace, reviewer));
  const changed = samples.filter(({ hash }) => changes(own.get(hash) ?? undecided, change));
  if (!isTrial) await decideImages(workspace, reviewer, changed, change);
  return { images: samples.length, changed: changed.length };
}

function agreementOf(samples: readonly CurationSample[]): CurationState['agreement'] {
  const counts = samples.map(({ keptBy, rejectedBy }) => [keptBy.length, rejectedBy.length] as const);
  const rated = counts.filter(([kept, rejected]) => kept + rejected > 1);
  return rated.length === 0 ? null : fleissKappa(rated, 2).overall;
}

async function chosenSamples(
  workspace: string,
  { curation, policy = usualPolicy, where }: CurationQuestion,
  known: KnownRecipes,
) {
  const table = await sampleTable(workspace, curation, policy, known);
  if (where === undefined) return table;
  const field = fieldsOf(where).find((each) => unmeasured.has(each));
  if (field !== undefined)
    throw new Failure('plan-invalid', `This version does not measure \`${field}\`; leave it out.`);
  return { ...table, samples: table.samples.filter((sample) => evaluate(where, recordOf(sample, workspace))) };
}

/** Whether there is anything new in it. */
function changes(own: ReviewerDecision, change: DecisionChange): boolean {
  if ('to' in change || change.op === 'note' || change.why !== undefined || change.note !== undefined) return true;
  const { state, isFlagged } = decidedBy(own, change.op);
  return state !== own.state || isFlagged !== own.isFlagged;
}

function fateOf(sample: Sample, curation: CuratePlan, rules: readonly FilterPlan[], workspace: string): Fate {
  const { decision } = sample;
  if (decision?.state === 'rejected') return 'rejected';
  // Somebody keeps it, or nobody said so: but what it shows is not agreed on.
  if (decision?.isDisputed && (decision.state === 'undecided' || decision.rejectedBy.length === 0)) return 'disputed';
  if (decision?.state === 'kept') return 'kept';
  const record = recordOf(sample, workspace);
  const passes = rules.every(({ kind, condition }) => evaluate(condition, record) === (kind === 'keep'));
  if (!passes) return 'ruled-out';
  return curation.reviewers === undefined ? 'passed' : 'waiting';
}

/** Rules that can be told by, and a sentence for each that cannot. */
function measuredRules({ rules }: CuratePlan): readonly [readonly FilterPlan[], readonly string[]] {
  const fieldIn = (rule: FilterPlan) => fieldsOf(rule.condition).find((field) => unmeasured.has(field));
  const notes = rules.flatMap((rule) => {
    const field = fieldIn(rule);
    return field === undefined ? [] : `This version does not measure \`${field}\`, so \`${rule.text}\` was left out.`;
  });
  return [rules.filter((rule) => fieldIn(rule) === undefined), notes];
}

function notRunYet({ dedupe, balance, split, exports, from }: CuratePlan): readonly string[] {
  const later = Object.entries({ dedupe, balance, split, export: exports });
  const settings = later.flatMap(([name, value]) => (value === undefined ? [] : `\`${name}\``));
  const data = from.flatMap((source) => (source.kind === 'data' ? `\`${source.data.name}\`` : []));
  return [
    ...settings.map((name) => `This version does not run ${name} yet: the set is as it is without it.`),
    ...data.map((name) => `This version does not sort images of data sets yet, so those of ${name} were left out.`),
  ];
}

function shownSample(sample: Sample, fate: Fate): CurationSample {
  const { recipe, key, file, hash, image, score, predicted, decision } = sample;
  const shown = decision?.label ?? sample.class;
  return {
    recipe,
    key,
    file,
    hash,
    ...(shown !== undefined && { class: shown }),
    prompt: image.prompt,
    seed: image.seed,
    ...(score !== undefined && score.score !== null && { score: score.score }),
    ...(score !== undefined && predicted !== undefined && { margin: score.margin, predicted }),
    decision: decision?.state ?? 'undecided',
    isFlagged: decision?.isFlagged ?? false,
    isDisputed: decision?.isDisputed ?? false,
    keptBy: decision?.keptBy ?? [],
    rejectedBy: decision?.rejectedBy ?? [],
    why: decision?.why ?? [],
    fate,
  };
}
