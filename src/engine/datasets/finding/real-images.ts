/** @file The real images of data sets, embedded: what drawn ones are held against. */
import type { DataPlan, ModelPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import type { Executor } from '../../executor.ts';
import { type PointSet, pointSet } from '../../metrics/sets/point-set.ts';

export interface RealPicture {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of that file. */
  readonly hash: string;
  /** Its label; empty where the data set says none. */
  readonly class: string;
  /** Name of the data set. */
  readonly data: string;
}

export interface RealPictures {
  /** Each file once. */
  readonly pictures: readonly RealPicture[];
  /** Of each, as the judge makes it. */
  readonly points: PointSet;
  /** What was left out, each in one sentence. */
  readonly notes: readonly string[];
}

/**
 * A data set that is not there becomes a note; images that cannot be read do, too.
 * @throws Failure of models and store, `cancelled`
 */
export async function* realPictures(
  sets: readonly DataPlan[],
  model: ModelPlan,
  tools: Pick<Executor, 'embed' | 'readData'>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, RealPictures> {
  const listed = new Map<string, RealPicture>();
  const notes: string[] = [];
  for (const data of sets) {
    const found = yield* readOrNote(data, tools, signal);
    notes.push(...found.notes);
    for (const picture of found.pictures) if (!listed.has(picture.file)) listed.set(picture.file, picture);
  }
  const embedded = yield* tools.embed(model, 'real images', [...listed.values()], signal);
  const pictures: RealPicture[] = [];
  const rows: Float32Array[] = [];
  for (const [file, picture] of listed) {
    const found = embedded.get(file);
    if (found === undefined || 'reason' in found) continue;
    pictures.push(picture);
    rows.push(found.embedding);
  }
  const unread = listed.size - pictures.length;
  if (unread > 0) notes.push(`${counted(unread, 'real image')} could not be read and were left out.`);
  return { pictures, points: pointSet(rows), notes };
}

interface Listed {
  readonly pictures: readonly RealPicture[];
  readonly notes: readonly string[];
}

async function* readOrNote(
  data: DataPlan,
  tools: Pick<Executor, 'readData'>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, Listed> {
  try {
    const { images, skipped } = yield* tools.readData(data, signal);
    const pictures = images.map(({ file, hash, label }) => ({ file, hash, class: label ?? '', data: data.name }));
    return { pictures, notes: skipped.map(({ file, reason }) => `${data.name}: ${reason} (${file})`) };
  } catch (error) {
    if (Failure.is(error, 'cancelled') || !Failure.is(error)) throw error;
    return { pictures: [], notes: [error.message] };
  }
}
