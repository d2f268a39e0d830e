/** @file What is said of exports in the editor. Pure. */
import type { CurationExported, ExportFormatName, SetProgress } from '../../protocol/releases.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { setStages, stageWords } from '../../protocol/texts/release-texts.ts';

export interface FormatChoice {
  readonly format: ExportFormatName;
  readonly title: string;
  readonly about: string;
}

const formats: { readonly [F in ExportFormatName]: Omit<FormatChoice, 'format'> } = {
  imagefolder: {
    title: 'Image folder',
    about: 'Folders of classes with metadata.jsonl, for Hugging Face and most trainers',
  },
  parquet: { title: 'Parquet', about: 'Tables that hold the images, for Hugging Face' },
  webdataset: { title: 'WebDataset', about: 'Tar files, for training as a stream' },
  coco: { title: 'COCO', about: 'One JSON beside the images; each image is one box' },
  yolo: { title: 'YOLO classification', about: 'Folders of classes, for Ultralytics' },
  fiftyone: { title: 'FiftyOne', about: 'labels.json beside the images' },
  cvat: { title: 'CVAT', about: 'Archives that CVAT takes as tasks' },
  csv: { title: 'CSV', about: 'A row an image, with all that is known of it' },
  jsonl: { title: 'JSON Lines', about: 'A JSON an image, with all that is known of it' },
};

/** In the order in which they are offered. */
export const formatChoices: readonly FormatChoice[] = Object.entries(formats).map(([format, words]) => ({
  format: format as ExportFormatName, // The keys of the table.
  ...words,
}));

/** `Writing Parquet: 3 of 12 files` */
export function progressMessage(progress: SetProgress): string {
  const { stage, done, total } = progress;
  return total === 0
    ? stageWords(progress)
    : `${stageWords(progress)}: ${done} of ${counted(total, setStages[stage].unit)}`;
}

/** In one sentence, with what was done otherwise than asked behind it. */
export function exportedSentence({ name, version, exports, notes }: CurationExported): string {
  const [first] = exports;
  const images = counted(first?.images ?? 0, 'image');
  const formatNames = exports.map(({ format }) => formats[format].title).join(', ');
  const were = exports.every(({ wasThere }) => wasThere) ? 'were there already, whole' : 'are written and read back';
  return [`${name} ${version}: ${images} as ${formatNames} ${were}.`, ...notes].join(' ');
}
