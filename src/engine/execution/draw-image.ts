/** @file One image: steps, pictures of them, the finished file. */
import type { DrawProgress } from '../../protocol/engine.ts';
import { Failure, type FailureCode } from '../../protocol/failure.ts';
import { encodePng } from '../images/encode-png.ts';
import type { RgbImage } from '../images/rgb-image.ts';
import type { DrawStep } from '../models/painter.ts';
import { artefactKey } from '../store/model-identity.ts';
import { PreviewFile } from '../store/preview-file.ts';
import type { Drawing } from './drawing.ts';
import type { WantedImage } from './recipe-images.ts';
import { imageWork, stepWork } from './time-left.ts';

/** What is wrong with one image and need not keep the others from being drawn. */
const ownFault: readonly FailureCode[] = ['prompt-too-long', 'numbers-overflowed', 'plan-invalid'];

export async function* drawImage(
  drawing: Drawing,
  image: WantedImage,
  signal: AbortSignal,
): AsyncGenerator<DrawProgress, void> {
  const { key } = image;
  const preview = new PreviewFile(drawing.workshop.files, key);
  drawing.images.set({ key, state: 'drawing' });
  yield report(drawing);
  try {
    const pixels = yield* followSteps(drawing, image, preview, signal);
    await keep(drawing, image, pixels);
  } catch (error) {
    if (!Failure.is(error) || !ownFault.includes(error.code)) throw error;
    await noteFailed(drawing, image, error);
  } finally {
    await preview.remove();
  }
  yield report(drawing);
}

async function* followSteps(
  drawing: Drawing,
  image: WantedImage,
  preview: PreviewFile,
  signal: AbortSignal,
): AsyncGenerator<DrawProgress, RgbImage> {
  const { prompt, negative, seed, settings } = image;
  const steps = drawing.painter.draw({ prompt, negative, seed, settings }, signal);
  try {
    for (;;) {
      const next = await steps.next();
      if (next.done) return next.value;
      drawing.timeLeft.add(stepWork(image));
      const isLast = next.value.index === next.value.count;
      if (!isLast && drawing.previews.isDue()) yield await showStep(drawing, image, next.value, preview);
    }
  } finally {
    await stopSteps(steps);
  }
}

/** Whoever stops listening in the middle stops the painter too. */
async function stopSteps(steps: AsyncGenerator<DrawStep, RgbImage>): Promise<void> {
  await steps.return(undefined as never); // The generator's result is not wanted any more.
}

async function showStep(
  drawing: Drawing,
  { key }: WantedImage,
  step: DrawStep,
  preview: PreviewFile,
): Promise<DrawProgress> {
  await preview.renew(await encodePng(await step.preview()));
  drawing.images.set({ key, state: 'drawing', ...(preview.file === undefined ? {} : { preview: preview.file }) });
  return { ...report(drawing), step: { index: step.index, count: step.count } };
}

async function keep(drawing: Drawing, image: WantedImage, pixels: RgbImage): Promise<void> {
  const { key, prompt, negative, seed, settings, source } = image;
  const { workshop, identity, journal, images } = drawing;
  const origin = { prompt, negative, seed, settings, model: identity.digest, source };
  const stored = await workshop.images.keep(artefactKey(key, identity), await encodePng(pixels), origin);
  await journal.add({ kind: 'image', key, hash: stored.hash });
  images.setDone(key, stored);
}

async function noteFailed(drawing: Drawing, image: WantedImage, failure: Failure): Promise<void> {
  const { key } = image;
  drawing.timeLeft.add(imageWork(image));
  drawing.images.set({ key, state: 'failed', reason: failure.message });
  await drawing.journal.add({ kind: 'image-failed', key, reason: failure.message });
}

function report({ images, timeLeft }: Drawing): DrawProgress {
  const { seconds } = timeLeft;
  return {
    stage: 'drawing',
    done: images.done,
    total: images.total,
    changed: images.takeChanged(),
    ...(seconds === undefined ? {} : { secondsLeft: seconds }),
  };
}
