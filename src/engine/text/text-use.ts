/**
 * @file How a model reads its texts, where that stands in the model's own configuration and not in its tokenizer's:
 * transformers' `config.json`, or OpenCLIP's.
 */
import { join } from 'node:path';
import { JsonObject, readJsonIfThere } from '../files/json-file.ts';
import type { NormalizerStep } from './normalizing/normalizer-steps.ts';

export interface TextUse {
  /** Of a whole row; undefined where nothing says it. */
  readonly length: number | undefined;
  /** What is done to a text first; `trained` as SigLIP was trained with a vocabulary of that kind. */
  readonly cleaning: 'none' | 'lower' | 'canonical' | 'trained';
  /** Whether padding is read like words. */
  readonly readsPadding: boolean;
  /** The token that fills a row; undefined where the tokenizer's files say it. */
  readonly padding: number | undefined;
}

const plain: TextUse = { length: undefined, cleaning: 'none', readsPadding: false, padding: undefined };

/**
 * @param folder absolute path of a model's folder
 * @throws Failure `model-corrupt`, `file-unreadable`
 */
export async function readTextUse(folder: string): Promise<TextUse> {
  const openClip = await readJsonIfThere(join(folder, 'open_clip_config.json'));
  const config = await readJsonIfThere(join(folder, 'config.json'));
  const own = [openClip.object('model_cfg', {}), config].find((one) => one.value('text_cfg') !== undefined);
  return own === undefined ? transformersUse(config) : openClipUse(own);
}

function transformersUse(config: JsonObject): TextUse {
  const type = config.value('model_type');
  if (type !== 'siglip' && type !== 'siglip2') return plain;
  const { place } = config;
  const text = isThere(config.value('text_config')) ? config.object('text_config') : new JsonObject({}, place);
  const length = text.number('max_position_embeddings', 64);
  return { ...plain, length, cleaning: 'trained', readsPadding: true };
}

/** open_clip, src/open_clip/tokenizer.py: `HFTokenizer`. */
function openClipUse(model: JsonObject): TextUse {
  const text = model.object('text_cfg');
  const clean = text.object('tokenizer_kwargs', {}).string('clean', 'whitespace');
  return {
    length: text.number('context_length', 77),
    cleaning: cleanings[clean] ?? 'none',
    readsPadding: text.boolean('no_causal_mask', false),
    // Its own tokenizer fills rows with zeros, whatever the files of another one say.
    padding: isThere(text.value('hf_tokenizer_name')) ? undefined : 0,
  };
}

const cleanings: { readonly [clean: string]: TextUse['cleaning'] } = { lower: 'lower', canonicalize: 'canonical' };

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Python's `string.punctuation`. */
const PUNCTUATION = '[!"#$%&\'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~]';

/** `\s+` of Python, which counts separators of files and records. */
const PYTHON_SPACES = '[\\s\\u001c-\\u001f]+';

const lower: NormalizerStep = { type: 'Lowercase' };

/**
 * transformers, `SiglipTokenizer.canonicalize_text`. (It puts the mark of a space before the text first, and so gives a
 * text that begins with one a token more than the code has that SigLIP was trained with; this does as that code.)
 */
const bare: readonly NormalizerStep[] = [
  lower,
  { type: 'Replace', pattern: { Regex: PUNCTUATION }, content: '' },
  { type: 'Replace', pattern: { Regex: PYTHON_SPACES }, content: ' ' },
  { type: 'Strip' },
];

export const cleaningSteps: { readonly [C in 'none' | 'lower' | 'bare' | 'canonical']: NormalizerStep } = {
  none: { type: 'Sequence' },
  lower,
  bare: { type: 'Sequence', normalizers: bare },
  /** big_vision, evaluators/proj/image_text/prompt_engineering.py, `canonicalize_text`. */
  canonical: {
    type: 'Sequence',
    normalizers: [{ type: 'Replace', pattern: { String: '_' }, content: ' ' }, ...bare],
  },
};
