/** @file Whether an export, or a release that was taken from one, still is what its `checksums.txt` says. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { readPlainText } from '../../files/plain-text.ts';
import type { FinishedFile } from './finished-files.ts';

export interface Verified {
  /** With `checksums.txt` itself, whole or not. */
  readonly files: readonly FinishedFile[];
  /** A sentence for each file that is missing, changed, or not in the list; none when all is as it was. */
  readonly problems: readonly string[];
}

const line = /^([0-9a-f]{64}) [ *](.+)$/gm;

/** @param folder absolute */
export async function verifyChecksums(folder: string): Promise<Verified> {
  const text = await readPlainText(path.join(folder, 'checksums.txt'));
  if (text === undefined) return { files: [], problems: [`There is no checksums.txt in ${folder}.`] };
  const wanted = new Map([...text.matchAll(line)].map(([, sha256 = '', name = '']) => [name, sha256]));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: FinishedFile[] = [];
  const problems: string[] = [];
  for (const entry of entries.filter((one) => !one.isDirectory())) {
    const absolute = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, absolute).split(path.sep).join('/');
    const file = await digested(absolute, name);
    files.push(file);
    const expected = name === 'checksums.txt' ? file.sha256 : wanted.get(name);
    if (expected === undefined) problems.push(`${name} was not there when the export was made.`);
    else if (expected !== file.sha256) problems.push(`${name} has changed.`);
    wanted.delete(name);
  }
  return { files, problems: [...problems, ...[...wanted.keys()].map((name) => `${name} is missing.`)] };
}

/** A link has no digest, whatever it leads to. */
async function digested(absolute: string, name: string): Promise<FinishedFile> {
  const found = await lstat(absolute);
  if (!found.isFile()) return { path: name, sha256: '', bytes: 0 };
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(absolute, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return { path: name, sha256: hash.digest('hex'), bytes: found.size };
}
