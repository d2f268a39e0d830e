/** @file The parse of a text that is looked at several times in a row, as when it is formatted around errors. */
import { parse } from '../parser/parse.ts';

let last: { readonly text: string; readonly parsed: ReturnType<typeof parse> } | undefined;

/** The tree must not be changed. */
export function parseOnce(text: string): ReturnType<typeof parse> {
  if (last?.text !== text) last = { text, parsed: parse(text) };
  return last.parsed;
}
