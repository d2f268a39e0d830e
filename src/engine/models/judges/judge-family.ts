/** @file Tells what kind of judge lies in a folder, by what its configuration says. */
import { join } from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { fileExists, type JsonObject, readJsonIfThere } from '../../files/json-file.ts';

export interface JudgeFamily {
  /** For people. */
  readonly name: string;
  /** Whether it was trained on each pair by itself, with a sigmoid. */
  readonly isSigmoid: boolean;
  /** Of the whole model. */
  readonly config: JsonObject;
}

/** Where a model's configuration is, the likeliest first; those of OpenCLIP and immich have no `model_type`. */
const places = ['config.json', 'open_clip_config.json', '0_CLIPModel/config.json', 'visual/config.json'];

/**
 * @param folder absolute
 * @throws Failure `model-unsupported` naming what was found, `model-corrupt`
 */
export async function judgeFamily(folder: string): Promise<JudgeFamily> {
  const configs = await Promise.all(places.map((place) => readJsonIfThere(join(folder, place))));
  for (const config of configs) {
    const own = config.value('model_cfg') === undefined ? config : config.object('model_cfg');
    if (own.value('text_cfg') !== undefined) return openClip(own);
    if (typeof own.value('model_type') === 'string') return transformers(own, folder);
  }
  const isDescribed = configs.some((config) => config.names().length > 0);
  if (isDescribed || (await fileExists(join(folder, 'config.json')))) {
    throw unsupported(folder, 'a model that does not say its type');
  }
  throw new Failure(
    'model-unsupported',
    `${folder} has neither \`model_index.json\` nor \`config.json\`; name the folder of a diffusion or CLIP model.`,
  );
}

function openClip(config: JsonObject): JudgeFamily {
  const vision = config.object('vision_cfg', {}).string('timm_model_name', '');
  const bias = config.value('init_logit_bias');
  if (bias !== undefined && bias !== null) return { name: 'SigLIP', isSigmoid: true, config };
  return { name: /fastvit|_mci/.test(vision) ? 'MobileCLIP' : 'OpenCLIP', isSigmoid: false, config };
}

async function transformers(config: JsonObject, folder: string): Promise<JudgeFamily> {
  const type = config.string('model_type');
  const known = Object.hasOwn(judgeTypes, type) ? judgeTypes[type] : undefined;
  if (known !== undefined) return { ...known, ...(await newerName(known, folder)), config };
  throw unsupported(folder, `a model of type \`${type}\``);
}

/** SigLIP 2 of one size has the type of SigLIP; it reads texts with Gemma's tokenizer. */
async function newerName({ name }: Omit<JudgeFamily, 'config'>, folder: string): Promise<{ readonly name: string }> {
  const tokenizer = await readJsonIfThere(join(folder, 'tokenizer_config.json'));
  const isNewer = name === siglip.name && /gemma/i.test(tokenizer.string('tokenizer_class', ''));
  return { name: isNewer ? 'SigLIP 2' : name };
}

const clip = { name: 'CLIP', isSigmoid: false };
const siglip = { name: 'SigLIP', isSigmoid: true };

/** By `model_type`. */
export const judgeTypes: { readonly [type: string]: Omit<JudgeFamily, 'config'> } = {
  clip,
  clip_text_model: clip,
  clip_vision_model: clip,
  siglip,
  siglip2: { name: 'SigLIP 2', isSigmoid: true },
  mobileclip: { name: 'MobileCLIP', isSigmoid: false },
};

function unsupported(folder: string, found: string): Failure {
  const known = 'CLIP, OpenCLIP, MobileCLIP or SigLIP';
  return new Failure(
    'model-unsupported',
    `${folder} holds ${found}, which is not supported; use one of type ${known}.`,
  );
}
