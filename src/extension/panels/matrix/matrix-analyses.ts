/** @file What a matrix shows beside its report, worked out when it is asked for. */
import type { EvaluationPlan } from '../../../language/plan/plan.ts';
import type { Caller } from '../../../protocol/connection/calls.ts';
import type { EngineCalls } from '../../../protocol/engine.ts';
import type { ContributionReport, EmbeddingMap, EvaluationReport } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { AnalysisKind, AnalysisRequest, MatrixMap, MatrixSnapshot } from '../../../protocol/webviews/matrix.ts';
import { anyOf, type Subscribe } from '../watch-snapshots.ts';
import { OnDemand } from './matrix-on-demand.ts';

/** What analyses need of an engine. */
export type AnalysingEngine = Pick<Caller<EngineCalls>, 'contributions' | 'embeddingMap'>;

/** What is analysed: a report, and the plan that it was made of. */
export interface Analysed {
  readonly report: EvaluationReport;
  readonly evaluation: EvaluationPlan;
}

export class MatrixAnalyses {
  readonly #engine: () => Promise<AnalysingEngine>;
  readonly #contributions = new OnDemand<ContributionReport>();
  readonly #map = new OnDemand<MatrixMap>();
  readonly onDidChange: Subscribe = anyOf(this.#contributions.onDidChange, this.#map.onDidChange);

  constructor(engine: () => Promise<AnalysingEngine>) {
    this.#engine = engine;
  }

  states(report: EvaluationReport | undefined): MatrixSnapshot['analyses'] {
    const of = report?.made;
    return { contributions: this.#contributions.stateOf(of), map: this.#map.stateOf(of) };
  }

  contributionsOf(report: EvaluationReport | undefined): ContributionReport | undefined {
    return this.#contributions.resultOf(report?.made);
  }

  mapOf(report: EvaluationReport | undefined): MatrixMap | undefined {
    return this.#map.resultOf(report?.made);
  }

  /** Never rejects: what goes wrong is in the state. */
  async start(request: AnalysisRequest, { report, evaluation }: Analysed): Promise<void> {
    if (request.kind === 'contributions') {
      return this.#contributions.start(report.made, async (signal, onProgress) => {
        const engine = await this.#engine();
        return engine.contributions({ evaluation }, { signal, onProgress });
      });
    }
    return this.#map.start(report.made, async (signal, onProgress) => {
      const engine = await this.#engine();
      const { method } = request;
      return matrixMap(await engine.embeddingMap({ evaluation, method }, { signal, onProgress }), report);
    });
  }

  cancel(kind: AnalysisKind): void {
    (kind === 'map' ? this.#map : this.#contributions).cancel();
  }

  dispose(): void {
    this.#contributions.dispose();
    this.#map.dispose();
  }
}

/**
 * A map with what its points are.
 * @throws Failure `plan-invalid` when it is of other images than the report
 */
export function matrixMap({ sources, ...map }: EmbeddingMap, report: EvaluationReport): MatrixMap {
  const isOfReport = report.sources.every(({ images }, index) => images.length === sources[index]?.length);
  if (!isOfReport || map.classes.length !== report.classes.length) throw otherImages();
  return {
    ...map,
    sources: report.sources.map(({ images }, index) => ({
      places: sources[index] ?? [],
      actual: images.map(({ actual }) => actual),
      predicted: images.map(({ predicted }) => predicted),
    })),
  };
}

function otherImages(): Failure {
  return new Failure(
    'plan-invalid',
    'The images have changed since they were judged: evaluate again, then draw the map.',
  );
}
