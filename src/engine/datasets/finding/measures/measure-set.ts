/** @file A curation → what can be said of its images as a whole. */
import type { DataPlan } from '../../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../../protocol/evaluation.ts';
import type {
  CoverageHoleFiles,
  DuplicateFiles,
  MeasureQuestion,
  SetFigure,
  SetMeasures,
  SuspectPair,
} from '../../../../protocol/set-measures.ts';
import { wilson } from '../../../../protocol/statistics/wilson.ts';
import { counted } from '../../../../protocol/texts/figures.ts';
import { coverageHoles } from '../../../metrics/sets/coverage-holes.ts';
import { memorisationSuspects } from '../../../metrics/sets/memorisation.ts';
import { type PointSet, pointsAt } from '../../../metrics/sets/point-set.ts';
import { cosineOf } from '../cosine-of.ts';
import { measuring } from '../measuring-progress.ts';
import { type RealPictures, realPictures } from '../real-images.ts';
import { balanceTables } from './balances.ts';
import {
  type DuplicateMembers,
  type MeasuredImage,
  type MeasuredImages,
  type MeasuringTools,
  measuredImages,
  pointsOf,
} from './measured-images.ts';
import { predictableFrom } from './predictable-class.ts';
import { classMeasures, judgedFigures, realFigures, vendiFigure } from './set-figures.ts';
import { acceptance, sliceTables, unevenSlices } from './slices.ts';
import { variablesOf } from './variables.ts';

type Told<Result> = AsyncGenerator<EvaluateProgress, Result>;

/** Suspects that are listed: whoever looks at more has long seen what there is. */
const MOST_SUSPECTS = 50;

/**
 * Scores what was never scored; draws nothing.
 * @param workspace absolute
 * @throws Failure of models, data and store, `cancelled`
 */
export async function* measureSet(
  workspace: string,
  question: MeasureQuestion,
  tools: MeasuringTools,
  signal: AbortSignal,
): Told<SetMeasures> {
  const { curation, of, against } = question;
  const measured = yield* measuredImages(workspace, question, tools, signal);
  const all = measured.images;
  const chosen = of === 'drawn' ? all : all.filter(({ isIn }) => isIn);
  const points = pointsOf(chosen);
  const copies = yield* duplicatesOf(measured, chosen, signal);
  const classes = curation.judging.classes.map(({ name }) => name);
  const held = yield* heldAgainst(against, question, { chosen, points }, tools, signal);
  const figures = [
    ...judgedFigures(chosen),
    keptFigure(all),
    copies.figure,
    yield* vendiFigure(points, signal),
    ...held.figures,
  ];
  const { variables, notes } = variablesOf(question);
  return {
    curation: curation.name,
    of,
    images: chosen.length,
    drawn: all.length,
    missing: measured.missing,
    judge: curation.judging.model.spec,
    against: held.against,
    figures,
    classes: yield* classMeasures(chosen, points, classes, signal),
    balances: balanceTables(chosen, question, variables),
    duplicates: copies.groups,
    holes: held.holes,
    suspects: held.suspects,
    ...(yield* slicesAndBias(measured, chosen, variables, signal)),
    notes: [...measured.notes, ...held.notes, ...notes, ...emptySet(of, chosen.length, all.length)],
  };
}

function emptySet(of: MeasureQuestion['of'], chosen: number, all: number): readonly string[] {
  if (all === 0) return ['No image of it is drawn, so there is nothing to measure; run the recipes first.'];
  if (of === 'drawn' || chosen > 0) return [];
  return [
    `No image is in the set, though ${counted(all, 'image')} are drawn: decide about them, or measure what is drawn.`,
  ];
}

function keptFigure(images: readonly MeasuredImage[]): SetFigure {
  const decided = images.filter(({ decision }) => decision !== 'undecided');
  const { value, n, low, high } = wilson(decided.filter(({ decision }) => decision === 'kept').length, decided.length);
  return { measure: 'kept', value, n, low, high };
}

interface Copies {
  readonly figure: SetFigure;
  readonly groups: readonly DuplicateFiles[];
}

async function* duplicatesOf(
  measured: MeasuredImages,
  chosen: readonly MeasuredImage[],
  signal: AbortSignal,
): Told<Copies> {
  const places = placesOf(measured.images, chosen);
  const groups = yield* measured.groups(places, signal);
  const { value, n, low, high } = wilson(repeating(groups).size, chosen.length);
  return {
    figure: { measure: 'duplicates', value, n, low, high },
    groups: groups
      .toSorted((a, b) => b.members.length - a.members.length || a.members[0]! - b.members[0]!)
      .map(({ members, cosine }) => ({
        files: members.map((place) => measured.images[place]!.file),
        likeness: cosine,
      })),
  };
}

/** Images that repeat an earlier one. */
function repeating(groups: readonly DuplicateMembers[]): ReadonlySet<number> {
  return new Set(groups.flatMap(({ members }) => members.slice(1)));
}

function placesOf(images: readonly MeasuredImage[], chosen: readonly MeasuredImage[]): readonly number[] {
  const wanted = new Set(chosen);
  return images.flatMap((image, place) => (wanted.has(image) ? place : []));
}

async function* slicesAndBias(
  measured: MeasuredImages,
  chosen: readonly MeasuredImage[],
  variables: Parameters<typeof sliceTables>[1],
  signal: AbortSignal,
): Told<Pick<SetMeasures, 'slices' | 'bias'>> {
  const { images } = measured;
  const groups = yield* measured.groups([...images.keys()], signal);
  const copies = new Set([...repeating(groups)].map((place) => images[place]));
  const { by, acceptedOf } = acceptance(images);
  yield { stage: 'judging', part: 'slices', done: 0, total: variables.length };
  const slices = await sliceTables(images, variables, acceptedOf, (image) => copies.has(image), signal);
  return {
    slices,
    bias: {
      acceptedBy: by,
      predictable: await predictableFrom(chosen, variables, signal),
      uneven: unevenSlices(images, slices, acceptedOf),
    },
  };
}

interface Held extends Pick<SetMeasures, 'against' | 'figures' | 'holes' | 'suspects' | 'notes'> {}

const withoutReal: Held = { against: null, figures: [], holes: [], suspects: [], notes: [] };

interface Chosen {
  readonly chosen: readonly MeasuredImage[];
  readonly points: PointSet;
}

async function* heldAgainst(
  data: DataPlan | undefined,
  { curation }: MeasureQuestion,
  { chosen, points }: Chosen,
  tools: MeasuringTools,
  signal: AbortSignal,
): Told<Held> {
  if (data === undefined) {
    const wanting = 'The file has no real images to hold the set against; declare `data`.';
    return { ...withoutReal, notes: [wanting] };
  }
  const found = yield* realPictures([data], curation.judging.model, tools, signal);
  const real = ofClasses(found, new Set(curation.judging.classes.map(({ name }) => name)));
  const figures = yield* realFigures(real.points, points, signal);
  const holes = yield* measuring('coverage holes', coverageHoles(real.points, points), signal);
  const suspects = yield* measuring('nearest real images', memorisationSuspects(real.points, points), signal);
  return {
    against: { data: data.name, role: data.role, images: real.pictures.length },
    figures,
    holes: (holes ?? []).map(({ centre, members }): CoverageHoleFiles => {
      const { file, class: label } = real.pictures[centre]!;
      return { file, class: label, files: members.map((member) => real.pictures[member]!.file) };
    }),
    suspects: (suspects ?? []).slice(0, MOST_SUSPECTS).map(({ drawn, real: nearest, calibrated }): SuspectPair => {
      const { file, class: label } = real.pictures[nearest]!;
      const likeness = cosineOf(points, drawn, real.points, nearest);
      return { drawn: chosen[drawn]!.file, real: file, class: label, likeness, calibrated };
    }),
    notes: [...real.notes, ...heldOut(data), ...fewReal(real.pictures.length, points.count)],
  };
}

/** Classes that are not drawn are no hole of this set. */
function ofClasses({ pictures, points, notes }: RealPictures, classes: ReadonlySet<string>): RealPictures {
  const kept = [...pictures.keys()].filter((index) => classes.has(pictures[index]!.class));
  return { pictures: kept.map((index) => pictures[index]!), points: pointsAt(points, kept), notes };
}

function heldOut({ name, role }: DataPlan): readonly string[] {
  if (role !== 'holdout') return [];
  return [
    `${name} is a holdout: measuring against it takes nothing from it, but choosing images by these figures does; ` +
      'then it is no holdout any more.',
  ];
}

/** The fifth neighbour is needed of both. */
const FEW = 5;

function fewReal(real: number, drawn: number): readonly string[] {
  if (Math.min(real, drawn) > FEW) return [];
  return [`Precision, recall, density, coverage and holes need more than ${FEW} real and drawn images.`];
}
