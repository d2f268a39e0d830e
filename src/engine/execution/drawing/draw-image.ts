/** @file One image: steps, pictures of them, the finished file. */
import type { DrawProgress } from '../../../protocol/engine.ts';
import { Failure, type FailureCode } from '../../../protocol/failure.ts';
import { encodePng } from '../../images/encode-png.ts';
import type { RgbImage } from '../../images/rgb-image.ts';
import type { DrawRequest, DrawStep } from '../../models/painter.ts';
import type { StoredImage } from '../../store/image-store.ts';
import { imageWork, stepWork } from '../time-left.ts';
import { type Drawing, reportDrawing } from './drawing.ts';
import { pictureTexts } from './picture-texts.ts';
import type { ReadyImage } from './recipe-images.ts';
import { StepPictures } from './step-pictures.ts';

/** What is wrong with one image and need not keep the others from being drawn. */
const ownFault: readonly FailureCode[] = [
  'prompt-too-long',
  'numbers-overflowed',
  'plan-invalid',
  'file-unreadable',
  'image-corrupt',
];

/** Milliseconds. An image that takes longer is on the disk before the next begins, so that it is told of at once. */
const slow = 1000;

/**
 * The image is written while the next is drawn: a native run blocks this thread, and the disk need not wait for it.
 * @throws Failure as `Painter.draw`, but for faults of this image alone, and as the writing of those before
 */
export async function* drawImage(
  drawing: Drawing,
  image: ReadyImage,
  signal: AbortSignal,
): AsyncGenerator<DrawProgress, void> {
  const { key } = image;
  const started = performance.now();
  // Another window may have drawn it since this run began.
  const there = await drawing.workshop.images.findWhole(image.artefact);
  if (there !== undefined) return yield* takeStored(drawing, image, there);
  const pictures = new StepPictures(drawing, image);
  let pixels: RgbImage | undefined;
  drawing.images.set({ key, state: 'drawing' });
  yield reportDrawing(drawing);
  try {
    pixels = yield* followSteps(drawing, image, pictures, signal);
  } catch (error) {
    if (!Failure.is(error) || !ownFault.includes(error.code)) throw error;
    await noteFailed(drawing, image, error);
  } finally {
    if (pixels === undefined) await pictures.remove();
  }
  if (pixels !== undefined) drawing.saving.add(keep(drawing, image, pixels, pictures));
  if (performance.now() - started > slow) await drawing.saving.settle();
  drawing.saving.throwIfFailed();
}

async function* takeStored(
  drawing: Drawing,
  image: ReadyImage,
  stored: StoredImage,
): AsyncGenerator<DrawProgress, void> {
  const { key } = image;
  drawing.timeLeft.leaveOut(imageWork(image));
  drawing.images.setReused(key, stored);
  await drawing.journal.addReused([[key, stored.hash]]);
  yield reportDrawing(drawing);
}

async function* followSteps(
  drawing: Drawing,
  image: ReadyImage,
  pictures: StepPictures,
  signal: AbortSignal,
): AsyncGenerator<DrawProgress, RgbImage> {
  const steps = drawing.painter.draw(await requestOf(drawing, image), signal);
  const started = performance.now();
  let taken = 0;
  try {
    for (;;) {
      const next = await steps.next();
      if (next.done) {
        if (taken === 0) drawing.timeLeft.leaveOut(imageWork(image));
        else drawing.meter.add(image, performance.now() - started);
        return next.value;
      }
      taken += 1;
      drawing.timeLeft.add(stepWork(image));
      const { note } = next.value;
      if (note !== undefined && drawing.images.addNote(note)) yield { ...reportDrawing(drawing), note };
      await pictures.consider(next.value);
      const shown = pictures.take();
      if (shown !== undefined) yield shown;
    }
  } finally {
    await stopSteps(steps);
  }
}

async function requestOf({ workshop, painter, firsts, saving }: Drawing, image: ReadyImage): Promise<DrawRequest> {
  const { prompt, negative, emphasis, reading, negativeReading, seed, settings, first } = image;
  const words = {
    prompt,
    negative,
    emphasis,
    ...(reading && { reading }),
    ...(negativeReading && { negativeReading }),
  };
  const stages = workshop.stages.of(painter, image, first, (work) => saving.add(work));
  return { ...words, seed, settings, ...(await firsts.load(first)), ...(stages && { stages }) };
}

/** Whoever stops listening in the middle stops the painter too. */
async function stopSteps(steps: AsyncGenerator<DrawStep, RgbImage>): Promise<void> {
  await steps.return(undefined as never); // The generator's result is not wanted any more.
}

async function keep(drawing: Drawing, image: ReadyImage, pixels: RgbImage, pictures: StepPictures): Promise<void> {
  const { key, artefact, prompt, negative, emphasis, seed, settings, source } = image;
  const { workshop, model, journal, images } = drawing;
  const origin = { prompt, negative, emphasis, seed, settings, model: model.identity.digest, source };
  try {
    const png = await encodePng(pixels, pictureTexts(image, model));
    const stored = await workshop.images.keep(artefact, png, origin);
    await journal.addDrawn(key, stored.hash);
    images.setDone(key, stored);
  } finally {
    await pictures.remove();
  }
}

async function noteFailed(drawing: Drawing, image: ReadyImage, failure: Failure): Promise<void> {
  const { key } = image;
  drawing.timeLeft.add(imageWork(image));
  drawing.images.set({ key, state: 'failed', reason: failure.message });
  await drawing.journal.addFailed(key, failure.message);
}
