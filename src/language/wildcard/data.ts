/** @file What YAML and JSON have in common: lists, keys and texts, with their places. */
import type { Problem } from '../diagnostics/problem.ts';
import type { QuotedText } from '../prompt/quoted.ts';
import type { Extent } from '../tree/extent.ts';

/** With aliases it is a graph without circles: what has an alias stands in it several times. */
export type Data = TextData | ListData | MapData | NothingData;

/** A text, or a number or `true` and `false` as they are written. */
export interface TextData extends Extent {
  readonly kind: 'text';
  readonly text: QuotedText;
  readonly isOfSeveralLines: boolean;
}

export interface ListData extends Extent {
  readonly kind: 'list';
  readonly items: readonly ItemData[];
}

export interface ItemData extends Extent {
  readonly data: Data;
  /** What is deleted when the item is taken out of its list. */
  readonly removeAt: Extent;
}

export interface MapData extends Extent {
  readonly kind: 'map';
  readonly pairs: readonly PairData[];
}

export interface PairData {
  readonly key: string;
  /** Without quotes. */
  readonly keyAt: Extent;
  readonly value: Data;
}

/** `null`, or nothing at all where something is needed, or what was reported already. */
export interface NothingData extends Extent {
  readonly kind: 'nothing';
  readonly isReported: boolean;
}

export interface DataReading {
  /** Undefined when the text holds nothing. */
  readonly data: Data | undefined;
  readonly problems: readonly Problem[];
}
