/** @file Whether a curated set helps: its images, real ones to train and to test on, a check for leaks, and probes. */
import type { CuratedSet, Leak } from '../../../protocol/curated-set.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import type { UpliftQuestion, UpliftReport } from '../../../protocol/uplift.ts';
import { inTurns, type MeasureProgress } from '../../metrics/sets/in-turns.ts';
import { pointSet } from '../../metrics/sets/point-set.ts';
import type { LabelledPoints } from '../../metrics/uplift/probe-trials.ts';
import { upliftCurves } from '../../metrics/uplift/uplift-curves.ts';
import { curatedSet } from '../curated/curated-set.ts';
import type { CurationTools } from '../samples/curation-tools.ts';
import { heldOutLeaks } from './held-out-leaks.ts';
import {
  countsOf,
  drawnImages,
  type Looking,
  realImages,
  requireEveryClass,
  type SeenImage,
  type UpliftTools,
} from './uplift-images.ts';

/**
 * Carries the curation out, and measures what its drawn images add.
 * @param workspace absolute
 * @throws Failure as `curatedSet` and `measureUplift`
 */
export async function* upliftOf(
  workspace: string,
  question: UpliftQuestion,
  tools: UpliftTools & CurationTools,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, UpliftReport> {
  const set = yield* curatedSet(workspace, question, tools, signal);
  return yield* measureUplift(question, set, tools, signal);
}

/**
 * @param set of the question's curation
 * @throws Failure `plan-invalid` without data to train or to test on, `data-empty` of a class without images,
 * `data-leak` of a training image that is nearly a held-out one; of data, models and store; `cancelled`
 */
export async function* measureUplift(
  question: UpliftQuestion,
  set: Pick<CuratedSet, 'images' | 'notes'>,
  tools: UpliftTools,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, UpliftReport> {
  requireRoles(question);
  const { name, judging, dedupe } = question.curation;
  const classes = judging.classes.map((each) => each.name);
  const looking: Looking = { tools, judge: judging.model, classes, signal };
  const real = yield* realImages(question.training, looking);
  const test = yield* realImages(question.holdout, looking);
  const drawn = yield* drawnImages(name, set.images, looking);
  const leaks = yield* told('leaks', heldOutLeaks([...real.images, ...drawn.images], test.images, dedupe), signal);
  if (leaks.length > 0 && question.leaks === undefined) throw leakFailure(leaks);
  const clean = withoutLeaks(question, leaks);
  const used = { real: clean(real.images), drawn: clean(drawn.images), test: test.images };
  requireEveryClass(namesOf(question.training), used.real, classes);
  requireEveryClass(namesOf(question.holdout), used.test, classes);
  if (used.drawn.length === 0) throw nothingDrawn(name);
  const curves = yield* told('probes', upliftCurves(dataOf(used, classes.length), question), signal);
  return {
    curation: name,
    judge: judging.model.spec,
    classes,
    training: { names: question.training.map((data) => data.name), perClass: countsOf(used.real, classes) },
    holdout: { names: question.holdout.map((data) => data.name), perClass: countsOf(used.test, classes) },
    drawn: { names: [...new Set(used.drawn.map(({ from }) => from))], perClass: countsOf(used.drawn, classes) },
    seeds: question.seeds,
    ...curves,
    leaks,
    notes: [
      ...set.notes,
      ...real.notes,
      ...test.notes,
      ...drawn.notes,
      ...leakNotes(question, leaks),
      ...shortages(question, countsOf(used.real, classes), classes),
    ],
  };
}

function requireRoles({ training, holdout }: UpliftQuestion): void {
  const held = training.find(({ role }) => role === 'holdout');
  if (held)
    throw new Failure(
      'plan-invalid',
      `\`${held.name}\` is held out, so nothing is trained on it; name another data set.`,
    );
  const shots = 'declare one, such as `data shots from "data/shots" { role: shots }`';
  if (training.length === 0) throw new Failure('plan-invalid', `There are no real images to train on; ${shots}.`);
  const kept = 'declare one, such as `data holdout from "data/holdout"`';
  if (holdout.length === 0) throw new Failure('plan-invalid', `There are no held-out images to test on; ${kept}.`);
}

function leakFailure(leaks: readonly Leak[]): Failure {
  const [{ file, side, other, otherSide, likeness } = { file: '', side: '', other: '', otherSide: '' }] = leaks;
  const more = leaks.length === 1 ? '' : `, and ${counted(leaks.length - 1, 'other image')} like it`;
  const alike = likeness === undefined ? '' : ` (likeness ${likeness.toFixed(3)})`;
  const text =
    `${file} of \`${side}\` is nearly the held-out ${other} of \`${otherSide}\`${alike}${more}: the test would know what ` +
    'it was taught. Remove one of each pair, or measure without such training images.';
  return new Failure('data-leak', text);
}

function withoutLeaks({ leaks: choice }: UpliftQuestion, leaks: readonly Leak[]) {
  const leaking = new Set(choice === 'leave-out' ? leaks.map(({ file }) => file) : []);
  return (images: readonly SeenImage[]) => images.filter(({ file }) => !leaking.has(file));
}

function leakNotes({ leaks: choice }: UpliftQuestion, leaks: readonly Leak[]): readonly string[] {
  if (leaks.length === 0) return [];
  const images = counted(leaks.length, 'training image is', 'training images are');
  return [
    choice === 'leave-out'
      ? `${images} nearly a held-out one: left out.`
      : `${images} nearly a held-out one and trained on all the same, as asked: what is measured here is too good.`,
  ];
}

function shortages(
  { shots }: UpliftQuestion,
  counts: readonly number[],
  classes: readonly string[],
): readonly string[] {
  const least = Math.min(...counts);
  const more = shots.filter((each) => each > least);
  if (more.length === 0) return [];
  const of = classes[counts.indexOf(least)];
  return [`\`${of}\` has ${counted(least, 'real image')} to train on: ${more.join(', ')} shots left out.`];
}

function nothingDrawn(name: string): Failure {
  const text = `No drawn image of \`${name}\` is there to train on; draw its recipes, and see \`vlprompt curate status\` for what is in it.`;
  return new Failure('data-empty', text);
}

function dataOf(
  { real, drawn, test }: { readonly [S in 'real' | 'drawn' | 'test']: readonly SeenImage[] },
  classes: number,
) {
  return { classes, real: pointsOf(real), drawn: pointsOf(drawn), test: pointsOf(test) };
}

function pointsOf(images: readonly SeenImage[]): LabelledPoints {
  return { points: pointSet(images.map(({ embedding }) => embedding)), labels: images.map(({ label }) => label) };
}

function namesOf(data: UpliftQuestion['training']): string {
  return data.map(({ name }) => `\`${name}\``).join(', ');
}

async function* told<Result>(
  source: string,
  work: Generator<MeasureProgress, Result>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, Result> {
  const steps = inTurns(work, signal);
  for (let step = await steps.next(); ; step = await steps.next()) {
    if (step.done) return step.value;
    yield { stage: 'judging', source, ...step.value };
  }
}
