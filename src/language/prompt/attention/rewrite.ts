/** @file What to change in a text so that another dialect reads the same of it. */
import type { Dialect } from '../../plan/plan.ts';
import type { Extent } from '../../tree/extent.ts';
import { type Branch, readSchedules } from './schedules.ts';
import { breakWord, type Tokens, tokenize } from './tokenize.ts';
import { type DialectRules, dialectRules, OPAQUE } from './tokens.ts';
import { type Weighed, weigh } from './weigh.ts';

/** A stretch of the text and what comes in its place. */
export interface Change extends Extent {
  readonly text: string;
}

export type LostKind = 'schedule' | 'alternation' | 'break' | 'weight' | 'break-word';

export interface Lost extends Extent {
  readonly kind: LostKind;
}

export interface Rewriting {
  /** In the order of the text; of those at one place the first comes first. */
  readonly changes: readonly Change[];
  readonly lost: readonly Lost[];
}

export function rewrite(text: string, from: Dialect, to: Dialect): Rewriting {
  return new Rewriter(text, dialectRules[from], dialectRules[to]).rewrite();
}

type Order = 'end of run' | 'start of run' | 'within';

const orders: { readonly [O in Order]: number } = { 'end of run': 0, 'start of run': 1, within: 2 };

type WeighedText = Extract<Weighed, { kind: 'text' }>;

class Rewriter {
  private readonly changes: (Change & { readonly order: Order })[] = [];
  private readonly lost: Lost[] = [];
  private readonly from: DialectRules | undefined;
  private readonly to: DialectRules | undefined;
  /** The text without what cannot be kept of its schedules. */
  private readonly text: string;

  constructor(text: string, from: DialectRules | undefined, to: DialectRules | undefined) {
    this.from = from;
    this.to = to;
    this.text = from?.hasSchedules ? this.settle(text) : text;
  }

  rewrite(): Rewriting {
    const { tokens, weighed } = this.read();
    const texts = weighed.filter((token) => token.kind === 'text');
    for (const token of tokens) {
      if (token.kind === 'open' || token.kind === 'close') this.change(token, '');
      else if (token.kind === 'break' && !this.to?.hasBreaks) this.lose('break', token.wordAt);
    }
    for (const token of texts) this.respell(token);
    for (const run of runsOf(weighed)) this.wrap(run);
    const changes = this.changes.sort((a, b) => a.start - b.start || orders[a.order] - orders[b.order]);
    return { changes, lost: this.lost };
  }

  private read(): { tokens: Tokens['tokens']; weighed: readonly Weighed[] } {
    const { text, from } = this;
    const all = { kind: 'text', text, start: 0, end: text.length } as const;
    if (from === undefined) return { tokens: [], weighed: text === '' ? [] : [{ ...all, weight: 1 }] };
    const tokens = tokenize(text, from);
    return { tokens: tokens.tokens, weighed: weigh(tokens, from, text.length).weighed };
  }

  private change({ start, end }: Extent, text: string, order: Order = 'within'): void {
    this.changes.push({ start, end, text, order });
  }

  /** Takes a word out that cannot be said. */
  private lose(kind: LostKind, at: Extent): void {
    this.lost.push({ kind, start: at.start, end: at.end });
    this.change(at, '');
  }

  /** @returns the text, as long, with what is taken out made opaque. */
  private settle(text: string): string {
    const dropped: Extent[] = [];
    this.drop(readSchedules(text).root, dropped);
    let settled = '';
    let at = 0;
    for (const { start, end } of dropped) {
      settled += text.slice(at, start) + OPAQUE.repeat(end - start);
      at = end;
      this.change({ start, end }, '');
    }
    return settled + text.slice(at);
  }

  private drop({ nodes }: Branch, dropped: Extent[]): void {
    for (const node of nodes) {
      const isAlternation = node.kind === 'alternation';
      const kept = isAlternation ? node.options[0] : this.begins(node.from) ? node.from : node.to;
      this.lost.push({ kind: isAlternation ? 'alternation' : 'schedule', start: node.start, end: node.end });
      dropped.push({ start: node.start, end: kept?.start ?? node.end });
      if (kept === undefined) continue;
      this.drop(kept, dropped);
      dropped.push({ start: kept.end, end: node.end });
    }
  }

  private begins(branch: Branch | undefined): branch is Branch {
    return branch !== undefined && branch.end > branch.start;
  }

  /** Escapes what the other dialect would read, and takes back escapes that it does not know. */
  private respell(token: WeighedText): void {
    const { start, end, text } = token;
    const isEscape = this.from !== undefined && this.text[start] === '\\';
    if (isEscape) this.change({ start, end }, this.spelled(text));
    else if (this.to) this.escape(token, this.to);
  }

  private spelled(character: string): string {
    return this.to && character !== '' && this.to.escaped.includes(character) ? `\\${character}` : character;
  }

  private escape({ start, end }: WeighedText, to: DialectRules): void {
    const pattern = to.hasSquares ? /[\\()[\]]/g : /[\\()]/g;
    const text = this.text.slice(start, end);
    for (const { index } of text.matchAll(pattern)) this.change({ start: start + index, end: start + index }, '\\');
    if (!to.hasBreaks || this.from?.hasBreaks) return;
    for (const { index } of text.matchAll(breakWord)) {
      this.lost.push({ kind: 'break-word', start: start + index, end: start + index + 'BREAK'.length });
    }
  }

  private wrap({ start, end, weight }: Run): void {
    if (Math.abs(weight - 1) < 1e-9) return;
    if (this.to === undefined || Math.abs(weight) >= 1e6) {
      this.lost.push({ kind: 'weight', start, end });
      return;
    }
    this.change({ start, end: start }, '(', 'start of run');
    this.change({ start: end, end }, `:${Number(weight.toFixed(5))})`, 'end of run');
  }
}

interface Run extends Extent {
  readonly weight: number;
}

/** Neighbours of one weight, without breaks between them. */
function runsOf(weighed: readonly Weighed[]): Run[] {
  const runs: { start: number; end: number; weight: number }[] = [];
  let isBroken = true;
  for (const token of weighed) {
    const last = runs.at(-1);
    if (token.kind === 'text' && token.text === '') continue;
    if (token.kind === 'break') isBroken = true;
    else if (last?.weight === token.weight && !isBroken) last.end = token.end;
    else {
      runs.push({ start: token.start, end: token.end, weight: token.weight });
      isBroken = false;
    }
  }
  return runs;
}
