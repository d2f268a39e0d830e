/** @file SwarmUI's `sui_image_params`: a JSON object of settings by their names in lower case without blanks. */
import type { GenerationRecord } from '../generation-record.ts';
import { given } from './given.ts';
import { asObject, field, type JsonObject, numberOf, parseObject, seedOf, shownValue, textField } from './json.ts';

/** Settings that have a field of their own, or say nothing about the picture. */
const known: ReadonlySet<string> = new Set([
  'prompt',
  'negativeprompt',
  'model',
  'seed',
  'steps',
  'cfgscale',
  'aspectratio',
  'width',
  'height',
  'sampler',
  'scheduler',
  'loras',
  'loraweights',
  'initimagecreativity',
  'swarm_version',
  'date',
  'generation_time',
  'nopreviews',
  'wildcardseed',
  'imageformat',
  'automaticvae',
  'images',
  'original_prompt',
  'used_wildcards',
]);

export function readSwarm(text: string): GenerationRecord | undefined {
  const root = parseObject(text);
  const params = asObject(field(root, 'sui_image_params'));
  if (params === undefined) return undefined;
  const [width, height] = [numberOf(field(params, 'width')), numberOf(field(params, 'height'))];
  const name = textField(params, 'model');
  return {
    tool: 'SwarmUI',
    dialect: 'swarm',
    prompt: textField(params, 'prompt') ?? '',
    negative: textField(params, 'negativeprompt') ?? '',
    ...given({
      version: textField(params, 'swarm_version'),
      seed: seedOf(field(params, 'seed')),
      steps: numberOf(field(params, 'steps')),
      sampler: textField(params, 'sampler'),
      schedule: textField(params, 'scheduler'),
      guidance: numberOf(field(params, 'cfgscale')),
      size: width === undefined || height === undefined ? undefined : { width, height },
      model: name === undefined ? undefined : { name },
      denoise: numberOf(field(params, 'initimagecreativity')),
    }),
    loras: lorasOf(params),
    unread: Object.keys(params)
      .filter((key) => !known.has(key))
      .map((key) => `${key}: ${shownValue(params[key])}`),
    notes: [],
  };
}

/** Two lists of equal length, or texts of their items with commas between. */
function lorasOf(params: JsonObject): GenerationRecord['loras'] {
  const weights = items(field(params, 'loraweights')).map(numberOf);
  return items(field(params, 'loras')).map((lora, index) => ({
    name: shownValue(lora),
    ...given({ weight: weights[index] }),
  }));
}

function items(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' && value !== '' ? value.split(',').map((item) => item.trim()) : [];
}
