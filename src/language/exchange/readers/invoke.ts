/** @file InvokeAI: `invokeai_metadata`, and of its versions before 3 `sd-metadata` and `Dream`. */
import type { GenerationRecord } from '../generation-record.ts';
import { given } from './given.ts';
import { asObject, field, type JsonObject, numberOf, parseObject, seedOf, shownValue, textField } from './json.ts';

/** Settings that have a field of their own, or say nothing when they are empty. */
const known: ReadonlySet<string> = new Set([
  'app_version',
  'generation_mode',
  'positive_prompt',
  'negative_prompt',
  'width',
  'height',
  'seed',
  'rand_device',
  'cfg_scale',
  'steps',
  'scheduler',
  'clip_skip',
  'model',
  'loras',
  'strength',
]);

const head = { tool: 'InvokeAI', dialect: 'compel' } as const;

export function readInvoke(text: string): GenerationRecord | undefined {
  const data = parseObject(text);
  if (data === undefined) return undefined;
  const skip = numberOf(field(data, 'clip_skip'));
  return {
    ...head,
    prompt: textField(data, 'positive_prompt') ?? '',
    negative: textField(data, 'negative_prompt') ?? '',
    ...given({
      ...settingsOf(data, 'scheduler'),
      version: textField(data, 'app_version'),
      model: modelOf(asObject(field(data, 'model'))),
      clipSkip: skip === undefined ? undefined : skip + 1,
      denoise: numberOf(field(data, 'strength')),
      noise: field(data, 'rand_device') === 'cpu' ? ('cpu' as const) : undefined,
    }),
    loras: lorasOf(field(data, 'loras')),
    unread: Object.keys(data)
      .filter((key) => !known.has(key) && says(data[key]))
      .map((key) => shown(key, data[key])),
    notes: [],
  };
}

/** @param sampler how this version calls it. */
function settingsOf(data: JsonObject, sampler: string) {
  const [width, height] = [numberOf(field(data, 'width')), numberOf(field(data, 'height'))];
  return {
    seed: seedOf(field(data, 'seed')),
    steps: numberOf(field(data, 'steps')),
    sampler: textField(data, sampler),
    guidance: numberOf(field(data, 'cfg_scale')),
    size: width === undefined || height === undefined ? undefined : { width, height },
  };
}

/** Version 3 has `model_name`, later ones `name`, `hash` and `key`. */
function modelOf(model: JsonObject | undefined): GenerationRecord['model'] {
  const name = textField(model, 'name') ?? textField(model, 'model_name');
  const hash = textField(model, 'hash');
  return name === undefined && hash === undefined ? undefined : given({ name, hash });
}

function lorasOf(value: unknown): GenerationRecord['loras'] {
  const entries = Array.isArray(value) ? value.map(asObject) : [];
  return entries.flatMap((entry) => {
    const lora = asObject(field(entry, 'model')) ?? asObject(field(entry, 'lora'));
    const name = modelOf(lora)?.name;
    return name === undefined ? [] : [{ name, ...given({ weight: numberOf(field(entry, 'weight')) }) }];
  });
}

/** Empty lists, zeros and nulls say that something was not used. */
function says(value: unknown): boolean {
  return (
    value !== null && value !== false && value !== 0 && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}

function shown(key: string, value: unknown): string {
  return `${key}: ${shownValue(value)}`;
}

/** `sd-metadata`: the settings of one image of a model. */
export function readOldInvoke(text: string): GenerationRecord | undefined {
  const data = parseObject(text);
  const image = asObject(field(data, 'image'));
  if (image === undefined) return undefined;
  const name = textField(data, 'model_weights');
  return {
    ...head,
    ...wordsOf(oldPrompt(field(image, 'prompt'))),
    ...given({
      ...settingsOf(image, 'sampler'),
      version: textField(data, 'app_version'),
      model: name === undefined ? undefined : given({ name, hash: textField(data, 'model_hash') }),
    }),
    loras: [],
    unread: [],
    notes: [],
  };
}

/** A text, or a list of weighted ones. */
function oldPrompt(value: unknown): string {
  const entries = Array.isArray(value) ? value.map((entry) => textField(asObject(entry), 'prompt') ?? '') : [value];
  return entries.filter((entry) => typeof entry === 'string').join(', ');
}

const dreamSettings: Readonly<Record<string, 'steps' | 'seed' | 'width' | 'height' | 'guidance' | 'sampler'>> = {
  s: 'steps',
  S: 'seed',
  W: 'width',
  H: 'height',
  C: 'guidance',
  A: 'sampler',
};

/** `Dream`: the line that was typed, such as `"a fox [blurry]" -s 50 -S 42 -W 512 -H 512 -C 7.5 -A k_euler`. */
export function readDream(text: string): GenerationRecord | undefined {
  const [, quoted, options] = /^\s*"((?:[^"\\]|\\[\s\S])*)"([\s\S]*)$/.exec(text.slice(0, 100_000)) ?? [];
  if (quoted === undefined || options === undefined) return undefined;
  const read = new Map<string, string>();
  for (const [, letter = '', value = ''] of options.matchAll(/(?:^|\s)-([sSWHCA])\s*(\S+)/g)) {
    read.set(dreamSettings[letter] ?? '', value);
  }
  const [width, height] = [numberOf(read.get('width')), numberOf(read.get('height'))];
  return {
    ...head,
    ...wordsOf(quoted),
    ...given({
      seed: seedOf(read.get('seed')),
      steps: numberOf(read.get('steps')),
      sampler: read.get('sampler'),
      guidance: numberOf(read.get('guidance')),
      size: width === undefined || height === undefined ? undefined : { width, height },
    }),
    loras: [],
    unread: [],
    notes: [],
  };
}

/** Up to version 2 the words in brackets were the negative prompt. */
function wordsOf(prompt: string): { readonly prompt: string; readonly negative: string } {
  const negatives = [...prompt.matchAll(/\[([^[\]]*)\]/g)].map(([, words = '']) => words.trim());
  return {
    prompt: prompt.replace(/\[[^[\]]*\]/g, '').trim(),
    negative: negatives.filter((words) => words !== '').join(', '),
  };
}
