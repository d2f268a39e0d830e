/** @file A data set of a file → its images, each with its label. */
import type { DataPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { classFolders, listLabelledFolder, type Skipped } from '../../datasets/labelled-folder.ts';
import { ImageDigests } from '../../store/digests/image-digests.ts';
import { hashImages } from '../judging/hash-images.ts';
import type { Workshop } from '../workshop.ts';

export interface RealImage {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of the file. */
  readonly hash: string;
  /** Null where the data set says none. */
  readonly label: string | null;
}

export interface RealImages {
  /** In the order of the data set; each file once. */
  readonly images: readonly RealImage[];
  readonly skipped: readonly Skipped[];
}

/**
 * All images of a data set, whatever their label.
 * @throws Failure `data-missing`, `data-empty`, `path-outside-workspace`, `file-unreadable`, `cancelled`, of the store
 */
export async function* readData(
  workshop: Workshop,
  data: DataPlan,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, RealImages> {
  yield { stage: 'reading', source: data.name, done: 0, total: 0 };
  const { workspace } = workshop.settings;
  const names = await classFolders(data, workspace);
  const { images, skipped } = await listLabelledFolder(data, workspace, names);
  const hashes = await hashImages(new ImageDigests(workshop.files), images, signal);
  const read = images.flatMap(({ file, actual }) => {
    const hash = hashes.get(file);
    return typeof hash === 'string' ? { file, hash, label: names[actual] ?? null } : [];
  });
  const unread = [...hashes].flatMap(([file, hash]) => (typeof hash === 'string' ? [] : { file, ...hash }));
  return { images: read, skipped: [...skipped, ...unread] };
}
