import type { Cell } from '../exports/export-set.ts';

/** A real image that was found in someone's dataset. */
export interface ImportedSample {
  readonly image:
    | { readonly kind: 'file' /** Absolute. */; readonly file: string }
    | { readonly kind: 'bytes'; readonly bytes: Uint8Array /** For messages. */; readonly name: string };
  /** Null where the dataset says none. */
  readonly label: string | null;
  readonly split: string | null;
  /** All else that is known of it. */
  readonly columns: Readonly<Record<string, Cell>>;
}
