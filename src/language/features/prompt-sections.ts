/** @file What a painter's text encoder reads of a prompt: plain words in sections, each with its places. */

import type { Dialect } from '../plan/plan.ts';
import { tokenize } from '../prompt/attention/tokenize.ts';
import { dialectRules } from '../prompt/attention/tokens.ts';
import type { ResolvedPrompt } from '../prompt/resolve.ts';
import type { Place } from '../tree/extent.ts';

/** A part of a prompt between breaks; it begins a chunk of its own. */
export interface Section {
  readonly text: string;
  /** Where a character of the text was written; undefined beyond its end. */
  readonly placeAt: (index: number) => Place | undefined;
}

/** Weights and brackets are left out, as the encoder never sees them. */
export function sectionsOf(prompt: ResolvedPrompt, dialect: Dialect): Section[] {
  const rules = dialectRules[dialect];
  const whole = [{ text: prompt.text, start: 0 }];
  const runs = rules ? runsOf(tokenize(prompt.text, rules).tokens) : [whole];
  return runs.map((run) => ({
    text: run.map(({ text }) => text).join(''),
    placeAt: (index) => placeIn(prompt, resolvedIndex(run, index)),
  }));
}

/** Neighbouring words, and where in the resolved prompt they begin. */
interface Run {
  readonly text: string;
  readonly start: number;
}

function runsOf(tokens: ReturnType<typeof tokenize>['tokens']): Run[][] {
  const sections: Run[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'break') sections.push([]);
    if (token.kind === 'text') sections.at(-1)?.push({ text: token.text, start: token.start });
  }
  return sections;
}

function resolvedIndex(runs: readonly Run[], index: number): number {
  let left = index;
  for (const { text, start } of runs) {
    if (left < text.length) return start + left;
    left -= text.length;
  }
  return Number.POSITIVE_INFINITY;
}

/** Within a piece whose characters were written as they are read; else where the piece begins. */
function placeIn({ pieces }: ResolvedPrompt, index: number): Place | undefined {
  let start = 0;
  for (const piece of pieces) {
    const end = start + piece.text.length;
    if (index < end) {
      const isVerbatim = piece.text.length === piece.end - piece.start;
      const at = piece.start + (isVerbatim ? index - start : 0);
      return { start: at, end: at, file: piece.file };
    }
    start = end;
  }
  return undefined;
}
