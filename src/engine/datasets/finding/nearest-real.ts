import type { DataPlan, ModelPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { NearestReal } from '../../../protocol/image-sets.ts';
import { cosine } from '../../arithmetic/directions.ts';
import type { Executor } from '../../executor.ts';
import { rowOf } from '../../metrics/sets/point-set.ts';
import { realPictures } from './real-images.ts';

export interface NearestQuestion {
  readonly model: ModelPlan;
  /** Data sets of any role. */
  readonly data: readonly DataPlan[];
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of it. */
  readonly hash: string;
}

/**
 * The real image of the greatest cosine; of equals the first. Null where there is none, or the image cannot be read. An
 * image of a data set is not its own neighbour.
 * @throws Failure of models and store, `cancelled`
 */
export async function* nearestReal(
  { model, data, file, hash }: NearestQuestion,
  tools: Pick<Executor, 'embed' | 'readData'>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, NearestReal | null> {
  const real = yield* realPictures(data, model, tools, signal);
  const own = (yield* tools.embed(model, 'image', [{ file, hash }], signal)).get(file);
  if (own === undefined || 'reason' in own) return null;
  let nearest: NearestReal | null = null;
  for (const [index, picture] of real.pictures.entries()) {
    if (picture.file === file) continue;
    const likeness = cosine(own.embedding, rowOf(real.points, index));
    if (nearest !== null && likeness <= nearest.likeness) continue;
    nearest = { file: picture.file, class: picture.class, likeness, data: picture.data };
  }
  return nearest;
}
