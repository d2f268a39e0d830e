import { damagedData } from './damaged-data.ts';
import { type Row, rowOfObject } from './row-cells.ts';
import { textLines } from './text-lines.ts';

/** An object in each line. @throws Failure `data-corrupt`, `file-unreadable` */
export async function* jsonRows(file: string): AsyncIterable<Row> {
  let number = 0;
  for await (const line of textLines(file)) {
    number++;
    const value = parsed(line);
    if (value === undefined) throw damagedData(file, `has no JSON object in row ${number}`);
    yield rowOfObject(value);
  }
}

function parsed(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
