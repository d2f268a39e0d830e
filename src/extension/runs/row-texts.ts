/** @file What a row of a view says; the views make tree items of it. */

export interface RowTexts {
  /** The same for the same row when the tree is built anew. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** A codicon. */
  readonly icon?: string;
  /** The colour of the icon. */
  readonly color?: string;
  /** What menus are asked for by; see `package.json`. */
  readonly context: string;
  readonly accessibleName: string;
}
