import type { Judge } from '../../models/judge.ts';
import type { ModelRequest } from '../../models/model-request.ts';
import type { Painter } from '../../models/painter.ts';
import type { RunScope } from '../../runtime/sessions/run-scope.ts';

/** What a model does. */
export type ModelRole = 'painter' | 'judge';

export interface ModelOfRole {
  readonly painter: Painter;
  readonly judge: Judge;
}

/**
 * How the executor comes by models. Opening reads the folder's small files and the digests of the large ones; sessions
 * are opened by the first use.
 */
export interface ModelOpener {
  /** @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`, `provider-unavailable` */
  open<R extends ModelRole>(role: R, request: ModelRequest): Promise<ModelOfRole[R]>;
  /** Makes a run the one that models report to and stop for. @returns what gives the place back to the one before */
  beginRun?(scope: RunScope): () => void;
}
