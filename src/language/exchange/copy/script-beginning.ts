/** @file What a diffusers script says of the image to begin with. */
import type { DrawSettings, ImagePlan, ImageSource } from '../../plan/plan.ts';

export interface ScriptBeginning {
  /** Part of the pipeline's name. */
  readonly task: '' | 'Img2Img' | 'Inpaint';
  readonly imports: readonly string[];
  /** Lines before the call. */
  readonly remarks: readonly string[];
  readonly arguments: readonly string[];
}

/** Pipelines that begin with an image take its size, and no rescaled guidance. */
export function beginningOf(
  { init, mask }: Pick<ImagePlan, 'init' | 'mask'>,
  { width, height, strength, rescale }: DrawSettings,
): ScriptBeginning {
  const sizes = [`width=${width}`, `height=${height}`];
  const rescaled = rescale === undefined ? [] : [`guidance_rescale=${rescale}`];
  if (init === undefined) return { task: '', imports: [], remarks: [], arguments: [...sizes, ...rescaled] };
  const load = (source: ImageSource, name: string) =>
    `load_image(${python(fileOf(source, name))}).resize((${width}, ${height}))`;
  return {
    task: mask ? 'Inpaint' : 'Img2Img',
    imports: ['from diffusers.utils import load_image'],
    remarks: [...remarkOn(init, 'init.png'), ...(mask ? remarkOn(mask, 'mask.png') : [])],
    arguments: [
      `image=${load(init, 'init.png')}`,
      ...(mask ? [`mask_image=${load(mask, 'mask.png')}`] : []),
      ...(strength === undefined ? [] : [`strength=${strength}`]),
    ],
  };
}

function fileOf(source: ImageSource, name: string): string {
  return source.kind === 'file' ? source.path : name;
}

const places: { readonly [K in ImageSource['kind']]: (source: Extract<ImageSource, { kind: K }>) => string } = {
  file: ({ path }) => `${path}: relative to the workspace`,
  data: ({ path, class: name, index }) => `image ${index + 1} of ${path}${name === undefined ? '' : `/${name}`}`,
  drawn: ({ recipe }) => `an image that the recipe ${recipe} draws`,
};

function remarkOn(source: ImageSource, name: string): readonly string[] {
  // The kind that picks the entry is the kind that the entry takes.
  const place = places[source.kind](source as never);
  return [source.kind === 'file' ? `# ${place}.` : `# Save as ${name}: ${place}.`];
}

/** A JSON string is a string of Python, too. */
export function python(text: string): string {
  return JSON.stringify(text);
}
