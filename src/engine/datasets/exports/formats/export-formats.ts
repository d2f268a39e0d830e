import type { ExportFormatName } from '../../../../protocol/releases.ts';
import type { ExportFormat } from '../export-format.ts';
import { coco } from './coco.ts';
import { cvat } from './cvat.ts';
import { fiftyOne } from './fiftyone.ts';
import { imageFolder } from './image-folder.ts';
import { parquet } from './parquet.ts';
import { csv, jsonLines } from './table-files.ts';
import { webDataset } from './web-dataset.ts';
import { yoloClassification } from './yolo-classification.ts';

export type { ExportFormatName };

/** Every format there is; `docs/exports.md` lists them and a test compares the two. */
export const exportFormats: { readonly [F in ExportFormatName]: ExportFormat } = {
  imagefolder: imageFolder,
  parquet,
  webdataset: webDataset,
  csv,
  jsonl: jsonLines,
  coco,
  yolo: yoloClassification,
  fiftyone: fiftyOne,
  cvat,
};
