/** @file Every setting of every declaration. */
import type { DeclarationKind } from '../tree/declarations.ts';
import { benchmark } from './benchmark-rules.ts';
import { curate } from './curation-rules.ts';
import { learn, learningMethods } from './learning-rules.ts';
import type { SettingRule, SettingTable } from './setting-rule.ts';
import { classesSetting, dialects, noises, schedulers } from './shared-rules.ts';

/** Keys of the author's own on a class: `attribute.colour: "red"`. */
export const ATTRIBUTE = 'attribute.';

const attribute: SettingRule = {
  about: 'A word of your own for this class; prompts read it as `${class.attribute.…}`.',
  value: { kind: 'prompt' },
};

const text = { kind: 'text' } as const;
const prompt = { kind: 'prompt' } as const;

const model: SettingTable = {
  precision: {
    about: 'Numbers the model computes with, of those that its files hold.',
    value: {
      kind: 'choice',
      options: {
        auto: 'The most exact of its files that the provider computes with.',
        fp32: '32 bits: exact and slow.',
        fp16: '16 bits: half the memory.',
        int8: '8 bits: a quarter of the memory, less exact.',
      },
    },
    fallback: 'auto',
  },
  provider: {
    about: 'What the model runs on.',
    value: {
      kind: 'choice',
      options: {
        auto: 'What the editor or the command line says; else the fastest that works here.',
        cpu: 'The processor.',
        webgpu: 'The graphics card, by way of WebGPU.',
        cuda: 'A card of NVIDIA.',
        dml: 'DirectML, on Windows.',
        coreml: 'Core ML, on a Mac.',
      },
    },
    fallback: 'auto',
  },
  adapter: {
    about: 'Files of learned tokens (textual inversion, `.safetensors`), as paths from the prompt file.',
    value: { kind: 'file', ending: '.safetensors' },
    isMany: true,
  },
};

const classSettings: SettingTable = {
  also: {
    about:
      'Further captions of the same class. A judge reads them all and takes their mean; a recipe draws the first caption.',
    value: prompt,
    isMany: true,
  },
  negative: {
    about: 'What a drawn picture of this class must not show; joined to the negative prompt of the recipe.',
    value: prompt,
  },
  description: { about: 'A note for people; no model reads it.', value: text },
  group: {
    about: 'The groups it belongs to; each is declared, with or without members of its own.',
    value: { kind: 'names', of: ['group'] },
    isMany: true,
  },
  token: {
    about: 'The `learn` whose learned token stands for the class.',
    value: { kind: 'names', of: ['learn'] },
    isLater: true,
  },
};

/** Named as the readers of the engine are. */
const dataFormats: Readonly<Record<string, string>> = {
  folder: 'A folder for each class, `<path>/<class>/`.',
  imagefolder: 'Hugging Face: a `metadata.jsonl` or `metadata.csv` beside the images, or folders.',
  csv: 'A row for each image, with the columns `file` and `label`.',
  jsonl: 'The same, one JSON for each image.',
  coco: 'One JSON beside the images; an image is what all of its boxes are.',
  webdataset: 'Numbered tar files.',
  parquet: 'Tables that hold the images themselves.',
  fiftyone: 'A FiftyOne classification data set, `labels.json` beside the images.',
  cvat: 'CVAT for images: archives with `annotations.xml`.',
};

const data: SettingTable = {
  role: {
    about: 'What the images may be used for.',
    value: {
      kind: 'choice',
      options: {
        holdout: 'Only ever judged on: no words and no images are chosen by them.',
        shots: 'Few images to learn from.',
        pool: 'Images to choose from.',
      },
    },
    fallback: 'holdout',
  },
  labels: {
    about:
      'Where the class of an image is said: by the name of its folder, `<path>/<class>/`, or by a column (`label` unless another is named) of a CSV, JSONL or Parquet file in the folder.',
    value: { kind: 'labels' },
    fallback: 'folders, or as the format says',
  },
  format: {
    about: 'How its files are laid out; other tools write and read these.',
    value: { kind: 'choice', options: dataFormats },
    fallback: 'found out from what is in the folder',
  },
  licence: { about: 'Under which licence the images are; shown in reports.', value: text },
};

const recipe: SettingTable = {
  model: {
    about: 'The model that draws.',
    value: { kind: 'names', of: ['model'] },
    fallback: '"starter/diffusion"',
  },
  classes: classesSetting(
    'What is drawn: one row of the grid for each class. Without `${class}` in the prompt there is one row.',
  ),
  prompt: {
    about:
      'What is drawn: a template, a prompt in quotes, or several of them. Of several lines each image draws one; in brackets they are an axis.',
    value: { kind: 'prompt-or-template' },
    isRequired: true,
    isMany: true,
    axis: 'prompt',
  },
  negative: { about: 'What a picture must not show.', value: prompt, fallback: '""', axis: 'negative' },
  images: {
    about: 'How many images each cell of the grid gets.',
    value: { kind: 'whole', least: 1, most: 10_000 },
    fallback: '1',
  },
  seed: {
    about: 'Where chance begins: image k of a cell has the seed `seed + k`. The same seed draws the same picture.',
    value: { kind: 'whole', least: 0, most: 4_294_967_295 },
    fallback: '0',
    axis: 'seed',
  },
  noise: {
    about: 'Whose generator draws the noise of a seed.',
    value: { kind: 'choice', options: noises },
    fallback: 'cpu',
  },
  steps: {
    about: 'How many times the model refines a picture. More take longer.',
    value: { kind: 'whole', least: 1, most: 1000 },
    fallback: '20',
    axis: 'steps',
  },
  scheduler: {
    about: 'How the model walks from noise to picture.',
    value: { kind: 'choice', options: schedulers },
    fallback: 'ddim for starter models, else auto',
    axis: 'scheduler',
  },
  guidance: {
    about:
      'How strongly a picture follows the words (classifier-free guidance); 1 leaves guidance, and the negative prompt, out.',
    value: { kind: 'number', least: 0, most: 100 },
    fallback: '3 for starter models, else 7.5',
    axis: 'guidance',
  },
  rescale: {
    about: 'How far guidance is kept from raising contrast, from 0 (not at all) to 1; 0.7 suits high guidance.',
    value: { kind: 'number', least: 0, most: 1 },
    fallback: '0',
    axis: 'rescale',
  },
  size: {
    about: 'Width and height in pixels.',
    value: { kind: 'size', least: 16, most: 4096, multipleOf: 8 },
    fallback: '64x64 for starter models, else 512x512',
    axis: 'size',
  },
  emphasis: {
    about: 'How brackets in prompts are read.',
    value: { kind: 'choice', options: dialects },
    fallback: 'a1111',
    axis: 'emphasis',
  },
  expand: {
    about: 'What becomes of variants and wildcards.',
    value: {
      kind: 'choice',
      options: {
        random: 'Each image draws one, by its seed.',
        all: 'Every combination is a column of the grid; weights do not apply.',
      },
    },
    fallback: 'random',
  },
  extends: {
    about: 'The recipe whose settings and statements are taken over, where this one has none of its own.',
    value: { kind: 'names', of: ['recipe'] },
  },
  init: {
    about:
      'The image to begin with, in place of noise: a file, or one of a data set or recipe for each image that is drawn.',
    value: { kind: 'image', of: ['data', 'recipe'] },
  },
  strength: {
    about: 'How much of the image to begin with is redrawn, from 0 (nothing) to 1; only with `init`.',
    value: { kind: 'number', least: 0, most: 1 },
    fallback: '0.8',
    axis: 'strength',
  },
  mask: {
    about: 'Where the image to begin with is redrawn: where the mask is white; only with `init`.',
    value: { kind: 'image', of: ['data', 'recipe'] },
  },
};

const evaluate: SettingTable = {
  model: { about: 'The model that judges.', value: { kind: 'names', of: ['model'] }, fallback: '"starter/clip"' },
  method: {
    about: 'How it judges.',
    value: {
      kind: 'choice',
      options: {
        zeroshot: 'By the likeness of an image to the words of each class.',
        diffusion: 'By how well a painter removes noise from the image with the words of each class.',
        ...learningMethods,
      },
      later: ['diffusion', ...Object.keys(learningMethods)],
    },
    fallback: 'zeroshot',
  },
  prompt: {
    about:
      'The words a class is told by: a template, a prompt in quotes, or several. All lines, captions and variants are averaged.',
    value: { kind: 'prompt-or-template' },
    fallback: '"a photo of a ${class}"',
    isMany: true,
  },
  classes: classesSetting('The classes to tell apart.'),
  on: {
    about: 'What is judged: data sets and recipes; missing images of a recipe are drawn first.',
    value: { kind: 'names', of: ['data', 'recipe', 'benchmark'] },
    isRequired: true,
    isMany: true,
  },
  using: { about: 'What was learned before.', value: { kind: 'names', of: ['learn'] }, isMany: true, isLater: true },
};

/** Undefined for declarations that have no settings. */
export const settingTables: { readonly [K in DeclarationKind]: SettingTable | undefined } = {
  model,
  class: classSettings,
  data,
  recipe,
  evaluate,
  group: undefined,
  template: undefined,
  let: undefined,
  wildcard: undefined,
  benchmark,
  learn,
  curate,
};

/** Declarations that are checked like the others, and that this version does not run. */
export const laterDeclarations: ReadonlySet<string> = new Set(['benchmark', 'learn']);

export function settingRule(kind: DeclarationKind, key: string): SettingRule | undefined {
  if (kind === 'class' && key.startsWith(ATTRIBUTE)) return attribute;
  const table = settingTables[kind];
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}
