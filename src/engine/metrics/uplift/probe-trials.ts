/** @file Probes on the same shots with and without drawn images, tested on the same images, for several draws of the shots. */
import type { UpliftComparison, UpliftMeasure, UpliftStanding } from '../../../protocol/uplift.ts';
import { type PointSet, pointSet, rowOf, unitPoints } from '../sets/point-set.ts';
import { type CrossedDifference, crossedBootstrap } from './crossed-bootstrap.ts';
import { fitRidgeProbe, predictedClass } from './ridge-probe.ts';
import { type ByClass, byClass, firstOf, shuffled } from './shot-draws.ts';

export interface LabelledPoints {
  /** Embeddings of one judge, of any length. */
  readonly points: PointSet;
  /** Of each the index of its class. */
  readonly labels: readonly number[];
}

export interface UpliftData {
  readonly classes: number;
  readonly real: LabelledPoints;
  readonly drawn: LabelledPoints;
  readonly test: LabelledPoints;
}

/** What is trained on, of each class; `null`: all drawn images that there are. */
export interface Mix {
  readonly real: number;
  readonly drawn: number | null;
}

/** Probes that were fitted, by what they were trained on. */
export class ProbeTrials {
  readonly real: ByClass;
  readonly drawn: ByClass;
  readonly #seeds: number;
  readonly #classes: number;
  /** real, then drawn, then test images. */
  readonly #points: PointSet;
  readonly #labels: readonly number[];
  readonly #tests: readonly number[];
  readonly #testLabels: readonly number[];
  readonly #hits = new Map<string, Float32Array>();

  constructor({ classes, real, drawn, test }: UpliftData, seeds: number) {
    this.#classes = classes;
    this.#seeds = seeds;
    this.#points = unitPoints(pointSet([real, drawn, test].flatMap(({ points }) => rowsOf(points))));
    this.#labels = [...real.labels, ...drawn.labels, ...test.labels];
    const before = real.labels.length + drawn.labels.length;
    this.#tests = test.labels.map((_, i) => before + i);
    this.#testLabels = test.labels;
    this.real = byClass(real.labels, classes);
    this.drawn = byClass(drawn.labels, classes, real.labels.length);
  }

  /** @param looks how many comparisons are looked at together */
  compare(mix: Mix, shots: number, looks: number): UpliftComparison {
    const before = this.#each({ real: shots, drawn: 0 });
    const after = this.#each(mix);
    const differences = after.map((hits, seed) => hits.map((hit, i) => hit - before[seed]![i]!));
    const found = crossedBootstrap(differences, this.#testLabels, this.#classes, looks);
    const ofClass = byClass(this.#testLabels, this.#classes);
    const shareOf = (runs: readonly Float32Array[], images: readonly number[]) =>
      meanOf(runs.map((hits) => meanOf(images.map((i) => hits[i]!))));
    const balanced = (runs: readonly Float32Array[]) =>
      meanOf(ofClass.filter(({ length }) => length > 0).map((images) => shareOf(runs, images)));
    const all = [...this.#testLabels.keys()];
    return {
      real: mix.real * this.#classes,
      drawn: this.#drawnIn(mix),
      accuracy: { without: shareOf(before, all), with: shareOf(after, all), difference: found.accuracy },
      balancedAccuracy: { without: balanced(before), with: balanced(after), difference: found.balanced },
      perClass: ofClass.map(
        (images, k): UpliftMeasure => ({
          without: shareOf(before, images),
          with: shareOf(after, images),
          difference: found.perClass[k]!, // One for each class.
        }),
      ),
      standing: standings[found.stands],
    };
  }

  /** The mean over several numbers of shots of what all drawn images add. @param looks as of `compare` */
  together(shots: readonly number[], looks: number): CrossedDifference {
    const each = shots.map((k) => ({
      before: this.#each({ real: k, drawn: 0 }),
      after: this.#each({ real: k, drawn: null }),
    }));
    const differences = Array.from({ length: this.#seeds }, (_, seed) =>
      Float32Array.from(this.#tests, (_, i) =>
        meanOf(each.map(({ before, after }) => after[seed]![i]! - before[seed]![i]!)),
      ),
    );
    return crossedBootstrap(differences, this.#testLabels, this.#classes, looks);
  }

  #drawnIn({ drawn }: Mix): number {
    return drawn === null ? this.drawn.reduce((sum, { length }) => sum + length, 0) : drawn * this.#classes;
  }

  /** Of every seed, which test images are judged right: 1 or 0. */
  #each(mix: Mix): readonly Float32Array[] {
    return Array.from({ length: this.#seeds }, (_, seed) => {
      const name = JSON.stringify([mix.real, mix.drawn, seed]);
      const hits = this.#hits.get(name) ?? this.#hitsOf(mix, seed);
      this.#hits.set(name, hits);
      return hits;
    });
  }

  #hitsOf({ real, drawn }: Mix, seed: number): Float32Array {
    const shots = firstOf(shuffled(this.real, seed), real);
    const added = firstOf(drawn === null ? this.drawn : shuffled(this.drawn, seed), drawn ?? Number.POSITIVE_INFINITY);
    const members = [...shots, ...added];
    const labels = this.#labels;
    // Real images are what the probe is for, so they choose the penalty where there are any.
    const judges = shots.length > 0 ? shots.length : members.length;
    const probe = fitRidgeProbe({ points: this.#points, labels, classes: this.#classes, members, judges });
    return Float32Array.from(this.#tests, (test) =>
      predictedClass(probe, rowOf(this.#points, test)) === labels[test] ? 1 : 0,
    );
  }
}

export const standings: { readonly [S in ReturnType<typeof crossedBootstrap>['stands']]: UpliftStanding } = {
  above: 'helps',
  below: 'hurts',
  unclear: 'unclear',
};

function rowsOf(points: PointSet): readonly Float32Array[] {
  return Array.from({ length: points.count }, (_, i) => rowOf(points, i));
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
