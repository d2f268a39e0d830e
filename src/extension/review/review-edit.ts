/** Something that can be taken back, and done again. */
export interface ReviewEdit {
  /** For menus. */
  readonly label: string;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}
