import type { DrawProgress } from '../../../protocol/engine.ts';
import { encodePng } from '../../images/encode-png.ts';
import type { RgbImage } from '../../images/rgb-image.ts';
import { log } from '../../log.ts';
import type { DrawStep } from '../../models/painter.ts';
import { PreviewFile } from '../../store/preview-file.ts';
import { type Drawing, reportDrawing } from './drawing.ts';
import type { ReadyImage } from './recipe-images.ts';

/**
 * Pictures of steps on their way to the disk, which goes on beside the next steps. The first of a run is waited for, as
 * people wait for it, and so are those of slow steps: the next one would block their writing until it is over.
 */
export class StepPictures {
  readonly #drawing: Drawing;
  readonly #image: ReadyImage;
  readonly #preview: PreviewFile;
  #writing: Promise<void> | undefined;
  #written: DrawStep | undefined;

  constructor(drawing: Drawing, image: ReadyImage) {
    this.#drawing = drawing;
    this.#image = image;
    this.#preview = new PreviewFile(drawing.workshop.files, image.key);
    drawing.previews.begin();
  }

  /** Makes a picture of the step when it is time for one, and the one before is written. */
  async consider(step: DrawStep): Promise<void> {
    const { previews } = this.#drawing;
    const { isAwaited } = previews;
    if (step.index === step.count || this.#writing !== undefined || !previews.isDue()) return;
    const pixels = await step.preview();
    this.#writing = this.#write(pixels, step);
    if (isAwaited) await this.#writing;
  }

  /** Tells of a picture that was written since. */
  take(): DrawProgress | undefined {
    const step = this.#written;
    this.#written = undefined;
    if (step === undefined) return undefined;
    const { key } = this.#image;
    const { file } = this.#preview;
    this.#drawing.images.set({ key, state: 'drawing', ...(file === undefined ? {} : { preview: file }) });
    return { ...reportDrawing(this.#drawing), step: { index: step.index, count: step.count } };
  }

  /** The unfinished picture goes when the finished one is there, or cannot be. */
  async remove(): Promise<void> {
    await this.#writing;
    await this.#preview.remove();
  }

  /** A courtesy: where the disk refuses it, the finished image will say so, if it is refused too. */
  async #write(pixels: RgbImage, step: DrawStep): Promise<void> {
    try {
      await this.#preview.renew(await encodePng(pixels));
    } catch (error) {
      log.debug(`A picture of an unfinished image is not shown: ${String(error)}`);
    } finally {
      this.#written = step;
      this.#writing = undefined;
    }
  }
}
