import path from 'node:path';
import { csvRows } from './csv-rows.ts';
import { tablesOf } from './dataset-tables.ts';
import type { ImportedSample } from './imported-sample.ts';
import { fileColumns, tableSamples } from './table-samples.ts';

/** Tables with a row for each image. @param place a folder with `.csv` files, or one such file; absolute */
export async function* readCsv(place: string): AsyncIterable<ImportedSample> {
  for (const table of await tablesOf(place, /\.csv$/i)) {
    yield* tableSamples(path.dirname(table), table, csvRows(table), { fileColumns });
  }
}
