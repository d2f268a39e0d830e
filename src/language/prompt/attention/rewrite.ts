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

export interface Task {
  readonly text: string;
  readonly from: Dialect;
  readonly to: Dialect;
  /** Weight of what stands around the text, in both dialects. */
  readonly around: number;
  readonly isSketch: boolean;
}

export interface Rewriting {
  /** In the order of the text; of those at one place the first comes first. */
  readonly changes: readonly Change[];
  readonly lost: readonly Lost[];
  /** Of the character at an index; undefined when it is taken out. For indices in their order. */
  readonly weightAt: (index: number) => number | undefined;
}

export function rewrite(task: Task): Rewriting {
  return new Rewriter(task).rewrite();
}

type Order = 'end of run' | 'start of run' | 'within';

const orders: { readonly [O in Order]: number } = { 'end of run': 0, 'start of run': 1, within: 2 };

type WeighedText = Extract<Weighed, { kind: 'text' }>;

class Rewriter {
  private readonly changes: (Change & { readonly order: Order })[] = [];
  private readonly lost: Lost[] = [];
  private readonly from: DialectRules | undefined;
  private readonly to: DialectRules | undefined;
  private readonly task: Task;
  private readonly dropped: Extent[] = [];
  /** The text without what cannot be kept of its schedules. */
  private readonly text: string;

  constructor(task: Task) {
    this.task = task;
    this.from = dialectRules[task.from];
    this.to = dialectRules[task.to];
    this.text = this.from?.hasSchedules ? this.settle(task.text) : task.text;
  }

  rewrite(): Rewriting {
    const { tokens, weighed } = this.read();
    const texts = weighed.filter((token) => token.kind === 'text');
    if (texts.some((token) => Number.isNaN(token.weight))) return this.unknown();
    for (const token of tokens) {
      if (token.kind === 'open' || token.kind === 'close') this.change(token, '');
      else if (token.kind === 'break' && !this.to?.hasBreaks) this.lose('break', token.wordAt);
    }
    for (const token of texts) this.respell(token);
    for (const run of runsOf(weighed)) this.wrap(run);
    const changes = this.changes.sort((a, b) => a.start - b.start || orders[a.order] - orders[b.order]);
    return { changes, lost: this.lost, weightAt: weightsOf(texts, this.dropped) };
  }

  private read(): { tokens: Tokens['tokens']; weighed: readonly Weighed[] } {
    const { text, task, from } = this;
    const all = { kind: 'text', text, start: 0, end: text.length } as const;
    if (from === undefined) return { tokens: [], weighed: text === '' ? [] : [{ ...all, weight: task.around }] };
    const tokens = tokenize(text, from, task.isSketch);
    return { tokens: tokens.tokens, weighed: weigh(tokens, from, text.length, task.around).weighed };
  }

  /** A weight that a part of the template says: nothing can be worked out, so nothing is touched. */
  private unknown(): Rewriting {
    const lost: Lost = { kind: 'weight', start: 0, end: this.text.length };
    return { changes: [], lost: [lost], weightAt: () => this.task.around };
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
    this.drop(readSchedules(text).root);
    let settled = '';
    let at = 0;
    for (const { start, end } of this.dropped) {
      settled += text.slice(at, start) + OPAQUE.repeat(end - start);
      at = end;
      this.change({ start, end }, '');
    }
    return settled + text.slice(at);
  }

  private drop({ nodes }: Branch): void {
    for (const node of nodes) {
      const isAlternation = node.kind === 'alternation';
      const kept = isAlternation ? node.options[0] : this.begins(node.from) ? node.from : node.to;
      this.lost.push({ kind: isAlternation ? 'alternation' : 'schedule', start: node.start, end: node.end });
      this.dropped.push({ start: node.start, end: kept?.start ?? node.end });
      if (kept === undefined) continue;
      this.drop(kept);
      this.dropped.push({ start: kept.end, end: node.end });
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
    const { around } = this.task;
    if (Math.abs(weight - around) < 1e-9) return;
    const own = this.to?.weights === 'multiply' ? weight / around : weight;
    if (this.to === undefined || Math.abs(own) >= 1e6) {
      this.lost.push({ kind: 'weight', start, end });
      return;
    }
    this.change({ start, end: start }, '(', 'start of run');
    this.change({ start: end, end }, `:${Number(own.toFixed(5))})`, 'end of run');
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

function weightsOf(texts: readonly WeighedText[], dropped: readonly Extent[]): Rewriting['weightAt'] {
  const textAt = finder(texts);
  const droppedAt = finder(dropped);
  return (index) => (droppedAt(index) ? undefined : textAt(index)?.weight);
}

/** What lies over an index, for indices in their order. */
function finder<E extends Extent>(extents: readonly E[]): (index: number) => E | undefined {
  let next = 0;
  return (index) => {
    while ((extents[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next++;
    const found = extents[next];
    return found && found.start <= index ? found : undefined;
  };
}

/** Changes that touch are one, and those that change nothing are none. */
export function joined(text: string, changes: readonly Change[]): Change[] {
  const all: { start: number; end: number; text: string }[] = [];
  for (const change of changes) {
    const last = all.at(-1);
    if (last?.end !== change.start) all.push({ ...change });
    else {
      last.end = change.end;
      last.text += change.text;
    }
  }
  return all.filter((change) => change.text !== text.slice(change.start, change.end));
}

export function applied(text: string, changes: readonly Change[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const change of changes) {
    pieces.push(text.slice(at, change.start), change.text);
    at = change.end;
  }
  return pieces.join('') + text.slice(at);
}
