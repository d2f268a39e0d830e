/**
 * @file A curation carried out: rules → decisions → duplicates → balance → splits → leaks. What people decide wins over
 * every step: what they keep no step drops, and the split they choose is that of the whole group.
 */
import type { CuratePlan } from '../../../language/plan/plan.ts';
import type { CuratedSet, LeftOut } from '../../../protocol/curated-set.ts';
import type { CurationQuestion, Fate } from '../../../protocol/curation.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { curationWithRedraws } from '../redraws/with-redraws.ts';
import { agreementOf } from '../samples/curation-state.ts';
import type { CurationTools } from '../samples/curation-tools.ts';
import { asksForScores, withFacts } from '../samples/measured-samples.ts';
import { reviewedSamples } from '../samples/reviewed-samples.ts';
import type { SampleTable } from '../samples/sample-table.ts';
import { isChosen, type SortedSample } from '../samples/sorted-samples.ts';
import { balanceClasses } from './balance-classes.ts';
import { type ChosenMember, chosenMembers } from './chosen-members.ts';
import { curatedImage, inOrder } from './curated-image.ts';
import { dropDuplicates } from './drop-duplicates.ts';
import { findLeaks } from './find-leaks.ts';
import { type HeldOut, heldOutImages } from './held-out.ts';
import { type Likeness, likenessOf } from './likeness.ts';
import { sidedImages } from './sided-images.ts';
import { type SplitMembers, splitMembers } from './split-members.ts';

type Told<Result> = AsyncGenerator<EvaluateProgress, Result>;

/**
 * Scores what is drawn and was never scored where a step asks for it; draws nothing.
 * @param workspace absolute
 * @throws Failure of models, data and store, `cancelled`
 */
export async function* curatedSet(
  workspace: string,
  question: CurationQuestion,
  tools: CurationTools,
  signal: AbortSignal,
): Told<CuratedSet> {
  const { curation } = question;
  yield* scored({ ...question, curation: await curationWithRedraws(workspace, curation) }, tools, signal);
  const sorted = yield* reviewedSamples(workspace, question, tools, signal);
  const samples = yield* withFacts(sorted.samples.filter(isChosen), curation.name, tools, signal);
  const classes = curation.judging.classes.map(({ name }) => name);
  const chosen = chosenMembers(samples, new Set(classes));
  const held = yield* heldOutImages(curation, tools, signal);
  const images = [...samples, ...held.images];
  const likeness = yield* likenessWhereAsked(images, curation, sorted.apart, tools, signal);
  const unlike = yield* withoutDuplicates(chosen.members, curation, likeness, signal);
  const balanced = balance(unlike, curation);
  const split = yield* splitMembers(balanced, curation, likeness, signal);
  const sided = sidedImages(split.members, held.images, samples.length);
  const leaks = yield* findLeaks(sided, likeness, signal);
  return {
    name: curation.name,
    images: split.members.map(curatedImage).sort(inOrder),
    leftOut: leftOut(sorted.samples, {
      duplicate: chosen.copies + chosen.members.length - unlike.length,
      balance: unlike.length - balanced.length,
      unsplit: balanced.length - split.members.length,
      unlabelled: chosen.unlabelled,
    }),
    missing: sorted.missing,
    classes: classCounts(split.members, curation),
    leaks,
    agreement: agreementOf(sorted.samples),
    notes: notesOf(sorted, chosen.unreadable, held, split, curation),
  };
}

/** Real images are scored where they are sorted. */
async function* scored({ curation, where }: CurationQuestion, tools: CurationTools, signal: AbortSignal): Told<void> {
  if (!asksForScores(curation, where)) return;
  for (const source of curation.from) if (source.kind === 'recipe') yield* tools.score(source.recipe, signal);
}

/** Undefined where nothing asks which images are alike: their model is not opened then. */
async function* likenessWhereAsked(
  images: Parameters<typeof likenessOf>[0],
  curation: CuratePlan,
  apart: SampleTable['apart'],
  tools: CurationTools,
  signal: AbortSignal,
): Told<Likeness | undefined> {
  const { dedupe, split, holdouts = [] } = curation;
  if (dedupe === undefined && split === undefined && holdouts.length === 0) return undefined;
  return yield* likenessOf(images, curation, apart, tools, signal);
}

async function* withoutDuplicates(
  members: readonly ChosenMember[],
  { dedupe }: CuratePlan,
  likeness: Likeness | undefined,
  signal: AbortSignal,
): Told<readonly ChosenMember[]> {
  if (dedupe === undefined || likeness === undefined) return members;
  const groups = yield* likeness.groups(
    members.map(({ place }) => place),
    signal,
  );
  return dropDuplicates(
    members,
    groups.map((group) => group.members),
  );
}

function balance(members: readonly ChosenMember[], { balance: wanted, seed }: CuratePlan): readonly ChosenMember[] {
  return wanted === undefined ? members : balanceClasses(members, wanted, seed);
}

const notChosen: { readonly [F in Exclude<Fate, 'kept' | 'passed'>]: LeftOut } = {
  rejected: 'rejected',
  'ruled-out': 'ruled-out',
  waiting: 'waiting',
  disputed: 'disputed',
};

function leftOut(
  samples: readonly SortedSample[],
  later: Readonly<Partial<Record<LeftOut, number>>>,
): CuratedSet['leftOut'] {
  const counts = new Map<LeftOut, number>();
  for (const { fate } of samples) {
    if (fate === 'kept' || fate === 'passed') continue;
    counts.set(notChosen[fate], (counts.get(notChosen[fate]) ?? 0) + 1);
  }
  // The keys of the record are of its type.
  const all = [...counts, ...(Object.entries(later) as [LeftOut, number][])];
  return all.filter(([, images]) => images > 0).map(([because, images]) => ({ because, images }));
}

function classCounts(
  members: readonly ChosenMember[],
  { judging, balance: wanted }: CuratePlan,
): CuratedSet['classes'] {
  const counts = new Map<string, number>();
  for (const { class: name } of members) counts.set(name, (counts.get(name) ?? 0) + 1);
  return judging.classes.map(({ name }) => ({
    name,
    images: counts.get(name) ?? 0,
    ...(wanted !== undefined && { wanted }),
  }));
}

function notesOf(
  { notes }: SampleTable,
  unreadable: readonly string[],
  held: HeldOut,
  split: SplitMembers,
  { split: asked }: CuratePlan,
): readonly string[] {
  const pinned = asked === undefined && split.members.some((member) => member.split !== undefined);
  return [
    ...notes,
    ...held.notes,
    ...(unreadable.length === 0
      ? []
      : [`${counted(unreadable.length, 'image')} cannot be read and were left out, such as ${unreadable[0]}.`]),
    ...split.notes,
    ...(pinned ? ['Reviewers chose splits, but the curation has no `split`, so the set is not split.'] : []),
  ];
}
