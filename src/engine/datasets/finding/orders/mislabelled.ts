import { counted, percent } from '../../../../protocol/texts/figures.ts';
import { type LabelIssue, labelIssues } from '../../../metrics/labels/label-issues.ts';
import { outOfSampleProbabilities, type ProbedTable } from '../../../metrics/labels/out-of-sample.ts';
import { probabilitiesOf } from '../../../metrics/labels/probability-table.ts';
import { pointsAt } from '../../../metrics/sets/point-set.ts';
import { requireJudging } from '../judging-of.ts';
import { measuring } from '../measuring-progress.ts';
import type { ImagesToRank, Ranker } from '../ranker.ts';
import { type EmbeddedImages, embeddedImages, imagesOf, rankedImages } from '../readable-images.ts';

/** Those whose label is likely wrong, the likeliest first; see `labelIssues`. The others are left out. */
export const mislabelled: Ranker = async function* (images, tools, signal) {
  const { model } = requireJudging(images.set.source);
  const embedded = embeddedImages(images, yield* tools.embed(model, 'images', imagesOf(images), signal));
  const labelled = labelledOnly(images, embedded);
  const { classes, labels, numbers, points } = labelled;
  const probe = outOfSampleProbabilities(points, labels, classes.length);
  const table = yield* measuring('labels', probe, signal);
  const issues = table === null ? [] : labelIssues(table);
  const order = issues.map(({ index, selfConfidence }) => ({ index, score: selfConfidence }));
  const notes = [...labelled.notes, ...notesOn(table, issues, classes)];
  return rankedImages({ numbers, notes }, order, (_, place) => wordsOf(issues[place]!, table!, classes));
};

interface LabelledImages extends Pick<EmbeddedImages, 'numbers' | 'points' | 'notes'> {
  /** Names of the labels that there are, in the order of letters. */
  readonly classes: readonly string[];
  /** Of each image, an index of these. */
  readonly labels: readonly number[];
}

function labelledOnly({ set }: ImagesToRank, { numbers, points, notes }: EmbeddedImages): LabelledImages {
  const names = numbers.map((number) => set.class(number));
  const kept = [...names.keys()].filter((index) => names[index] !== undefined);
  const classes = [...new Set(names.flatMap((name) => name ?? []))].sort();
  const without = numbers.length - kept.length;
  return {
    numbers: kept.map((index) => numbers[index]!),
    points: pointsAt(points, kept),
    classes,
    labels: kept.map((index) => classes.indexOf(names[index]!)),
    notes: without === 0 ? notes : [...notes, `${counted(without, 'image')} of no class were left out.`],
  };
}

function notesOn(
  table: ProbedTable | null,
  issues: readonly LabelIssue[],
  classes: readonly string[],
): readonly string[] {
  if (table === null) return ['Labels can be doubted where there are two classes and more; here there are not.'];
  const right = `A probe that did not see an image names its label in ${percent(table.accuracy)} of all`;
  const rare = classes.filter((_, k) => table.labels.filter((label) => label === k).length === 1);
  return [
    `${right}; the fewer, the less its doubts mean.`,
    ...(issues.length === 0 ? ['It finds no label that is likely wrong.'] : []),
    ...(rare.length === 0 ? [] : [`Of ${rare.join(', ')} there is one image each, of which no probe knows anything.`]),
  ];
}

function wordsOf(
  { index, label, suggested, selfConfidence }: LabelIssue,
  table: ProbedTable,
  classes: readonly string[],
) {
  const likely = percent(probabilitiesOf(table, index)[suggested]!);
  return `likely ${classes[suggested]} (${likely}); its label ${classes[label]} has ${percent(selfConfidence)}`;
}
