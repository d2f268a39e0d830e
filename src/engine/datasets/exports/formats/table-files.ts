/** @file One table with a row for each image, as CSV or as lines of JSON, and the images in `images`. */
import { readCsv } from '../../imports/csv.ts';
import { readJsonLines } from '../../imports/json-lines.ts';
import type { ExportFormat, FormatLimits } from '../export-format.ts';
import { type PreparedSample, type PreparedSet, samplesOf } from '../prepared-set.ts';
import { columnFields, csvHeader, csvLine, type Field, jsonLine, textField } from '../row-text.ts';
import { subfolder } from '../shards.ts';

export const csv: ExportFormat = tableFormat({
  title: 'CSV',
  file: 'data.csv',
  encodingFormat: 'text/csv',
  read: readCsv,
  *lines(rows) {
    let isFirst = true;
    for (const row of rows) {
      if (isFirst) yield csvHeader(row);
      isFirst = false;
      yield csvLine(row);
    }
  },
});

export const jsonLines: ExportFormat = tableFormat({
  title: 'JSON lines',
  file: 'data.jsonl',
  encodingFormat: 'application/jsonlines',
  read: readJsonLines,
  *lines(rows) {
    for (const row of rows) yield jsonLine(row);
  },
});

interface Table extends Pick<ExportFormat, 'title' | 'read'> {
  readonly file: string;
  readonly encodingFormat: string;
  lines(rows: Iterable<readonly Field[]>): Iterable<string>;
}

function tableFormat({ title, file, encodingFormat, read, lines }: Table): ExportFormat {
  return {
    title,
    *entries(set, limits) {
      const placed = imagesOf(set, limits);
      for (const [of, path] of placed) yield { path, content: { kind: 'copy', of } };
      yield { path: file, content: { kind: 'made', chunks: () => lines(rowsOf(set, placed)) } };
    },
    declaresFeatures: false,
    images: { includes: 'images/**', encodingFormat: 'image/*' },
    rows: { includes: file, encodingFormat, fields: ['id', 'file', 'sha256', 'split', 'label'] },
    read,
  };
}

/** All images of a set below `images`. */
function imagesOf(set: PreparedSet, { folderFiles }: FormatLimits): readonly (readonly [PreparedSample, string])[] {
  const all = samplesOf(set);
  return all.map((prepared, i) => [prepared, `images/${subfolder(i, all.length, folderFiles)}${prepared.name}`]);
}

function* rowsOf({ columns }: PreparedSet, placed: ReturnType<typeof imagesOf>): Iterable<readonly Field[]> {
  for (const [{ sample }, file] of placed) {
    const { id, hash, split, label } = sample;
    const own = Object.entries({ id, file, sha256: hash, split, label });
    yield [...own.map(([name, text]) => textField(name, text)), ...columnFields(columns, sample)];
  }
}
