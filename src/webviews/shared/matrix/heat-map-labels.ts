/** @file How much room the names beside a matrix take, and which of them are shown. */
import type { MatrixTable } from './matrix-table.ts';

/** Pixels that a name needs at most; more is cut off. */
const [widestName, tallestName] = [150, 116];

/** Pixels that a label needs across. */
export const labelExtent = 13;

/** Pixels of the names on the left, and of those above. */
export function namesExtent({ parts }: MatrixTable): { readonly left: number; readonly above: number } {
  return { left: nameExtent(parts, widestName), above: nameExtent(parts, tallestName) };
}

/** Pixels beside the cells: names on the left, recall on the right. */
export function besides({ parts }: MatrixTable): number {
  return nameExtent(parts, widestName) + 74;
}

function nameExtent(parts: MatrixTable['parts'], most: number): number {
  const longest = Math.max(9, ...parts.map(({ label }) => label.length));
  return Math.min(most, 14 + longest * 7.5);
}

/** Where labels would overlap, every so-manieth has one, and the one that is pointed at. @param size pixels of a cell */
export function hasLabel(index: number, pointed: number, size: number): boolean {
  const step = Math.ceil(labelExtent / size);
  if (index === pointed) return true;
  return index % step === 0 && Math.abs(index - pointed) >= step;
}
