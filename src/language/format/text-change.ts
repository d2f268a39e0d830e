/** @file A change of a text by offsets: what formatting, renaming and refactoring are made of. */
import type { Extent } from '../tree/extent.ts';

export interface TextChange {
  /** What is replaced; an empty extent inserts. */
  readonly at: Extent;
  readonly text: string;
}

export function replaced({ start, end }: Extent, text: string): TextChange {
  return { at: { start, end }, text };
}

export function inserted(offset: number, text: string): TextChange {
  return { at: { start: offset, end: offset }, text };
}

/** @param changes of the same text; they do not overlap. Those at one place are applied in their order. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  const inOrder = changes.toSorted((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
  let end = 0;
  const pieces = inOrder.map(({ at, text: written }) => {
    const kept = text.slice(end, at.start);
    end = at.end;
    return kept + written;
  });
  return pieces.join('') + text.slice(end);
}
