/** @file Settings of `benchmark`: a fine-grained benchmark on the user’s own disk. */
import type { SettingTable } from './setting-rule.ts';

export const benchmarkFormats: Readonly<Record<string, string>> = {
  winoground: 'Two images and two captions of the same words: `examples.jsonl` and `images/`.',
  valse: 'A caption and a foil of it for each image: one JSON for each instrument.',
  vsr: 'A sentence about where things are, true or false: JSON Lines.',
  'svo-probes': 'One sentence and two images that differ in subject, verb or object: `svo_probes.csv`.',
  aro: 'Captions whose attributes, relations or order are swapped: JSON.',
  sugarcrepe: 'A caption and a hard negative of it: seven JSON files.',
  pairs: 'Your own: JSON Lines of `image`, `caption` and `foil`.',
};

export const benchmark: SettingTable = {
  format: {
    about: 'How its files are laid out.',
    value: { kind: 'choice', options: benchmarkFormats },
    isRequired: true,
  },
  images: { about: 'The folder of its images, where they are not beside its files.', value: { kind: 'text' } },
  licence: { about: 'Under which licence it is; shown in reports.', value: { kind: 'text' } },
};
