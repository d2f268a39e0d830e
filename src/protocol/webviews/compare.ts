/** @file What the page of a comparison asks of the extension. */

import type { Comparison, PicturePair } from '../comparison.ts';
import type { Call } from '../connection/calls.ts';
import type { MethodTable } from '../connection/connection.ts';
import type { RunId } from '../runs.ts';
import type { PictureCounts } from '../texts/comparison-texts.ts';
import type { DeclarationId, Nothing, Unavailable } from './declaration.ts';

export type CompareCalls = {
  /** Reports a snapshot now and after every change; ends when it is cancelled. */
  readonly watch: Call<Nothing, CompareSnapshot, null>;
  /** The comparison of the last snapshot's revision, without its pictures; null when there is none. */
  readonly comparison: Call<Nothing, never, ShownComparison | null>;
  /** Pictures of one kind, what changed most first: as many as are asked for, of those that there are. */
  readonly pairs: Call<PairsQuestion, never, readonly ShownPair[]>;
  /** Asks what to compare with. */
  readonly choose: Call<Nothing, never, null>;
  /** Judges what is drawn, or draws what is missing on either side first. */
  readonly compare: Call<{ readonly effort: 'judge' | 'draw' }, never, null>;
  readonly cancel: Call<Nothing, never, null>;
  /** Makes the last run of the declaration what later ones are compared with. */
  readonly pinBaseline: Call<Nothing, never, null>;
  /** Selects the line, as it is now, of a change of words, by its place in the list. */
  readonly revealWords: Call<{ readonly change: number }, never, null>;
  readonly revealPrompt: Call<PictureId, never, null>;
  readonly openImage: Call<PictureId, never, null>;
  readonly revealStatement: Call<{ readonly statement: number }, never, null>;
  readonly trustWorkspace: Call<Nothing, never, null>;
  readonly showLog: Call<Nothing, never, null>;
};

export const compareMethods: MethodTable<CompareCalls> = {
  watch: true,
  comparison: true,
  pairs: true,
  choose: true,
  compare: true,
  cancel: true,
  pinBaseline: true,
  revealWords: true,
  revealPrompt: true,
  openImage: true,
  revealStatement: true,
  trustWorkspace: true,
  showLog: true,
};

/** What the file in the editor is compared with. */
export type CompareTarget =
  | { readonly kind: 'ref'; readonly ref: string }
  | { readonly kind: 'run'; readonly run: RunId }
  | { readonly kind: 'baseline' };

export type SideName = 'before' | 'after';

export interface CompareSnapshot {
  readonly id: DeclarationId;
  /** Name of the prompt file, without folders. */
  readonly file: string;
  /** For people. */
  readonly before: string;
  /** For people. */
  readonly after: string;
  /** Rises with every comparison; 0 before the first. */
  readonly revision: number;
  readonly activity: CompareActivity;
}

export type CompareActivity =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'comparing';
      /** For people: what is being done. */
      readonly label: string;
      readonly done: number;
      readonly total: number;
      readonly secondsLeft?: number;
    }
  | { readonly kind: 'failed'; readonly sentence: string }
  | Unavailable;

export interface ShownComparison extends Omit<Comparison, 'pictures'> {
  readonly pictures: readonly { readonly recipe: string; readonly counts: PictureCounts }[];
}

/** A pair whose `file` is an address that the page may load. */
export interface ShownPair extends PicturePair {
  /** Among the pairs of its recipe. */
  readonly index: number;
}

export interface PairsQuestion {
  /** Place of the recipe in the comparison's pictures. */
  readonly set: number;
  readonly kind: keyof PictureCounts;
  readonly count: number;
}

export interface PictureId {
  readonly set: number;
  readonly pair: number;
  readonly side: SideName;
}
