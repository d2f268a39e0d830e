/** @file How a data set is read: by the format of its folder, or by a table that names its images. */
import path from 'node:path';
import type { LabelTable } from '../../../language/plan/plan.ts';
import { type ImportFormatName, importFormats } from '../imports/import-formats.ts';
import type { ImportedSample } from '../imports/imported-sample.ts';
import { labelledRows } from './labelled-rows.ts';

export type Reading =
  | { readonly kind: 'format'; readonly format: ImportFormatName /** Absolute. */; readonly root: string }
  | {
      readonly kind: 'table';
      /** Absolute. */
      readonly root: string;
      /** Absolute. */
      readonly file: string;
      readonly column: LabelTable['column'];
    };

/** One image at a time. @throws Failure of the format */
export function samplesOf(reading: Reading): AsyncIterable<ImportedSample> {
  return reading.kind === 'table' ? labelledRows(reading) : importFormats[reading.format](reading.root);
}

const packed: ReadonlySet<ImportFormatName> = new Set(['webdataset', 'parquet', 'cvat']);

/** Whether images lie within other files, which a stranger has made: a damaged one may keep its reader busy for ever. */
export function isPacked(reading: Reading): boolean {
  return reading.kind === 'table'
    ? path.extname(reading.file).toLowerCase() === '.parquet'
    : packed.has(reading.format);
}
