/** @file Which format a folder is of, by the files that are in it. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { readPlainText } from '../../files/plain-text.ts';
import { unlessMissing } from '../../files/unless-missing.ts';
import { filesIn, foldersIn } from './found-files.ts';
import type { ImportFormatName } from './import-formats.ts';

interface Sign {
  readonly format: ImportFormatName;
  /** Of a file's name. */
  readonly file: RegExp;
  /** Where it lies: in the folder itself, in a folder of this name, or in any. */
  readonly in: readonly ('.' | 'data' | 'annotations' | '*')[];
}

/** What says most comes first. */
const signs: readonly Sign[] = [
  { format: 'imagefolder', file: /^metadata\.(jsonl|csv)$/, in: ['.', '*'] },
  { format: 'fiftyone', file: /^labels\.json$/, in: ['.', '*'] },
  { format: 'coco', file: /\.json$/, in: ['annotations'] },
  { format: 'parquet', file: /\.parquet$/, in: ['.', 'data'] },
  { format: 'webdataset', file: /\.tar$/, in: ['.', 'data'] },
  { format: 'cvat', file: /\.zip$/, in: ['.'] },
  { format: 'jsonl', file: /\.jsonl$/, in: ['.'] },
  { format: 'csv', file: /\.csv$/, in: ['.'] },
];

/** Of exports that have no sign of their own. */
const exported: ReadonlyMap<string, ImportFormatName> = new Map([['yolo', 'folder']]);

/** Bytes of what an export says of itself. */
const LARGEST_RECORD = 16 << 20;

/**
 * @param place absolute path of a folder, or of one file of a data set
 * @throws Failure `data-missing`, `file-unreadable`
 */
export async function detectedFormat(place: string): Promise<ImportFormatName> {
  const found = await unlessMissing(stat(place));
  if (found === undefined) throw new Failure('data-missing', `There is no ${place}; name the folder of a data set.`);
  if (found.isFile()) return formatOfFile(place);
  const own = exported.get((await exportedAs(place)) ?? '');
  return own ?? (await signed(place)) ?? 'folder';
}

function formatOfFile(file: string): ImportFormatName {
  const name = path.basename(file);
  const sign = signs.find((each) => each.file.test(name));
  if (sign !== undefined) return sign.format;
  throw new Failure('data-missing', `Nobody knows what ${file} is; name its --format.`);
}

async function signed(place: string): Promise<ImportFormatName | undefined> {
  const folders = await foldersIn(place);
  for (const { format, file, in: places } of signs) {
    const looked = places.flatMap((each) =>
      each === '*' ? folders : each === '.' || folders.includes(each) ? [each] : [],
    );
    for (const folder of looked) if ((await filesIn(path.join(place, folder), file)).length > 0) return format;
  }
  return undefined;
}

async function exportedAs(place: string): Promise<string | undefined> {
  const text = await readPlainText(path.join(place, 'export.json'), LARGEST_RECORD);
  return /"format": "([a-z]+)"/.exec(text ?? '')?.[1];
}
