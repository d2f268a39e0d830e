import path from 'node:path';
import { tablesOf } from './dataset-tables.ts';
import type { ImportedSample } from './imported-sample.ts';
import { jsonRows } from './json-rows.ts';
import { fileColumns, tableSamples } from './table-samples.ts';

/** Tables with a row for each image. @param place a folder with `.jsonl` files, or one such file; absolute */
export async function* readJsonLines(place: string): AsyncIterable<ImportedSample> {
  for (const table of await tablesOf(place, /\.(jsonl|ndjson)$/i)) {
    yield* tableSamples(path.dirname(table), table, jsonRows(table), { fileColumns });
  }
}
