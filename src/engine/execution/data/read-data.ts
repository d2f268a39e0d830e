/** @file A data set of a file → its images, each with its label. */
import { statSync } from 'node:fs';
import type { DataPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import { classFolders, listLabelledFolder, type Skipped } from '../../datasets/labelled-folder.ts';
import { type FoundImages, foundImages } from '../../datasets/reading/found-images.ts';
import type { Reading } from '../../datasets/reading/reading.ts';
import { readingOfData } from '../../datasets/reading/reading-of-data.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import { ImageDigests } from '../../store/digests/image-digests.ts';
import { hashImages, type ImageToEmbed } from '../judging/hash-images.ts';
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
 * @param classes that are asked for: where one has a folder, folders are the labels
 * @throws Failure `data-missing`, `data-empty`, `data-corrupt`, `path-outside-workspace`, `file-unreadable`, `cancelled`,
 * of the store
 */
export async function* readData(
  workshop: Workshop,
  data: DataPlan,
  signal: AbortSignal,
  classes: readonly string[],
): AsyncGenerator<EvaluateProgress, RealImages> {
  throwIfCancelled(signal);
  yield { stage: 'reading', source: data.name, done: 0, total: 0 };
  const { workspace } = workshop.settings;
  const reading = await readingOfData(data, workspace, classes);
  const listed = isPlain(reading)
    ? await listedFolders(data, workspace)
    : yield* listedByReader(workshop, data, reading, signal);
  const hashes = await hashImages(new ImageDigests(workshop.files), listed.images, signal);
  const read = new Map<string, RealImage>();
  for (const { file, label } of listed.images) {
    const hash = hashes.get(file);
    if (typeof hash === 'string' && !read.has(file)) read.set(file, { file, hash, label });
  }
  const unread = [...hashes].flatMap(([file, hash]) => (typeof hash === 'string' ? [] : { file, ...hash }));
  return { images: [...read.values()], skipped: [...listed.skipped, ...unread] };
}

/** Whether it is `<path>/<class>/*`. */
export function isPlain(reading: Reading): boolean {
  return reading.kind === 'format' && reading.format === 'folder';
}

interface Listed {
  readonly images: readonly (ImageToEmbed & Pick<RealImage, 'label'>)[];
  readonly skipped: readonly Skipped[];
}

async function listedFolders(data: DataPlan, workspace: string): Promise<Listed> {
  const names = await classFolders(data, workspace);
  const { images, skipped } = await listLabelledFolder(data, workspace, names);
  return { images: images.map(({ actual, ...image }) => ({ ...image, label: names[actual] ?? null })), skipped };
}

async function* listedByReader(
  { files, settings: { workspace } }: Workshop,
  data: DataPlan,
  reading: Reading,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, Listed> {
  const finding = foundImages(reading, { files, workspace, signal });
  for (;;) {
    const { done, value } = await finding.next();
    if (done) return listedImages(data, value);
    yield { stage: 'reading', source: data.name, done: value, total: 0 };
  }
}

function listedImages({ name, path }: DataPlan, { images, skipped }: FoundImages): Listed {
  if (images.length === 0) throw new Failure('data-empty', `The data set \`${name}\` holds no image; check ${path}.`);
  return {
    images: images.map(({ file, hash, label }) => ({
      file,
      label,
      ...(hash === undefined ? stampOf(file) : { hash }),
    })),
    skipped: skipped.map((reason) => ({ file: path, reason })),
  };
}

/** Of a file that is not there, none: reading it says so. */
function stampOf(file: string): Pick<ImageToEmbed, 'stamp'> {
  const status = statSync(file, { throwIfNoEntry: false });
  return status ? { stamp: [status.size, status.mtimeMs, status.ctimeMs, status.ino].join(' ') } : {};
}
