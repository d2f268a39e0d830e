/** @file What an image is of: its class and its column. */
import type { GridLayout } from '../../protocol/webviews/grid.ts';

/** By index of the image: its class and the label of its column, those that say anything. */
export function headingsOf({ rows, columns, counts }: GridLayout): (index: number) => string {
  const ends = cellEnds(counts);
  return (index) => {
    const cell = firstAbove(ends, index);
    const labels = [rows[Math.floor(cell / columns.length)]?.label, columns[cell % columns.length]?.label];
    return labels.filter((label) => label !== undefined && label !== '').join(' · ');
  };
}

/** Of each cell the index behind its last image. */
function cellEnds(counts: readonly number[]): readonly number[] {
  let end = 0;
  return counts.map((count) => {
    end += Math.max(0, count);
    return end;
  });
}

function firstAbove(ends: readonly number[], index: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > index) high = middle;
    else low = middle + 1;
  }
  return low;
}
