/**
 * @file Pictures → what a CLIP vision model reads, as its `preprocessor_config.json` says (transformers,
 * `CLIPImageProcessor`): resize, crop the middle, scale, normalise; channels first.
 */
import { Failure } from '../../protocol/failure.ts';
import type { JsonObject } from '../models/json-file.ts';
import type { Region, Size } from './region.ts';
import type { ResampleFilter } from './resample-filter.ts';
import { resizeImage } from './resize.ts';
import type { RgbImage } from './rgb-image.ts';

export interface Preprocessor extends Size {
  /** Writes one picture as [3, height, width] at `offset`. */
  write(image: RgbImage, into: Float32Array, offset: number): void;
}

/** How a picture of one size becomes one of the model's. */
type Layout = (image: Size) => { readonly size: Size; readonly region: Region };

/** Pillow's numbers of filters. */
const filters: readonly (ResampleFilter | undefined)[] = ['nearest', 'lanczos', 'bilinear', 'bicubic'];

/** @throws Failure `model-unsupported` when the file asks for what is not known here */
export function createPreprocessor(config: JsonObject): Preprocessor {
  const resample = config.number('resample', 3);
  const filter = filters[resample];
  if (filter === undefined) {
    throw new Failure('model-unsupported', `${config.place} asks for resampling ${resample}, which is not known here.`);
  }
  const target = sizeOf(config, config.boolean('do_center_crop', true) ? 'crop_size' : 'size');
  const layout = layoutOf(config, target);
  const tables = normalizing(config);
  return {
    ...target,
    write(image, into, offset) {
      const { size, region } = layout(image);
      writePlanes(resizeImage(image, size, filter, region), tables, into, offset);
    },
  };
}

/** An edge, or width and height; older files have a bare number. */
function sizeOf(config: JsonObject, name: string): Size {
  if (typeof config.value(name) === 'number') return square(config.number(name));
  const size = config.object(name, { height: 224, width: 224 });
  if (size.value('shortest_edge') !== undefined) return square(size.number('shortest_edge'));
  return { width: size.number('width'), height: size.number('height') };
}

function square(edge: number): Size {
  return { width: edge, height: edge };
}

function layoutOf(config: JsonObject, target: Size): Layout {
  const resize = config.boolean('do_resize', true);
  const edge = shortestEdge(config);
  const sizeFor = (image: Size): Size => {
    if (!resize) return image;
    return edge === undefined ? sizeOf(config, 'size') : scaleShortest(image, edge);
  };
  return (image) => {
    const size = sizeFor(image);
    return { size, region: middle(size, target, config.place) };
  };
}

function shortestEdge(config: JsonObject): number | undefined {
  const size = config.value('size');
  if (typeof size === 'number') return size;
  const edge = size === undefined ? 224 : config.object('size').value('shortest_edge');
  return typeof edge === 'number' ? edge : undefined;
}

/** The long side is cut off, not rounded. */
function scaleShortest(image: Size, edge: number): Size {
  const { width, height } = image;
  const long = Math.trunc((edge * Math.max(width, height)) / Math.min(width, height));
  return width <= height ? { width: edge, height: long } : { width: long, height: edge };
}

function middle(size: Size, target: Size, place: string): Region {
  if (size.width < target.width || size.height < target.height) {
    throw new Failure('model-unsupported', `${place} crops more than it resizes to; correct its \`size\`.`);
  }
  const left = Math.floor((size.width - target.width) / 2);
  const top = Math.floor((size.height - target.height) / 2);
  return { left, top, ...target };
}

/** The value of each 8-bit level, by channel: 256 divisions in place of one a pixel. */
function normalizing(config: JsonObject): readonly Float32Array[] {
  const scale = config.boolean('do_rescale', true) ? config.number('rescale_factor', 1 / 255) : 1;
  const normalize = config.boolean('do_normalize', true);
  const means = normalize ? config.numbers('image_mean') : [0, 0, 0];
  const deviations = normalize ? config.numbers('image_std') : [1, 1, 1];
  return [0, 1, 2].map((channel) => {
    const mean = means[channel] ?? 0;
    const deviation = deviations[channel] ?? 1;
    return Float32Array.from({ length: 256 }, (_, level) => (Math.fround(level * scale) - mean) / deviation);
  });
}

function writePlanes(image: RgbImage, tables: readonly Float32Array[], into: Float32Array, offset: number): void {
  const plane = image.width * image.height;
  tables.forEach((table, channel) => {
    const start = offset + channel * plane;
    for (let i = 0; i < plane; i++) into[start + i] = table[image.data[3 * i + channel]!]!;
  });
}
