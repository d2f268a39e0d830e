/** @file What our own pictures say of themselves; anybody may have written the text all the same. */
import { PICTURE_RECORD_VERSION } from '../../../protocol/picture-record.ts';
import { dialects, schedulers } from '../../settings/shared-rules.ts';
import type { GenerationRecord } from '../generation-record.ts';
import { given } from './given.ts';
import { asObject, field, type JsonObject, numberOf, parseObject, seedOf, textField } from './json.ts';

/** Undefined when the text is none of ours, or of a version that says things otherwise. */
export function readOwn(text: string): GenerationRecord | undefined {
  const record = parseObject(text);
  const model = asObject(field(record, 'model'));
  const [prompt, name] = [textField(record, 'prompt'), nameOf(asObject(field(model, 'spec')))];
  const isOurs = field(record, 'version') === PICTURE_RECORD_VERSION && prompt !== undefined && name !== undefined;
  if (!isOurs) return undefined;
  return {
    tool: 'VLPrompt',
    dialect: keyOf(dialects, textField(record, 'emphasis')) ?? 'a1111',
    prompt,
    negative: textField(record, 'negative') ?? '',
    ...settingsOf(asObject(field(record, 'settings'))),
    ...given({
      seed: seedOf(field(record, 'seed')),
      begunWith: placeOf(asObject(field(asObject(field(record, 'init')), 'source'))),
    }),
    model: given({ name, hash: textField(model, 'digest')?.slice(0, 8) }),
    written: { model: name, adapters: textsOf(field(model, 'adapters')) },
    loras: [],
    unread: field(record, 'mask') === undefined ? [] : ['the mask'],
    notes: [],
  };
}

function settingsOf(settings: JsonObject | undefined) {
  const number = (name: string) => numberOf(field(settings, name));
  const [width, height] = [number('width'), number('height')];
  const noise: GenerationRecord['noise'] = textField(settings, 'noise') === 'philox' ? 'software' : 'cpu';
  return {
    noise,
    ...given({
      steps: number('steps'),
      scheduler: keyOf(schedulers, textField(settings, 'scheduler')),
      guidance: number('guidance'),
      rescale: number('rescale'),
      denoise: number('strength'),
      size: width === undefined || height === undefined ? undefined : { width, height },
    }),
  };
}

/** As `modelName` has it; a folder as a file at the top of the workspace names it. */
function nameOf(spec: JsonObject | undefined): string | undefined {
  const [name, path, repository] = ['name', 'path', 'repository'].map((key) => textField(spec, key));
  const names: Readonly<Record<string, string | undefined>> = {
    starter: name && `starter/${name}`,
    folder: path && (/^([/.]|[A-Za-z]:)/.test(path) ? path : `./${path}`),
    hub: repository && `hf:${repository}@${textField(spec, 'revision') ?? 'main'}`,
  };
  const kind = textField(spec, 'kind') ?? '';
  return Object.hasOwn(names, kind) ? names[kind] : undefined;
}

/** Where an image to begin with came from, for people. */
function placeOf(source: JsonObject | undefined): string | undefined {
  const [path, recipe] = [textField(source, 'path'), textField(source, 'recipe')];
  return path ?? (recipe && `an image of the recipe ${recipe}`);
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** A name of the table's own. */
function keyOf<Key extends string>(table: Readonly<Record<Key, unknown>>, name: string | undefined): Key | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? (name as Key) : undefined;
}
