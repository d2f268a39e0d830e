/** @file Places in a text, as offsets; spans with lines are made of them at the end. */

/** UTF-16 offsets, the end excluded. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Whether a cursor at `offset` touches the extent; both of its ends count. */
export function touches(extent: Extent, offset: number): boolean {
  return extent.start <= offset && offset <= extent.end;
}
