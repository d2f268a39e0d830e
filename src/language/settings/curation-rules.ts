/** @file Settings of `curate`: from drawn images to a data set. */
import type { SettingTable } from './setting-rule.ts';
import { classesSetting } from './shared-rules.ts';

export const splits: Readonly<Record<string, string>> = {
  train: 'What a model learns from.',
  val: 'What settings are chosen by.',
  test: 'What is only measured on.',
};

const exportFormats: Readonly<Record<string, string>> = {
  imagefolder: 'A folder for each split and class, with a `metadata.jsonl`; Hugging Face and most trainers read it.',
  parquet: 'Tables that hold the images themselves; Hugging Face data sets read them.',
  webdataset: 'Numbered tar files for training as a stream.',
  coco: 'One JSON beside the images; every image is one box with its class.',
  yolo: 'The folders that YOLO reads for classification.',
  fiftyone: 'A FiftyOne classification data set, `labels.json` beside the images.',
  csv: 'One row for each image, with everything that is known of it.',
  jsonl: 'One JSON for each image, with everything that is known of it.',
};

/** That are checked and planned, and that this version does not run. */
export const laterCurateSettings: ReadonlySet<string> = new Set(['dedupe', 'balance', 'split', 'export']);

export const curate: SettingTable = {
  from: {
    about: 'Whose images are sorted: recipes, or data sets of the role `pool`.',
    value: { kind: 'names', of: ['recipe', 'data'] },
    isRequired: true,
    isMany: true,
  },
  model: {
    about: 'The model that scores the images.',
    value: { kind: 'names', of: ['model'] },
    fallback: '"starter/clip"',
  },
  prompt: {
    about: 'The words a class is scored by.',
    value: { kind: 'prompt-or-template' },
    fallback: '"a photo of a ${class}"',
    isMany: true,
  },
  classes: classesSetting('The classes that are kept.'),
  dedupe: {
    about: 'Of images more alike than this (cosine of their embeddings) only the first is kept; 0.94 is usual.',
    value: { kind: 'number', least: 0, most: 1 },
  },
  balance: {
    about: 'The same number of images for every class, the best first.',
    value: { kind: 'per-class', most: 1_000_000 },
  },
  split: {
    about: 'How the images are shared out. Copies and variants of one image stay together.',
    value: { kind: 'share', options: splits },
    isMany: true,
  },
  reviewers: {
    about: 'Who decides: an image is kept when all of them keep it. Each has a file of decisions in `reviews/`.',
    value: { kind: 'words' },
    isMany: true,
  },
  seed: {
    about: 'Where chance begins when images are shared out.',
    value: { kind: 'whole', least: 0, most: 4_294_967_295 },
    fallback: '0',
  },
  export: {
    about: 'What is written where; paths are relative to the file.',
    value: { kind: 'export', options: exportFormats },
    isMany: true,
  },
};
