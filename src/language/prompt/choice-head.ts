/** @file What stands at the head of a choice and of an option: `2-3$$ and $$` and `3::`. */
import type { Extent } from '../tree/extent.ts';
import type { CountRange } from './part.ts';

/** Longer heads are text: so every head is found in the same short time. */
const LONGEST = 64;

export interface ChoiceHead {
  readonly count: CountRange;
  /** What stands before the first `$$`; undefined when there is none. */
  readonly countAt?: Extent;
  /** Whether that is a count. */
  readonly isKnown: boolean;
  /** The lesser bound was written last. */
  readonly isSwapped: boolean;
  readonly separatorAt?: Extent;
  /** Where the first option begins. */
  readonly end: number;
}

const one: CountRange = { least: 1, most: 1 };

/** Plain text, escapes and names, ended by `$$`; variants cannot separate variants. */
const separator = /(?:[^{}|\\$]|\\u\{[0-9A-Fa-f]{1,6}\}|\\[^u]|\$\{[^{}"|\\$]{0,64}\}|\$(?![${])){0,256}\$\$/y;

/** @param start right after the brace. */
export function readChoiceHead(text: string, start: number): ChoiceHead {
  const [written] = /^[^{}|\\:$]*\$\$/.exec(text.slice(start, start + LONGEST)) ?? [];
  if (written === undefined) return { count: one, isKnown: true, isSwapped: false, end: start };
  const end = start + written.length;
  const countAt = trimmed(text, start, end - 2);
  const bounds = readBounds(text.slice(countAt.start, countAt.end));
  const separatorAt = readSeparator(text, end);
  return {
    count: bounds ? inOrder(bounds) : one,
    countAt,
    isKnown: bounds !== undefined,
    isSwapped: bounds !== undefined && bounds.least > bounds.most,
    ...(separatorAt && { separatorAt }),
    end: separatorAt ? separatorAt.end + 2 : end,
  };
}

/** `2`, `1-3`, `1-`, `-3`: from 1, as in dynamicprompts. */
function readBounds(written: string): CountRange | undefined {
  const [, first = '', dash, last = ''] = /^(\d{0,9})\s*(?:(-)\s*(\d{0,9}))?$/.exec(written) ?? [];
  if (first === '' && last === '') return undefined;
  const least = first === '' ? 1 : Number(first);
  const most = dash === undefined ? least : last === '' ? Number.POSITIVE_INFINITY : Number(last);
  return most === 0 ? undefined : { least, most };
}

function inOrder({ least, most }: CountRange): CountRange {
  return { least: Math.min(least, most), most: Math.max(least, most) };
}

function readSeparator(text: string, start: number): Extent | undefined {
  separator.lastIndex = start;
  const match = separator.exec(text);
  return match ? { start, end: start + match[0].length - 2 } : undefined;
}

export interface Weight {
  readonly weight: number;
  /** What stands before the colons. */
  readonly at: Extent;
  readonly isKnown: boolean;
  readonly end: number;
}

/** `3::`; undefined when the option begins with its words. */
export function readWeight(text: string, start: number): Weight | undefined {
  const [written] = /^[^{}|\\:$[\]()]*::/.exec(text.slice(start, start + LONGEST)) ?? [];
  if (written === undefined) return undefined;
  const end = start + written.length;
  const at = trimmed(text, start, end - 2);
  const number = text.slice(at.start, at.end);
  const isKnown = /^(\d+\.?\d*|\.\d+)$/.test(number);
  return { weight: isKnown ? Number(number) : 1, at, isKnown, end };
}

function trimmed(text: string, start: number, end: number): Extent {
  const written = text.slice(start, end);
  const before = written.length - written.trimStart().length;
  return { start: start + before, end: start + before + written.trim().length };
}
