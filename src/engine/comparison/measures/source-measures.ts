/** @file Whether an evaluation's numbers became better, source by source. */
import type { Measure, MeasureName } from '../../../protocol/comparison.ts';
import type { Estimate, EvaluationReport, SourceReport } from '../../../protocol/evaluation.ts';
import { chanceOf, independentDifference } from './independent-difference.ts';
import { measuresOf, type Observed, type Pairs } from './measures-of.ts';
import { verdictsOf } from './verdicts.ts';

/** A source of a report, with the names of the classes that its images refer to by index. */
export interface NamedSource {
  readonly source: SourceReport;
  readonly classes: readonly string[];
}

export interface SourceChange {
  readonly measures: readonly Measure[];
  /** What was compared otherwise than image by image, in one sentence. */
  readonly note?: string;
}

/** Images of data are the same when their file is, drawn ones when they stand at the same place of their recipe. */
export function sourceMeasures(before: NamedSource, after: NamedSource): SourceChange {
  const pairs = pairedImages(before, after);
  if (pairs.length === 0) return unpaired(before, after);
  const counted = [before.source.images.length, after.source.images.length];
  const isWhole = counted.every((count) => count === pairs.length);
  const note = `${after.source.name} has other images on both sides: numbers are of the ${pairs.length} that both have (${counted.join(' and ')}).`;
  return { measures: pairedMeasures(after.source.name, pairs), ...(!isWhole && { note }) };
}

interface PairedImage {
  readonly class: string;
  readonly before: number;
  readonly after: number;
}

function pairedImages(before: NamedSource, after: NamedSource): readonly PairedImage[] {
  const old = verdictsByImage(before);
  return [...verdictsByImage(after)].flatMap(([id, is]) => {
    const was = old.get(id);
    return was === undefined ? [] : [{ class: is.class, before: was.isRight, after: is.isRight }];
  });
}

function verdictsByImage({ source, classes }: NamedSource) {
  const seen = new Map<string, number>();
  const named = source.images.map((image) => {
    const name = classes[image.actual] ?? '';
    const label = image.origin && (source.columns[image.origin.column]?.label ?? '');
    const place = JSON.stringify(
      label === undefined ? [image.file, name] : [name, source.columns.length > 1 ? label : ''],
    );
    // Of drawn images several stand at one place; they are told apart by their order.
    const number = seen.get(place) ?? 0;
    seen.set(place, number + 1);
    return [`${place} ${number}`, { class: name, isRight: Number(image.actual === image.predicted) }] as const;
  });
  return new Map(named);
}

function pairedMeasures(source: string, images: readonly PairedImage[]): readonly Measure[] {
  const names = [...new Set(images.map((image) => image.class))];
  const pairsOf = (name?: string): Pairs =>
    images.filter((image) => name === undefined || image.class === name).map(({ before, after }) => [before, after]);
  const of = (metric: MeasureName, groups: readonly Pairs[]): Observed => ({ metric, source, groups });
  return [
    ...measuresOf([of('accuracy', [pairsOf()])]),
    ...measuresOf([of('balanced-accuracy', names.map(pairsOf))]),
    ...measuresOf(names.map((name) => ({ ...of('recall', [pairsOf(name)]), class: name }))),
  ];
}

function unpaired(before: NamedSource, after: NamedSource): SourceChange {
  const { name } = after.source;
  const recalls = after.source.perClass.flatMap((each) => {
    const was = before.source.perClass.find((other) => other.class === each.class);
    return was ? [independent('recall', name, was.recall, each.recall, each.class)] : [];
  });
  const measures = [
    ...judged([independent('accuracy', name, before.source.accuracy, after.source.accuracy)]),
    ...judged([independent('balanced-accuracy', name, before.source.balancedAccuracy, after.source.balancedAccuracy)]),
    ...judged(recalls),
  ];
  const note = `${name} has no image in common with what it was before: its differences have the wider intervals of two separate measurements.`;
  return { measures, note };
}

function independent(
  metric: MeasureName,
  source: string,
  before: Estimate,
  after: Estimate,
  name?: string,
): Omit<Measure, 'verdict'> {
  const difference = independentDifference(before, after);
  const named = { metric, source, ...(name !== undefined && { class: name }) };
  return { ...named, better: 'higher', before: before.value, after: after.value, difference };
}

function judged(measures: readonly Omit<Measure, 'verdict'>[]): readonly Measure[] {
  const known = measures.filter(({ difference }) => difference.value !== null);
  const verdicts = verdictsOf(known.map((measure) => ({ ...measure, chance: chanceOf(measure.difference) })));
  return known.map((measure, i) => ({ ...measure, verdict: verdicts[i] ?? 'no clear difference' }));
}

/** Sources of a report that both sides have, under one name. */
export function commonSources(
  before: EvaluationReport,
  after: EvaluationReport,
): readonly (readonly [NamedSource, NamedSource])[] {
  return after.sources.flatMap((source) => {
    const was = before.sources.find(({ name }) => name === source.name);
    return was
      ? [
          [
            { source: was, classes: before.classes },
            { source, classes: after.classes },
          ] as const,
        ]
      : [];
  });
}
