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
  cvat: 'Archives that CVAT takes as tasks; each image has its class as a tag.',
  csv: 'One row for each image, with everything that is known of it.',
  jsonl: 'One JSON for each image, with everything that is known of it.',
};

const policies: Readonly<Record<string, string>> = {
  'any-reject': 'All who are asked must keep an image; one who rejects it is enough.',
  majority: 'More than half of those who are asked.',
  adjudicator: 'Where reviewers differ, this one decides.',
};

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
    about:
      'Of near-duplicates at least as alike as this (cosine of their embeddings) only the best is kept; 0.94 is usual.',
    value: { kind: 'number', least: 0, most: 1 },
  },
  balance: {
    about: 'The same number of images for every class, the best first.',
    value: { kind: 'per-class', most: 1_000_000 },
  },
  split: {
    about: 'How the images are shared out. Copies, and what began with the same noise, stay together.',
    value: { kind: 'share', options: splits },
    isMany: true,
  },
  reviewers: {
    about: 'Who decides; `policy` says how their words become one. Each has a file of decisions in `reviews/`.',
    value: { kind: 'words', example: 'ann, bob' },
    isMany: true,
  },
  policy: {
    about: 'How the words of several reviewers become one.',
    value: { kind: 'policy', most: 1000, options: policies },
    fallback: 'any-reject',
  },
  reasons: {
    about: 'Why an image may be rejected: what a review offers, in this order.',
    value: { kind: 'words', example: 'blurred, "extra limbs"' },
    isMany: true,
  },
  blind: {
    about: 'Whether what others said is hidden from a reviewer who has not decided on every image yet.',
    value: { kind: 'truth' },
    fallback: 'false',
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
  licence: {
    about: 'Under which licence the set is given to others: an identifier such as `CC-BY-4.0`, or a name of your own.',
    value: { kind: 'text' },
  },
  description: { about: 'What the set is, in a few words; for its card.', value: { kind: 'text' } },
  creator: { about: 'Who made the set: a person, a team or a company.', value: { kind: 'text' } },
  version: {
    about: 'Version of the set in exports that are of no release.',
    value: {
      kind: 'formed',
      form: /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/,
      words: 'a version in quotes, such as `"1.0.0"`',
    },
  },
  published: {
    about: 'The day on which the set is given to others; without it, that of the last decision or commit.',
    value: {
      kind: 'formed',
      form: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
      words: 'a day in quotes, such as `"2026-11-22"`',
    },
  },
  url: { about: 'Where the set can be had, or who to ask.', value: { kind: 'text' } },
  biases: { about: 'What is over- or underrepresented in the set; for its card.', value: { kind: 'text' } },
  limitations: { about: 'What the set is not good for; for its card.', value: { kind: 'text' } },
  uses: { about: 'What the set is meant for; for its card.', value: { kind: 'text' } },
  privacy: { about: 'Whether the set shows or tells of real people; for its card.', value: { kind: 'text' } },
  maintenance: { about: 'Who mends the set, and when new releases come; for its card.', value: { kind: 'text' } },
};
