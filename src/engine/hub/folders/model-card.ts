/** @file The licence that a model's card names, in the lines of YAML at its beginning. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const LARGEST_CARD = 1 << 20;

/** Undefined when there is no card, or none that says. */
export async function licenceIn(folder: string): Promise<string | undefined> {
  const file = path.join(folder, 'README.md');
  const status = await stat(file).catch(() => undefined);
  if (status?.isFile() !== true || status.size > LARGEST_CARD) return undefined;
  return licenceOf(await readFile(file, 'utf8').catch(() => ''));
}

/** @param card a text of Markdown */
export function licenceOf(card: string): string | undefined {
  const lines = card.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) return undefined;
  const head = lines.slice(1, end);
  const licence = wordBehind(head, 'license');
  return licence === 'other' ? (wordBehind(head, 'license_name') ?? licence) : licence;
}

/**
 * Of a line `name: value`. Cards are written by strangers, and a parser of all of YAML can be kept busy for minutes; so
 * only what names of licences consist of is read, on one line.
 */
function wordBehind(lines: readonly string[], name: string): string | undefined {
  const line = lines.find((one) => one.startsWith(`${name}:`));
  const value = VALUE.exec(line?.slice(name.length + 1) ?? '')?.[2]?.trim();
  return value === 'null' ? undefined : value;
}

/** `'MIT'`, `"MIT"` or `MIT`, each with a comment behind it or none. */
const VALUE = /^[ \t]+(['"]?)([A-Za-z0-9][\w.+()/ -]{0,98})\1[ \t]*(?:(?<=[ \t])#.*)?$/;
