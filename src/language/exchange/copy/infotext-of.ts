/** @file An image as A1111's `parameters` text, by the rules of its writer, so that every reader of it understands. */
import type { Dialect, SchedulerName } from '../../plan/plan.ts';
import { convertAttention } from '../../prompt/attention/convert.ts';
import { type CopiedImage, modelName } from './copied-image.ts';

/** The sampler, and the schedule where its usual one is another. */
const samplers: { readonly [N in SchedulerName]: readonly [string?, string?] } = {
  // Nobody knows here which one the model's files name.
  auto: [],
  ddim: ['DDIM'],
  euler: ['Euler'],
  'euler-a': ['Euler a'],
  'dpmpp-2m': ['DPM++ 2M', 'Uniform'],
  'dpmpp-2m-karras': ['DPM++ 2M', 'Karras'],
  unipc: ['UniPC'],
  pndm: ['PLMS'],
  lcm: ['LCM'],
  ddpm: ['DDPM'],
};

/** How A1111 names its ways of emphasis; absent for its usual one. */
const emphases: { readonly [D in Dialect]?: string } = { 'a1111-nonorm': 'No norm', none: 'None' };

/**
 * @param version of this program, for the field `Version`
 * @returns the resolved prompt, the negative prompt where there is one, and one line of settings
 */
export function infotextOf({ image, settings, model }: CopiedImage, version?: string): string {
  const { steps, scheduler, guidance, noise, strength, width, height } = settings;
  const [sampler, schedule] = samplers[scheduler];
  const fields: readonly (readonly [string, string | number | undefined])[] = [
    ['Steps', steps],
    ['Sampler', sampler],
    ['Schedule type', schedule],
    ['CFG scale', guidance],
    ['Seed', image.seed],
    ['Size', `${width}x${height}`],
    ['Model', modelName(model)],
    ['Denoising strength', strength],
    ['RNG', noise === 'philox' ? 'NV' : 'CPU'],
    ['Emphasis', emphases[image.emphasis]],
    ['Version', version === undefined ? undefined : `vlprompt ${version}`],
  ];
  const written = fields.flatMap(([key, value]) => (value === undefined ? [] : `${key}: ${quoted(String(value))}`));
  const words = (text: string) => withoutControls(inTheirDialect(text, image.emphasis));
  const negative = image.negative === '' ? [] : [`Negative prompt: ${words(image.negative)}`];
  return [words(image.prompt), ...negative, written.join(', ')].join('\n');
}

/** A1111 cannot be told to read brackets as ComfyUI does. */
function inTheirDialect(text: string, emphasis: Dialect): string {
  return emphasis === 'comfy' ? convertAttention(text, 'comfy', 'a1111').text : text;
}

/** They mean nothing to a model, and much to a terminal that such a text is shown on. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '');
}

/** A comma, a colon, a line break or quotes of its own would end a value early, or be lost. */
function quoted(value: string): string {
  return /[,:\n"]/.test(value) ? JSON.stringify(value) : value;
}
