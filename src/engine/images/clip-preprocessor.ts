/**
 * @file Pictures → what a vision model reads, as its `preprocessor_config.json` or OpenCLIP's `preprocess_cfg` says:
 * resize, crop the middle, scale, normalise; channels first.
 */
import { Failure } from '../../protocol/failure.ts';
import type { JsonObject } from '../files/json-file.ts';
import { openClipLayout, type Placement, transformersLayout } from './picture-layout.ts';
import type { Region, Size } from './region.ts';
import type { ResampleFilter } from './resample-filter.ts';
import { resizeImage } from './resize.ts';
import type { RgbImage } from './rgb-image.ts';

export interface Preprocessor extends Size {
  /** Writes one picture as [3, height, width] at `offset`. */
  write(image: RgbImage, into: Float32Array, offset: number): void;
}

/** Pillow's numbers of filters. */
const filters: readonly ResampleFilter[] = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'];

/**
 * @param native what the graph reads, for files that do not say it
 * @throws Failure `model-unsupported` when the file asks for what is not known here, `model-corrupt`
 */
export function createPreprocessor(config: JsonObject, native?: Size): Preprocessor {
  const isOpenClip = openClipEntries.some((name) => config.value(name) !== undefined);
  const layout = isOpenClip ? openClipLayout(config, native) : transformersLayout(config, native);
  const filter = isOpenClip ? namedFilter(config) : numberedFilter(config);
  const tables = isOpenClip ? openClipLevels(config) : transformersLevels(config);
  return {
    ...layout.target,
    write(image, into, offset) {
      const shown = windowOf(image, layout.place(image), filter, layout.fill);
      writePlanes(shown, tables, into, offset);
    },
  };
}

/** Entries that a `preprocessor_config.json` does not have. */
const openClipEntries = ['resize_mode', 'interpolation', 'mean', 'std'];

function numberedFilter(config: JsonObject): ResampleFilter {
  const number = config.number('resample', 3);
  const filter = filters[number];
  if (filter !== undefined) return filter;
  throw new Failure('model-unsupported', `${config.place} asks for resampling ${number}, which is not known here.`);
}

function namedFilter(config: JsonObject): ResampleFilter {
  const name = config.string('interpolation', 'bicubic');
  // Training may draw one of both by lot; OpenCLIP then infers with this one.
  const filter = filters.find((one) => one === (name === 'random' ? 'bicubic' : name));
  if (filter !== undefined) return filter;
  throw new Failure('model-unsupported', `${config.place} asks for interpolation ${name}, which is not known here.`);
}

function windowOf(image: RgbImage, { size, window }: Placement, filter: ResampleFilter, fill: readonly number[]) {
  const left = Math.max(0, window.left);
  const top = Math.max(0, window.top);
  const right = Math.min(size.width, window.left + window.width);
  const bottom = Math.min(size.height, window.top + window.height);
  const part = { left, top, width: right - left, height: bottom - top };
  const shown = resizeImage(image, size, filter, part);
  return part.width === window.width && part.height === window.height ? shown : framed(shown, part, window, fill);
}

/** The part of a picture that a window shows, where it stands in the window. */
function framed(shown: RgbImage, part: Region, window: Region, fill: readonly number[]): RgbImage {
  const { width, height } = window;
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => fill[i % 3] ?? 0);
  for (let y = 0; y < shown.height; y++) {
    const to = ((part.top - window.top + y) * width + part.left - window.left) * 3;
    data.set(shown.data.subarray(y * shown.width * 3, (y + 1) * shown.width * 3), to);
  }
  return { width, height, data };
}

/** OpenAI's, of channels from 0 to 1. */
const MEAN = [0.48145466, 0.4578275, 0.40821073];
const DEVIATION = [0.26862954, 0.26130258, 0.27577711];

/** Of each plane that is written: the channel that it is of, and what each of its 8-bit levels becomes. */
interface Levels {
  readonly channel: number;
  /** 256 divisions in place of one a pixel. */
  readonly values: Float32Array;
}

function transformersLevels(config: JsonObject): readonly Levels[] {
  const scale = config.boolean('do_rescale', true) ? config.number('rescale_factor', 1 / 255) : 1;
  const normalizes = config.boolean('do_normalize', true);
  const means = normalizes ? config.numbers('image_mean', MEAN) : [0, 0, 0];
  const deviations = normalizes ? config.numbers('image_std', DEVIATION) : [1, 1, 1];
  const channels = config.boolean('do_flip_channel_order', false) ? [2, 1, 0] : [0, 1, 2];
  return channels.map((channel, plane) => ({ channel, values: levelsOf(scale, means[plane], deviations[plane]) }));
}

function openClipLevels(config: JsonObject): readonly Levels[] {
  const [means, deviations] = [config.numbers('mean', MEAN), config.numbers('std', DEVIATION)];
  return [0, 1, 2].map((channel) => ({ channel, values: levelsOf(1 / 255, means[channel], deviations[channel]) }));
}

function levelsOf(scale: number, mean = 0, deviation = 1): Float32Array {
  return Float32Array.from({ length: 256 }, (_, level) => (Math.fround(level * scale) - mean) / deviation);
}

function writePlanes(image: RgbImage, levels: readonly Levels[], into: Float32Array, offset: number): void {
  const plane = image.width * image.height;
  for (const [index, { channel, values }] of levels.entries()) {
    const start = offset + index * plane;
    for (let i = 0; i < plane; i++) into[start + i] = values[image.data[3 * i + channel]!]!;
  }
}
