import type { Judge } from '../models/judge.ts';
import type { ModelRequest } from '../models/model-request.ts';
import type { Painter } from '../models/painter.ts';

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
}
