/** @file Every setting of every declaration. */
import type { DeclarationKind } from '../tree/declarations.ts';
import type { SettingRule, SettingTable } from './setting-rule.ts';
import { classesSetting, schedulers } from './shared-rules.ts';

/** Keys of the author's own on a class: `attribute.colour: "red"`. */
export const ATTRIBUTE = 'attribute.';

const attribute: SettingRule = {
  about: 'A word of your own for this class; prompts read it as `${class.attribute.…}`.',
  value: { kind: 'prompt' },
};

const anything = { kind: 'anything' } as const;
const text = { kind: 'text' } as const;
const prompt = { kind: 'prompt' } as const;

const model: SettingTable = {
  precision: { about: 'Numbers the model computes with.', value: anything, isLater: true },
  provider: { about: 'What the model runs on.', value: anything, isLater: true },
  adapter: { about: 'An adapter laid over the model.', value: anything, isLater: true },
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
  group: { about: 'The super-class it belongs to.', value: anything, isLater: true },
  token: { about: 'A learned token that stands for the class.', value: anything, isLater: true },
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
    about: 'Where the class of an image is said.',
    value: { kind: 'choice', options: { folders: 'The name of its folder: `<path>/<class>/`.' } },
    fallback: 'folders',
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
    about: 'What is drawn: a template, a prompt in quotes, or several of them. Of several lines each image draws one.',
    value: { kind: 'prompt-or-template' },
    isRequired: true,
    isMany: true,
  },
  negative: { about: 'What a picture must not show.', value: prompt, fallback: '""' },
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
  steps: {
    about: 'How many times the model refines a picture. More take longer.',
    value: { kind: 'whole', least: 1, most: 1000 },
    fallback: '20',
    axis: 'steps',
  },
  scheduler: {
    about: 'How the model walks from noise to picture.',
    value: { kind: 'choice', options: schedulers },
    fallback: 'ddim',
    axis: 'scheduler',
  },
  guidance: {
    about:
      'How strongly a picture follows the words (classifier-free guidance); 1 leaves guidance, and the negative prompt, out.',
    value: { kind: 'number', least: 0, most: 100 },
    fallback: '3 for starter models, else 7.5',
    axis: 'guidance',
  },
  size: {
    about: 'Width and height in pixels.',
    value: { kind: 'size', least: 16, most: 4096, multipleOf: 8 },
    fallback: '64x64 for starter models, else 512x512',
    axis: 'size',
  },
  strength: { about: 'How much of the first image is redrawn.', value: anything, isLater: true },
  init: { about: 'The image to begin with.', value: anything, isLater: true },
  mask: { about: 'Where an image is redrawn.', value: anything, isLater: true },
  emphasis: { about: 'The dialect of attention in prompts.', value: anything, isLater: true },
  expand: { about: 'Whether variants are drawn or made into an axis.', value: anything, isLater: true },
  extends: { about: 'The recipe whose settings are taken over.', value: anything, isLater: true },
};

const evaluate: SettingTable = {
  model: { about: 'The model that judges.', value: { kind: 'names', of: ['model'] }, fallback: '"starter/clip"' },
  method: {
    about: 'How it judges.',
    value: { kind: 'choice', options: { zeroshot: 'By the likeness of an image to the words of each class.' } },
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
    value: { kind: 'names', of: ['data', 'recipe'] },
    isRequired: true,
    isMany: true,
  },
  using: { about: 'What was learned before.', value: anything, isLater: true },
};

/** Undefined for declarations that have no settings, or none that this version reads. */
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
  benchmark: undefined,
  learn: undefined,
  curate: undefined,
};

/** Declarations that are read and kept apart, and do nothing in this version. */
export const laterDeclarations: ReadonlySet<string> = new Set(['wildcard', 'benchmark', 'learn', 'curate', 'import']);

export function settingRule(kind: DeclarationKind, key: string): SettingRule | undefined {
  if (kind === 'class' && key.startsWith(ATTRIBUTE)) return attribute;
  const table = settingTables[kind];
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}
