/** @file Places in a text, as offsets; spans with lines are made of them at the end. */

/** UTF-16 offsets, the end excluded. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** An extent of a file that is known, in a program of several. */
export interface Place extends Extent {
  /** Relative to the workspace folder, with `/`, as in `PromptDocument.file`. */
  readonly file: string;
}

/** Whether a cursor at `offset` touches the extent; both of its ends count. */
export function touches(extent: Extent, offset: number): boolean {
  return extent.start <= offset && offset <= extent.end;
}
