/**
 * @file `manifest.jsonl`: a line an image, sorted by split, class and id, with the same names in the same order; what is
 * not known is left out. The same set is the same bytes.
 */
import { Failure } from '../../../protocol/failure.ts';
import { isDigest } from '../../files/digest.ts';
import { type Cell, compare } from '../exports/export-set.ts';

export interface ManifestImage {
  /** Hex SHA-256 of its size and pixels. */
  readonly id: string;
  /** Hex SHA-256 of its file. */
  readonly sha256: string;
  readonly class: string;
  readonly split: string;
  /** The plan's key; absent of a real image. */
  readonly key?: string;
  /** Relative to the workspace, with `/`; absolute where it lies elsewhere. */
  readonly file: string;
  /** As in exports. */
  readonly columns: Readonly<Record<string, Cell>>;
}

/** Ends with a newline where there are images. */
export function manifestText(images: readonly ManifestImage[]): string {
  return inOrder(images)
    .map((image) => `${manifestLine(image)}\n`)
    .join('');
}

function inOrder(images: readonly ManifestImage[]): readonly ManifestImage[] {
  return [...images].sort((a, b) => compare(a.split, b.split) || compare(a.class, b.class) || compare(a.id, b.id));
}

function manifestLine({ id, sha256, class: label, split, key, file, columns }: ManifestImage): string {
  const known = Object.entries(columns).filter(([, cell]) => cell !== null);
  const own = { id, sha256, class: label, split, ...(key !== undefined && { key }), file };
  return JSON.stringify({ ...own, ...Object.fromEntries(known) });
}

/**
 * @param place for messages
 * @throws Failure `release-damaged`
 */
export function readManifest(text: string, place: string): readonly ManifestImage[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line, index) => {
    const image = imageIn(line);
    if (image !== undefined) return image;
    const sentence = `Line ${index + 1} of ${place} is no image; take the file back from version control.`;
    throw new Failure('release-damaged', sentence);
  });
}

function imageIn(line: string): ManifestImage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, sha256, class: label, split, key, file, ...columns }: Record<string, unknown> = { ...value };
  const isWhole = isDigest(id) && isDigest(sha256) && isText(label) && isText(split) && isText(file);
  if (!isWhole || !(key === undefined || isText(key)) || !isCells(columns)) return undefined;
  return { id, sha256, class: label, split, ...(key !== undefined && { key }), file, columns };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCells(values: Readonly<Record<string, unknown>>): values is Readonly<Record<string, Cell>> {
  return Object.values(values).every(
    (value) => value === null || ['string', 'number', 'boolean'].includes(typeof value),
  );
}
