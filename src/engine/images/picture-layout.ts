/**
 * @file How a picture of any size becomes one of the model's: it is resized, and a window of the model's size is laid over
 * the middle. Transformers and OpenCLIP describe that in files of their own, and round differently.
 */
import { Failure } from '../../protocol/failure.ts';
import { roundHalfEven } from '../arithmetic/round-half-even.ts';
import type { JsonObject } from '../files/json-file.ts';
import type { Region, Size } from './region.ts';

export interface PictureLayout {
  /** What the model reads. */
  readonly target: Size;
  /** Of what the window shows beyond the picture: a level of each channel. */
  readonly fill: readonly number[];
  place(image: Size): Placement;
}

export interface Placement {
  /** To which the picture is resized. */
  readonly size: Size;
  /** What is shown of it; it may reach beyond. */
  readonly window: Region;
}

/**
 * transformers, `CLIPImageProcessor`, `SiglipImageProcessor`, `ConvNextImageProcessor` and others with their entries.
 * @param native what the model reads, where the file does not say
 * @throws Failure `model-unsupported`, `model-corrupt`
 */
export function transformersLayout(config: JsonObject, native: Size | undefined): PictureLayout {
  const size = sizeRule(config, native);
  const crops = config.boolean('do_center_crop', size.cropsByDefault);
  const resizes = config.boolean('do_resize', true);
  const target = crops ? sound(edges(config, 'crop_size', native ?? size.target), config.place) : size.target;
  return {
    target,
    fill: [0, 0, 0],
    place: (image) => {
      const resized = resizes ? size.of(image) : image;
      return { size: resized, window: transformersWindow(resized, target) };
    },
  };
}

interface SizeRule {
  readonly target: Size;
  readonly cropsByDefault: boolean;
  of(image: Size): Size;
}

const CLIP_EDGE = 224;

/** From this edge on ConvNeXt's processor crops no more. */
const UNCROPPED_EDGE = 384;

function sizeRule(config: JsonObject, native: Size | undefined): SizeRule {
  const edge = shortestEdge(config, native);
  if (edge === undefined) return squashing(config, native);
  const target = sound(squareOf(edge), config.place);
  const portion = config.value('crop_pct');
  if (typeof portion !== 'number') return { target, cropsByDefault: true, of: (image) => scaleShortest(image, edge) };
  if (edge >= UNCROPPED_EDGE) return { target, cropsByDefault: false, of: () => target };
  const { width: whole } = sound(squareOf(Math.trunc(edge / portion)), config.place);
  return { target, cropsByDefault: false, of: (image) => scaleShortest(image, whole) };
}

function squashing(config: JsonObject, native: Size | undefined): SizeRule {
  const target = sound(edges(config, 'size', native ?? squareOf(CLIP_EDGE)), config.place);
  return { target, cropsByDefault: !squashes(config), of: () => target };
}

/** Processors that crop nothing, and read a bare number as both edges. */
function squashes(config: JsonObject): boolean {
  return /siglip|vit|deit/i.test(config.string('image_processor_type', config.string('feature_extractor_type', '')));
}

/** What the shorter side is resized to; undefined where pictures are squashed. */
function shortestEdge(config: JsonObject, native: Size | undefined): number | undefined {
  const value = config.value('size') ?? undefined;
  if (typeof value === 'object' && !Array.isArray(value)) {
    const edge = config.object('size').value('shortest_edge');
    return typeof edge === 'number' ? edge : undefined;
  }
  if (squashes(config) || Array.isArray(value)) return undefined;
  return value === undefined ? (native?.width ?? CLIP_EDGE) : config.number('size');
}

/** Pixels of an edge; no judge reads more than a thousand. */
const LARGEST = 4096;

function sound({ width, height }: Size, place: string): Size {
  if ([width, height].every((edge) => Number.isInteger(edge) && edge >= 1 && edge <= LARGEST)) return { width, height };
  const text = `${place} asks for pictures of ${width}×${height} pixels; correct its \`size\` or download it again.`;
  throw new Failure('model-unsupported', text);
}

/** An edge, height and width in either form, or whatever stands for them where there is none. */
function edges(config: JsonObject, name: string, otherwise: Size): Size {
  const value = config.value(name);
  if (value === undefined || value === null) return otherwise;
  if (typeof value === 'number') return squareOf(value);
  if (Array.isArray(value)) {
    const [height, width] = config.numbers(name);
    return { width: width ?? height ?? 0, height: height ?? 0 };
  }
  const size = config.object(name);
  if (size.value('shortest_edge') !== undefined) return squareOf(size.number('shortest_edge'));
  return { width: size.number('width'), height: size.number('height') };
}

function squareOf(edge: number): Size {
  return { width: edge, height: edge };
}

/** The long side is cut off, not rounded; torchvision does the same. */
function scaleShortest({ width, height }: Size, edge: number): Size {
  const long = Math.trunc((edge * Math.max(width, height)) / Math.min(width, height));
  return width <= height ? { width: edge, height: long } : { width: long, height: edge };
}

/** transformers, image_transforms.py, `center_crop`: less is cut off, and more put on, above and left. */
function transformersWindow(size: Size, target: Size): Region {
  const offset = (own: number, wanted: number) => Math.floor((own - wanted) / 2);
  return { left: offset(size.width, target.width), top: offset(size.height, target.height), ...target };
}

/**
 * open_clip, src/open_clip/transform.py, `image_transform_v2` for inference.
 * @param native what the model reads, where the file does not say
 * @throws Failure `model-unsupported`, `model-corrupt`
 */
export function openClipLayout(config: JsonObject, native: Size | undefined): PictureLayout {
  const target = sound(edges(config, 'size', native ?? squareOf(CLIP_EDGE)), config.place);
  const mode = config.string('resize_mode', 'shortest');
  const resize = Object.hasOwn(resizings, mode) ? resizings[mode] : undefined;
  if (resize === undefined) {
    throw new Failure(
      'model-unsupported',
      `${config.place} asks for \`resize_mode\` ${mode}, which is not known here.`,
    );
  }
  const color = config.value('fill_color');
  const fill = Array.isArray(color) ? config.numbers('fill_color') : new Array(3).fill(config.number('fill_color', 0));
  return {
    target,
    fill,
    place: (image) => {
      const size = resize(image, target);
      return { size, window: openClipWindow(size, target) };
    },
  };
}

const resizings: { readonly [mode: string]: (image: Size, target: Size) => Size } = {
  squash: (_, target) => target,
  shortest: (image, target) =>
    target.width === target.height ? scaleShortest(image, target.width) : scaleBy(image, target, Math.min),
  longest: (image, target) => scaleBy(image, target, Math.max),
};

/** `ResizeKeepRatio`, which fails on pictures so narrow that nothing of them is left. */
function scaleBy({ width, height }: Size, target: Size, choose: (a: number, b: number) => number): Size {
  const ratio = choose(height / target.height, width / target.width);
  return { width: Math.max(1, roundHalfEven(width / ratio)), height: Math.max(1, roundHalfEven(height / ratio)) };
}

/** Python's rounding; what is put on is more below and right. */
function openClipWindow(size: Size, target: Size): Region {
  const offset = (own: number, wanted: number) =>
    own < wanted ? -Math.floor((wanted - own) / 2) : roundHalfEven((own - wanted) / 2);
  return { left: offset(size.width, target.width), top: offset(size.height, target.height), ...target };
}
