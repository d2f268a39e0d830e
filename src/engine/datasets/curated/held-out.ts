import type { CuratePlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { PictureFacts } from '../../store/pictures/picture-facts.ts';
import type { CurationTools } from '../samples/curation-tools.ts';

export interface HeldOutImage {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of that file. */
  readonly hash: string;
  /** Name of its data set. */
  readonly data: string;
  readonly facts?: PictureFacts;
}

export interface HeldOut {
  readonly images: readonly HeldOutImage[];
  /** Data sets that were not looked at, each in one sentence. */
  readonly notes: readonly string[];
}

/**
 * The images that the file only judges on. A data set that is not there holds nothing back, and is told.
 * @throws Failure `cancelled`, of the store
 */
export async function* heldOutImages(
  { holdouts = [], judging }: CuratePlan,
  tools: Pick<CurationTools, 'readData' | 'describePictures'>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, HeldOut> {
  const images: HeldOutImage[] = [];
  const notes: string[] = [];
  for (const data of holdouts) {
    try {
      const classes = judging.classes.map(({ name }) => name);
      const read = yield* tools.readData(data, signal, classes);
      const described = yield* tools.describePictures(data.name, read.images, signal);
      for (const { file, hash } of read.images) {
        const facts = described.get(file);
        images.push({ file, hash, data: data.name, ...(facts && 'pixels' in facts && { facts }) });
      }
    } catch (error) {
      if (!Failure.is(error) || error.code === 'cancelled') throw error;
      notes.push(`The set was not compared with \`${data.name}\`: ${error.message}`);
    }
  }
  return { images, notes };
}
