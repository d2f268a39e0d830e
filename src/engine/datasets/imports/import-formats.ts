import type { ImportFormatName } from '../../../protocol/releases.ts';
import { readCoco } from './coco.ts';
import { readCsv } from './csv.ts';
import { readCvat } from './cvat.ts';
import { readFiftyOne } from './fiftyone.ts';
import { readImageFolder } from './image-folder.ts';
import type { ImportedSample } from './imported-sample.ts';
import { readJsonLines } from './json-lines.ts';
import { readFolders } from './labelled-folders.ts';
import { readParquet } from './parquet.ts';
import { readWebDataset } from './web-dataset.ts';

export type { ImportFormatName };

/**
 * From a dataset's folder, absolute, to its images, one at a time. Each throws Failure `data-missing`, `data-corrupt`,
 * `file-unreadable`, and `path-outside-workspace` when a row or a link leads out of the folder.
 */
export const importFormats: {
  readonly [F in ImportFormatName]: (folder: string) => AsyncIterable<ImportedSample>;
} = {
  folder: readFolders,
  imagefolder: readImageFolder,
  csv: readCsv,
  jsonl: readJsonLines,
  coco: readCoco,
  webdataset: readWebDataset,
  parquet: readParquet,
  fiftyone: readFiftyOne,
  cvat: readCvat,
};
