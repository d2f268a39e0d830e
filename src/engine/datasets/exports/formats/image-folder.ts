/**
 * @file ImageFolder with metadata.jsonl, as Hugging Face `datasets` reads it: `<split>/metadata.jsonl` and
 * `<split>/<class>/<file>`. Beside metadata, folders give no labels: the rows say them.
 * https://huggingface.co/docs/datasets/image_dataset
 */
import { readImageFolder } from '../../imports/image-folder.ts';
import type { ExportEntry, ExportFormat, FormatLimits } from '../export-format.ts';
import { folderNames } from '../folder-names.ts';
import type { PreparedSample, PreparedSet, PreparedSplit } from '../prepared-set.ts';
import { columnFields, jsonLine, textField } from '../row-text.ts';
import { subfolder } from '../shards.ts';

export const imageFolder: ExportFormat = {
  title: 'ImageFolder',
  *entries(set, limits) {
    for (const split of set.splits) {
      const placed = placesOf(set, split, folderNames(set.set.classes, 'numbered'), limits);
      for (const [of, place] of placed) yield { path: `${split.name}/${place}`, content: { kind: 'copy', of } };
      yield metadata(set, split, placed);
    }
  },
  dataFiles: (split) => `${split}/**`,
  declaresFeatures: true,
  images: { includes: '*/*/**', encodingFormat: 'image/*' },
  rows: {
    includes: '*/metadata.jsonl',
    encodingFormat: 'application/jsonlines',
    fields: ['file_name', 'id', 'label'],
  },
  read: readImageFolder,
};

type Placed = readonly (readonly [PreparedSample, string])[];

/** Files of a split, relative to its folder. @param folders of classes */
export function placesOf(
  set: PreparedSet,
  split: PreparedSplit,
  folders: ReadonlyMap<string, string>,
  limits: FormatLimits,
): Placed {
  const most = largestClass(set);
  const counts = new Map<string, number>();
  return split.samples.map((prepared) => {
    const { label } = prepared.sample;
    const index = counts.get(label) ?? 0;
    counts.set(label, index + 1);
    return [prepared, `${folders.get(label)}/${subfolder(index, most, limits.folderFiles)}${prepared.name}`];
  });
}

function largestClass({ splits }: PreparedSet): number {
  const counts = new Map<string, number>();
  for (const { name, samples } of splits) {
    for (const { target } of samples) counts.set(`${name} ${target}`, (counts.get(`${name} ${target}`) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

function metadata({ columns }: PreparedSet, split: PreparedSplit, placed: Placed): ExportEntry {
  const rows = function* () {
    for (const [{ sample }, place] of placed) {
      const own = [textField('file_name', place), textField('label', sample.label), textField('id', sample.id)];
      yield jsonLine([...own, ...columnFields(columns, sample)]);
    }
  };
  return { path: `${split.name}/metadata.jsonl`, content: { kind: 'made', chunks: rows } };
}
