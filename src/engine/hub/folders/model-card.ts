/** @file The licence that a model's card names, in the lines of YAML at its beginning. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

const LARGEST_CARD = 1 << 20;

/** Undefined when there is no card, or none that says. */
export async function licenceIn(folder: string): Promise<string | undefined> {
  const file = path.join(folder, 'README.md');
  const status = await stat(file).catch(() => undefined);
  if (status?.isFile() !== true || status.size > LARGEST_CARD) return undefined;
  const [, head] = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---/.exec(await readFile(file, 'utf8').catch(() => '')) ?? [];
  return head === undefined ? undefined : licenceOf(head);
}

function licenceOf(head: string): string | undefined {
  try {
    const card: unknown = parse(head, { maxAliasCount: 0 });
    if (typeof card !== 'object' || card === null || !('license' in card)) return undefined;
    const isOther = card.license === 'other' && 'license_name' in card;
    const licence = isOther ? card.license_name : card.license;
    return typeof licence === 'string' && licence.length < 100 ? licence : undefined;
  } catch {
    return undefined; // A card is written by hand.
  }
}
