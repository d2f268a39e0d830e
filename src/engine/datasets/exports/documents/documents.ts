/** @file What stands beside the images in every export: for people, for machines, and for making it again. */
import { type ExportEntry, type ExportFormat, textFile } from '../export-format.ts';
import type { FinishedFile } from '../finished-files.ts';
import type { PreparedSet } from '../prepared-set.ts';
import { croissantText } from './croissant.ts';
import { datasetCard } from './dataset-card.ts';
import { type ExportRecord, exportRecordText } from './export-record.ts';

export const documentNames = ['export.json', 'croissant.json', 'README.md'] as const;

/** @param written what is written so far, sorted by path; grows with each document */
export function* documentsOf(
  prepared: PreparedSet,
  format: ExportFormat,
  record: ExportRecord,
  written: () => readonly FinishedFile[],
): Iterable<ExportEntry> {
  yield textFile('export.json', exportRecordText(prepared, record));
  yield textFile('croissant.json', croissantText(prepared, format, record, written()));
  yield textFile('README.md', datasetCard(prepared, format, record, written()));
}
