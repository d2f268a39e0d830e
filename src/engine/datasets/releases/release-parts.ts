/** @file What exports and releases need of the engine; see `executor.ts`. */
import type { ModelSpec } from '../../../language/plan/plan.ts';
import type { CuratedSet } from '../../../protocol/curated-set.ts';
import type { CurationQuestion, CurationState } from '../../../protocol/curation.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { Executor } from '../../executor.ts';

type Asked<Answer> = (question: CurationQuestion, signal: AbortSignal) => AsyncGenerator<EvaluateProgress, Answer>;

export interface ReleaseParts {
  /** Absolute. */
  readonly workspace: string;
  /** Version of the product. */
  readonly tool: string;
  readonly engine: Pick<Executor, 'lookup' | 'lookupScores' | 'draw' | 'findImage'>;
  /** A curation carried out to its end. */
  readonly curatedSet: Asked<CuratedSet>;
  readonly curationState: Asked<CurationState>;
  /** As the model's own files or the catalogue name it. */
  readonly licenceOf: (spec: ModelSpec) => Promise<string | undefined>;
}
