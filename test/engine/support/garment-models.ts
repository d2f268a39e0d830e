/**
 * @file The smallest models that keep the contracts: a painter that paints the colour of the garment it is asked for,
 * and a judge that knows garments by their colour. Deterministic, and they count what is asked of them.
 */
import type { ModelOfRole, ModelOpener, ModelRole } from '../../../src/engine/execution/models/model-opener.ts';
import { digestOf } from '../../../src/engine/files/digest.ts';
import type { RgbImage } from '../../../src/engine/images/rgb-image.ts';
import type { Judge } from '../../../src/engine/models/judge.ts';
import type { ModelRequest } from '../../../src/engine/models/model-request.ts';
import type { DrawRequest, DrawStep, Painter } from '../../../src/engine/models/painter.ts';
import { throwIfCancelled } from '../../../src/engine/runtime/sessions/cancellation.ts';
import { Failure } from '../../../src/protocol/failure.ts';

type Colour = readonly [number, number, number];

const colours: { readonly [garment: string]: Colour } = {
  shirt: [230, 20, 20],
  sneaker: [20, 230, 20],
  bag: [20, 20, 230],
};

function colourOf(text: string): Colour {
  const garment = Object.keys(colours).find((name) => text.includes(name));
  return garment === undefined ? [128, 128, 128] : colours[garment]!;
}

export class GarmentModels implements ModelOpener {
  /** Seeds in the order they were drawn. */
  readonly drawn: DrawRequest[] = [];
  readonly texts: string[] = [];
  images = 0;
  opened = 0;
  disposed = 0;
  /** Of both models. */
  version = 1;
  /** What each step has to say. */
  note: string | undefined;
  /** Called before each step. */
  beforeStep: (request: DrawRequest, index: number) => Promise<void> | void = () => {};

  async open<R extends ModelRole>(role: R, request: ModelRequest): Promise<ModelOfRole[R]> {
    this.opened += 1;
    const { provider = 'cpu', precision = 'fp32' } = request;
    const models: ModelOfRole = {
      painter: { ...this.#painter(), provider, precision },
      judge: { ...this.#judge(), provider, precision },
    };
    return models[role];
  }

  #painter(): Painter {
    return {
      family: 'tiny painter',
      provider: 'cpu',
      precision: 'fp32',
      digest: digestOf('tiny painter'),
      numericsVersion: this.version,
      tokenLimit: 75,
      countTokens: (text) => text.split(' ').length,
      draw: (request, signal) => this.#draw(request, signal),
      dispose: async () => void this.disposed++,
    };
  }

  async *#draw(request: DrawRequest, signal: AbortSignal): AsyncGenerator<DrawStep, RgbImage> {
    const { steps, width, height } = request.settings;
    if (request.prompt.includes('too long'))
      throw new Failure('prompt-too-long', 'The prompt is too long; shorten it.');
    for (let index = 1; index <= steps; index++) {
      await this.beforeStep(request, index);
      throwIfCancelled(signal);
      const note = this.note === undefined ? {} : { note: this.note };
      yield { index, count: steps, ...note, preview: async () => plain(8, 8, [index, index, index]) };
    }
    this.drawn.push(request);
    // Seed and guidance show in the blue, so that no two of a recipe's images are the same file.
    const [red, green, blue] = colourOf(request.prompt);
    return plain(width, height, [red, green, (blue + request.seed + 10 * request.settings.guidance) % 256]);
  }

  #judge(): Judge {
    return {
      family: 'tiny',
      provider: 'cpu',
      precision: 'fp32',
      digest: digestOf('tiny judge'),
      numericsVersion: this.version,
      tokenLimit: 75,
      logitScale: 10,
      dimensions: 3,
      countTokens: (text) => text.split(' ').length,
      embedTexts: async (texts, signal) => {
        throwIfCancelled(signal);
        this.texts.push(...texts);
        return texts.map((text) => Float32Array.from(colourOf(text)));
      },
      embedImages: async (images, signal) => {
        throwIfCancelled(signal);
        this.images += images.length;
        return images.map(({ data }) => data.slice(0, 3)).map((pixel) => Float32Array.from(pixel));
      },
      dispose: async () => void this.disposed++,
    };
  }
}

export function plain(width: number, height: number, colour: Colour): RgbImage {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => colour[i % 3]!);
  return { width, height, data };
}
