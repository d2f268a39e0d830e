/** @file `export.json`: what an export holds, of which set, made by what. No time and no place: it can be made again. */
import path from 'node:path';
import { isDigest } from '../../../files/digest.ts';
import { readPlainText } from '../../../files/plain-text.ts';
import { type PreparedSet, samplesOf } from '../prepared-set.ts';

export interface ExportRecord {
  readonly format: string;
  readonly tool: string;
  /** Digest of the set and of all that decides what is written. */
  readonly token: string;
  readonly images: number;
  /** By split, then by class; classes without images have none. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export function exportRecord(
  prepared: PreparedSet,
  { format, tool, token }: Pick<ExportRecord, 'format' | 'tool' | 'token'>,
): ExportRecord {
  const counts = Object.fromEntries(prepared.splits.map((split) => [split.name, countsOf(prepared, split.name)]));
  return { format, tool, token, images: samplesOf(prepared).length, counts };
}

function countsOf({ set, splits }: PreparedSet, name: string): Readonly<Record<string, number>> {
  const samples = splits.find((split) => split.name === name)?.samples ?? [];
  const counts = set.classes.map(() => 0);
  for (const { target } of samples) counts[target] = (counts[target] ?? 0) + 1;
  return Object.fromEntries(set.classes.map((label, target) => [label, counts[target] ?? 0]));
}

export function exportRecordText({ set }: PreparedSet, record: ExportRecord): string {
  const { name, version, licence, classes, about } = set;
  const { query, commit } = about;
  const own = { name, version, licence, classes, query: query ?? null, commit: commit ?? null };
  return `${JSON.stringify({ v: 1, ...own, ...record }, undefined, 2)}\n`;
}

/** Undefined where there is none, or one that does not say which set it is of. */
export async function readExportRecord(folder: string): Promise<Pick<ExportRecord, 'token'> | undefined> {
  const text = await readPlainText(path.join(folder, 'export.json'));
  try {
    const content: unknown = JSON.parse(text ?? '');
    const isRecord = typeof content === 'object' && content !== null && 'token' in content;
    return isRecord && isDigest(content.token) ? { token: content.token } : undefined;
  } catch {
    return undefined;
  }
}
