/** @file The last report of each evaluation, with what it was made of, so that a stale one is not shown. */
import type { EvaluationReport } from '../../../protocol/evaluation.ts';
import { isReport } from '../../serving/shapes/report-shape.ts';
import type { StoreFiles, StorePath } from '../store-files.ts';

interface KeptReport {
  readonly version: typeof version;
  readonly fingerprint: string;
  readonly report: EvaluationReport;
}

/** Raised when the meaning of a report's field changes. */
const version = 3;

export class ReportStore {
  readonly #files: StoreFiles;

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  /**
   * @param evaluation the evaluation's key
   * @param fingerprint of model and images; another one's report is not given
   */
  async find(evaluation: string, fingerprint: string): Promise<EvaluationReport | undefined> {
    const bytes = await this.#files.read(reportPath(evaluation));
    const kept = bytes && parseKept(bytes.toString('utf8'));
    return kept?.fingerprint === fingerprint ? kept.report : undefined;
  }

  /** @throws Failure `store-read-only`, `disk-full` */
  async keep(evaluation: string, fingerprint: string, report: EvaluationReport): Promise<void> {
    const kept: KeptReport = { version, fingerprint, report };
    await this.#files.write(reportPath(evaluation), `${JSON.stringify(kept)}\n`);
  }
}

function reportPath(evaluation: string): StorePath {
  return `reports/${evaluation}.json`;
}

function parseKept(text: string): KeptReport | undefined {
  try {
    const value = JSON.parse(text) as Partial<KeptReport> | null; // Each field is looked at.
    return value?.version === version && isReport(value.report) ? (value as KeptReport) : undefined;
  } catch {
    return undefined;
  }
}
