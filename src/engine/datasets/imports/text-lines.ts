/** @file Large text files, bit by bit. */
import { createReadStream } from 'node:fs';
import { Failure } from '../../../protocol/failure.ts';
import { damagedData } from './damaged-data.ts';

/** Characters of one row; a file without newlines would fill the memory. */
const LONGEST = 16 << 20;

/** UTF-8, without the mark that some programs begin with. @throws Failure `file-unreadable` */
export async function* textChunks(file: string): AsyncIterable<string> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      const bytes: Buffer = chunk;
      yield decoder.decode(bytes, { stream: true });
    }
  } catch (cause) {
    throw new Failure('file-unreadable', `${file} cannot be read; check that it is a readable file.`, { cause });
  }
  yield decoder.decode();
}

/** Without their ends; empty ones are left out. @throws Failure `data-corrupt`, `file-unreadable` */
export async function* textLines(file: string): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of textChunks(file)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    requireShort(file, rest);
    for (const line of lines) if (line.trim() !== '') yield line;
  }
  if (rest.trim() !== '') yield rest;
}

export function requireShort(file: string, row: string): void {
  if (row.length > LONGEST) throw damagedData(file, 'has a row of more than 16 million characters');
}
