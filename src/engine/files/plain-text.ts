/** @file Small text files of folders that came from strangers: what stands in their place may be a link to what never ends. */
import { lstat, readFile } from 'node:fs/promises';
import { unlessMissing } from './unless-missing.ts';

/** Bytes; a text has hardly more room in memory. */
const LARGEST = 500e6;

/**
 * UTF-8. Undefined where there is no file, and for links, pipes, devices, and what is larger.
 * @param largest bytes
 */
export async function readPlainText(file: string, largest = LARGEST): Promise<string | undefined> {
  const found = await unlessMissing(lstat(file));
  return found?.isFile() && found.size <= largest ? unlessMissing(readFile(file, 'utf8')) : undefined;
}
