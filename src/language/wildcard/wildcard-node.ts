/** @file What a wildcard is made of, whatever the format of its file. */
import type { Problem } from '../diagnostics/problem.ts';
import type { QuotedText } from '../prompt/quoted.ts';
import type { Extent } from '../tree/extent.ts';

/** A list of phrases, or keys with lists below them. */
export interface WildcardNode {
  readonly key: string;
  readonly keyAt: Extent;
  readonly values: readonly WildcardValue[];
  readonly children: readonly WildcardNode[];
}

export interface WildcardValue {
  /** The phrase without its weight; escapes of prompts are still as written. Offsets are those of the file. */
  readonly text: QuotedText;
  /** As written, else 1; 0 or more. */
  readonly weight: number;
  /** The whole entry, with its weight and quotes. */
  readonly at: Extent;
  /** What is deleted from the file when the entry is taken out: its line, or its comma too. */
  readonly removeAt: Extent;
}

/** What a format's reader makes of a text. */
export interface WildcardReading {
  readonly root: WildcardNode;
  readonly problems: readonly Problem[];
}

/** Has no key of its own. */
export function rootOf(values: readonly WildcardValue[], children: readonly WildcardNode[] = []): WildcardNode {
  return { key: '', keyAt: { start: 0, end: 0 }, values, children };
}
