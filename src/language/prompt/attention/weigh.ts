/** @file Tokens → the weight of every run of words, and of every group. Time in proportion to the tokens. */
import type { Extent } from '../../tree/extent.ts';
import type { Tokens } from './tokenize.ts';
import type { Bracket, BreakToken, CloseToken, DialectRules, OpenToken, TextToken } from './tokens.ts';

/** Words of one weight, or a break. */
export type Weighed = (TextToken & { readonly weight: number }) | BreakToken;

/** A pair of brackets with what it does. */
export interface Group extends Extent {
  readonly open: OpenToken;
  /** Undefined when it is never closed and reaches to the end. */
  readonly close: CloseToken | undefined;
  /** What it says itself; not a number when a part of a template will say it. */
  readonly own: number;
  /** What its words have, those in further groups left out. */
  readonly weight: number;
  /** What stands around it has. */
  readonly around: number;
}

export interface Weighing {
  readonly weighed: readonly Weighed[];
  /** In the order in which they begin. */
  readonly groups: readonly Group[];
}

/** As A1111 has it: brackets raise or lower by a tenth. */
const ROUND = 1.1;
const SQUARE = 1 / 1.1;

/** @param end of the text. @param around the weight of what stands around it. */
export function weigh({ tokens, open }: Tokens, rules: DialectRules, end: number, around = 1): Weighing {
  const closes = pairs(tokens);
  const stacks: Readonly<Record<Bracket, number[]>> = { round: [around], square: [1] };
  const weighed: Weighed[] = [];
  const groups: Group[] = [];
  const weight = () => (stacks.round.at(-1) ?? 1) * (stacks.square.at(-1) ?? 1);
  for (const token of tokens) {
    if (token.kind === 'text') weighed.push({ ...token, weight: weight() });
    else if (token.kind === 'break') weighed.push(token);
    else if (token.kind === 'close') stacks[token.bracket].pop();
    else {
      const close = open.has(token) ? undefined : closes.get(token);
      const stack = stacks[token.bracket];
      const outer = weight();
      const own = close?.weight ?? (token.bracket === 'round' ? ROUND : SQUARE);
      const isReplaced = rules.weights === 'replace' && close?.weight !== undefined;
      stack.push(isReplaced ? own : (stack.at(-1) ?? 1) * own);
      groups.push({
        open: token,
        close,
        own,
        weight: weight(),
        around: outer,
        start: token.start,
        end: close?.end ?? end,
      });
    }
  }
  return { weighed, groups };
}

/** Which token closes which: the last one opened of its kind, even where kinds cross. */
function pairs(tokens: Tokens['tokens']): Map<OpenToken, CloseToken> {
  const stacks: Readonly<Record<Bracket, OpenToken[]>> = { round: [], square: [] };
  const found = new Map<OpenToken, CloseToken>();
  for (const token of tokens) {
    if (token.kind === 'open') stacks[token.bracket].push(token);
    const opened = token.kind === 'close' ? stacks[token.bracket].pop() : undefined;
    if (opened && token.kind === 'close') found.set(opened, token);
  }
  return found;
}
