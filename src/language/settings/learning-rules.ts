/** @file Settings of `learn`: few-shot learning. */
import type { SettingTable } from './setting-rule.ts';
import { classesSetting } from './shared-rules.ts';

/** What is learned by each method, and from where it is known. */
export const learningMethods: Readonly<Record<string, string>> = {
  probe: 'A linear classifier over the image embeddings of a judge (logistic regression).',
  'tip-adapter': 'A cache of the shots beside the words of a judge; nothing is trained (Tip-Adapter).',
  'tip-adapter-f': 'The same cache, fine-tuned (Tip-Adapter-F).',
  coop: 'Words of the prompt, learned through the text encoder of a judge (CoOp).',
  gcpl: 'One token for each class, learned through a frozen painter (generative class prompt learning).',
  comple: 'The tokens of all classes at once, pushed apart (contrastive multi-class prompt learning).',
};

export const learn: SettingTable = {
  method: {
    about: 'What is learned, and how.',
    value: { kind: 'choice', options: learningMethods },
    isRequired: true,
  },
  shots: {
    about: 'The images to learn from, and how many of each class; a data set of the role `shots`.',
    value: { kind: 'shots', of: ['data', 'recipe'], most: 10_000 },
    isRequired: true,
    isMany: true,
  },
  model: {
    about: 'The model that learns: a judge, or a painter for `gcpl` and `comple`.',
    value: { kind: 'names', of: ['model'] },
    fallback: '"starter/clip", or "starter/diffusion" for `gcpl` and `comple`',
  },
  classes: classesSetting('The classes that are learned.'),
  prompt: {
    about: 'The words around what is learned.',
    value: { kind: 'prompt-or-template' },
    fallback: '"a photo of a ${class}"',
    isMany: true,
  },
  steps: {
    about: 'How often what is learned is changed.',
    value: { kind: 'whole', least: 1, most: 1_000_000 },
    fallback: '500',
  },
  rate: {
    about: 'How far one step goes (the learning rate).',
    value: { kind: 'number', least: 1e-9, most: 10 },
    fallback: '0.002',
  },
  decay: {
    about: 'How strongly what is learned is drawn to zero (weight decay).',
    value: { kind: 'number', least: 0, most: 10 },
    fallback: '0.01',
  },
  batch: { about: 'Images of one step.', value: { kind: 'whole', least: 1, most: 4096 }, fallback: '4' },
  seed: {
    about: 'Where chance begins: which shots are taken, and in which order.',
    value: { kind: 'whole', least: 0, most: 4_294_967_295 },
    fallback: '0',
  },
  tokens: {
    about: 'How many tokens are learned for each class, or for all of them with `coop`.',
    value: { kind: 'whole', least: 1, most: 64 },
    fallback: '1, or 16 for `coop`',
  },
  begin: { about: 'The words that learned tokens begin as, such as "texture".', value: { kind: 'text' } },
  flip: { about: 'Whether shots are also learned from mirrored.', value: { kind: 'truth' }, fallback: 'true' },
  contrast: {
    about: 'How strongly `comple` pushes classes apart.',
    value: { kind: 'number', least: 0, most: 1 },
    fallback: '0.005',
  },
  alpha: {
    about: 'How much the cache of `tip-adapter` counts beside the words.',
    value: { kind: 'number', least: 0, most: 1000 },
  },
  beta: {
    about: 'How sharply the cache of `tip-adapter` tells near from far.',
    value: { kind: 'number', least: 0, most: 1000 },
  },
};
