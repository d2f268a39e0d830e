/** @file What a matrix is compared with: the run that somebody made the baseline, else the one before. */
import { Emitter } from 'vscode-jsonrpc';
import type { EvaluationReport } from '../../../protocol/evaluation.ts';
import type { RunId } from '../../../protocol/runs.ts';
import type { MatrixBaseline } from '../../../protocol/webviews/matrix.ts';
import { comparedRun } from '../../runs/differences/compared-run.ts';
import type { RunLibrary } from '../../runs/run-library.ts';
import { anyOf, type Subscribe } from '../watch-snapshots.ts';

export interface BaselineParts {
  readonly runs: Pick<RunLibrary, 'of' | 'record' | 'isKnown' | 'refresh' | 'onDidChange'>;
  /** Absolute path of the folder whose runs are asked for. */
  readonly folder: string;
  /** A question that failed is nobody's request: it is written down, and not shown. */
  readonly onError: (error: unknown) => void;
}

/** Reads reports of earlier runs when they are wanted, each once. */
export class Baselines {
  readonly #parts: BaselineParts;
  readonly #reports = new Map<RunId, EvaluationReport | undefined>();
  readonly #read = new Emitter<void>();
  readonly onDidChange: Subscribe;

  constructor(parts: BaselineParts) {
    this.#parts = parts;
    this.onDidChange = anyOf(this.#read.event, (listener) =>
      parts.runs.onDidChange(({ folder, what }) => folder === parts.folder && what === 'runs' && listener()),
    );
  }

  /** What is known of the runs so far; what is not is asked for, and told of when it is there. */
  of(report: EvaluationReport | undefined): MatrixBaseline | undefined {
    const { runs, folder } = this.#parts;
    if (!report) return undefined;
    if (!runs.isKnown(folder)) void runs.refresh(folder);
    const compared = comparedRun(runs.of(folder).runs ?? [], report);
    if (!compared) return undefined;
    const { run, as } = compared;
    if (!this.#reports.has(run.id)) void this.#readReport(run.id);
    const earlier = this.#reports.get(run.id);
    return earlier && matrixBaseline(earlier, as);
  }

  dispose(): void {
    this.#read.dispose();
  }

  async #readReport(run: RunId): Promise<void> {
    const { runs, folder, onError } = this.#parts;
    // Asked for once: what cannot be read now is not there a moment later.
    this.#reports.set(run, undefined);
    try {
      const { report } = await runs.record(folder, run);
      this.#reports.set(run, report);
      this.#read.fire();
    } catch (error) {
      onError(error);
    }
  }
}

export function matrixBaseline(report: EvaluationReport, as: MatrixBaseline['as']): MatrixBaseline {
  const { made, classes, sources } = report;
  const compared = sources.map(({ name, confusion, accuracy }) => ({ name, confusion, accuracy }));
  return { as, made, classes, sources: compared };
}
