/** @file What the report of a curation is about. */
import type { CuratedImage, CuratedSet } from '../protocol/curated-set.ts';
import type { SetMeasures } from '../protocol/set-measures.ts';
import type { UpliftReport } from '../protocol/uplift.ts';

export interface CurationContents {
  /** Of the prompt file, as shown to people. */
  readonly fileName: string;
  readonly set: CuratedSet;
  /** Absent where none were taken. */
  readonly measures?: SetMeasures;
  readonly uplift?: UpliftReport;
}

/** Images of one class. */
export interface ClassSample {
  readonly name: string;
  readonly count: number;
  readonly images: readonly CuratedImage[];
}

const shownImages = 10;

/** A few images of each class, taken evenly from all of them, so that the first are no better than the others. */
export function classSamples({ classes, images }: CuratedSet): readonly ClassSample[] {
  return classes.map(({ name }) => {
    const own = images.filter((image) => image.class === name);
    const shown = Math.min(shownImages, own.length);
    const taken = Array.from({ length: shown }, (_, i) => own[Math.floor((i * own.length) / shown)]!); // Below its length.
    return { name, count: own.length, images: taken };
  });
}

const shownLeaks = 20;

/** As many leaks as the report shows. */
export function shownLeaksOf({ leaks }: CuratedSet): CuratedSet['leaks'] {
  return leaks.slice(0, shownLeaks);
}

const shownPairs = 12;

export function shownSuspects({ suspects }: SetMeasures): SetMeasures['suspects'] {
  return suspects.slice(0, shownPairs);
}

export function shownHoles({ holes }: SetMeasures): SetMeasures['holes'] {
  return holes.slice(0, shownPairs);
}

/** Absolute paths of all pictures that the report shows. */
export function picturesOfCuration({ set, measures }: CurationContents): readonly string[] {
  const leaks = shownLeaksOf(set).flatMap(({ file, other }) => [file, other]);
  const pairs = measures ? shownSuspects(measures).flatMap(({ drawn, real }) => [drawn, real]) : [];
  const holes = measures ? shownHoles(measures).map(({ file }) => file) : [];
  return [...leaks, ...classSamples(set).flatMap(({ images }) => images.map(({ file }) => file)), ...pairs, ...holes];
}
