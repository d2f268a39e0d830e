/** @file The images that uplift is measured with: real ones to train and to test on, and what is drawn. */
import type { DataPlan, ModelPlan } from '../../../language/plan/plan.ts';
import type { CuratedImage } from '../../../protocol/curated-set.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import type { Executor } from '../../executor.ts';

export type UpliftTools = Pick<Executor, 'embed' | 'describePictures' | 'readData'>;

/** An image with its class, as the judge sees it and by its pixels. */
export interface SeenImage {
  /** Absolute path. */
  readonly file: string;
  /** Index of its class. */
  readonly label: number;
  /** Recipe or data set. */
  readonly from: string;
  /** Not normalised. */
  readonly embedding: Float32Array;
  readonly perceptualHash: string;
  /** Hex SHA-256 of the file. */
  readonly hash: string;
}

export interface SeenImages {
  readonly images: readonly SeenImage[];
  /** What was left out, each in one sentence. */
  readonly notes: readonly string[];
}

interface NamedImage {
  readonly file: string;
  readonly hash: string;
  readonly label: number;
  readonly from: string;
}

/** How a set is looked at. */
export interface Looking {
  readonly tools: UpliftTools;
  readonly judge: ModelPlan;
  readonly classes: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * The images of data sets that are of the classes, each file once.
 * @throws Failure of data, models and store, `cancelled`
 */
export async function* realImages(
  data: readonly DataPlan[],
  looking: Looking,
): AsyncGenerator<EvaluateProgress, SeenImages> {
  const { tools, classes, signal } = looking;
  const named = new Map<string, NamedImage>();
  const notes: string[] = [];
  for (const each of data) {
    const { images } = yield* tools.readData(each, signal);
    let strange = 0;
    for (const { file, hash, label } of images) {
      const place = label === null ? -1 : classes.indexOf(label);
      if (place < 0) strange++;
      else named.set(file, { file, hash, label: place, from: each.name });
    }
    if (strange > 0) notes.push(`${counted(strange, 'image')} of \`${each.name}\` of no class here: left out.`);
  }
  const name = data.map((each) => each.name).join(', ');
  const seen = yield* look(name, [...named.values()], looking);
  return { images: seen.images, notes: [...notes, ...seen.notes] };
}

/**
 * The drawn images of a curated set that may be trained on: of its split `train`, or all of a set that is not split.
 * @throws Failure of models and store, `cancelled`
 */
export async function* drawnImages(
  name: string,
  images: readonly CuratedImage[],
  looking: Looking,
): AsyncGenerator<EvaluateProgress, SeenImages> {
  const isSplit = images.some(({ split }) => split !== undefined);
  const drawn = images.filter(({ isDrawn }) => isDrawn);
  const trained = drawn.filter(({ split }) => !isSplit || split === 'train');
  const named = trained.flatMap(({ file, hash, class: shown, from }) => {
    const label = looking.classes.indexOf(shown);
    return label < 0 ? [] : { file, hash, label, from };
  });
  const real = images.length - drawn.length;
  const seen = yield* look(name, named, looking);
  return {
    images: seen.images,
    notes: [
      ...(real === 0 ? [] : [`${counted(real, 'real image')} of the set not counted: only drawn ones are measured.`]),
      ...(isSplit ? [`Of the set, only the split \`train\` is trained on.`] : []),
      ...seen.notes,
    ],
  };
}

async function* look(
  name: string,
  images: readonly NamedImage[],
  { tools, judge, signal }: Looking,
): AsyncGenerator<EvaluateProgress, SeenImages> {
  const embedded = yield* tools.embed(judge, name, images, signal);
  const described = yield* tools.describePictures(name, images, signal);
  const seen = images.flatMap((image) => {
    const seenAs = embedded.get(image.file);
    const facts = described.get(image.file);
    if (seenAs === undefined || 'reason' in seenAs || facts === undefined || 'reason' in facts) return [];
    return { ...image, embedding: seenAs.embedding, perceptualHash: facts.perceptualHash };
  });
  const unread = images.length - seen.length;
  const notes = unread === 0 ? [] : [`${counted(unread, 'image')} of \`${name}\` could not be read: left out.`];
  return { images: seen, notes };
}

/** How many images each class has. */
export function countsOf(images: readonly SeenImage[], classes: readonly string[]): readonly number[] {
  return classes.map((_, label) => images.filter((image) => image.label === label).length);
}

/** @throws Failure `data-empty` naming classes without an image */
export function requireEveryClass(what: string, images: readonly SeenImage[], classes: readonly string[]): void {
  const counts = countsOf(images, classes);
  const empty = classes.filter((_, label) => counts[label] === 0).map((name) => `\`${name}\``);
  if (empty.length === 0) return;
  const text = `${what} has no image of ${empty.slice(0, 8).join(', ')}: uplift needs one of every class of the curation.`;
  throw new Failure('data-empty', text);
}
