/** @file Text → tokens of attention, in one pass. Never throws. */
import type { Extent } from '../../tree/extent.ts';
import type { AttentionProblem, AttentionProblemKind } from './problem.ts';
import type { Bracket, DialectRules, OpenToken, Token } from './tokens.ts';

export interface Tokens {
  readonly tokens: readonly Token[];
  /** Brackets that are never closed, where those reach to the end. */
  readonly open: ReadonlySet<OpenToken>;
  readonly problems: readonly AttentionProblem[];
}

/** @param isSketch parts of a template may stand in for digits, as OPAQUE. */
export function tokenize(text: string, rules: DialectRules, isSketch = false): Tokens {
  return new Tokenizer(text, rules, isSketch).tokenize();
}

const special = /[\\()[\]:]/g;
const weight = /:\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*\)/y;
const weightInSketch = /:\s*([+-]?(?:\d+\.?\d*|\.\d+|[\d.]*\uFFFC[\d.\uFFFC]*))\s*\)/y;
/** The word as A1111 finds it; a letter of any alphabet before or after it makes it another word. */
export const breakWord = /(?<![\p{L}\p{N}_])BREAK(?![\p{L}\p{N}_])/gu;

class Tokenizer {
  private index = 0;
  private readonly tokens: Token[] = [];
  private readonly problems: AttentionProblem[] = [];
  /** Positions of open brackets among the tokens. */
  private readonly open: Readonly<Record<Bracket, number[]>> = { round: [], square: [] };
  /** The last colon since the last bracket: a weight that is none may follow it. */
  private colon: number | undefined;
  private readonly text: string;
  private readonly rules: DialectRules;
  private readonly isSketch: boolean;

  constructor(text: string, rules: DialectRules, isSketch: boolean) {
    this.text = text;
    this.rules = rules;
    this.isSketch = isSketch;
  }

  tokenize(): Tokens {
    while (this.index < this.text.length) this.next();
    const left = [...this.open.round, ...this.open.square].flatMap((position) => this.neverClosed(position));
    return { tokens: this.tokens, open: new Set(left), problems: this.problems };
  }

  private next(): void {
    const character = this.text[this.index];
    if (character === '\\') this.escape();
    else if (character === '(') this.opening('round');
    else if (character === ')') this.closing('round');
    else if (character === ':') this.weight();
    else if (character === '[' && this.rules.hasSquares) this.opening('square');
    else if (character === ']' && this.rules.hasSquares) this.closing('square');
    else this.words();
  }

  private words(): void {
    const start = this.index;
    special.lastIndex = start + 1;
    this.index = special.exec(this.text)?.index ?? this.text.length;
    if (this.rules.hasBreaks) this.splitAtBreaks(start);
    else this.plain(this.text.slice(start, this.index), start, this.index);
  }

  private splitAtBreaks(start: number): void {
    const words = this.text.slice(start, this.index);
    let from = 0;
    for (const { index } of words.matchAll(breakWord)) {
      const before = words.slice(from, index).trimEnd();
      const end = index + 'BREAK'.length;
      const after = end + words.slice(end).search(/\S|$/);
      this.plain(before, start + from, start + from + before.length);
      const at = { start: start + from + before.length, end: start + after };
      this.tokens.push({ kind: 'break', ...at, wordAt: { start: start + index, end: start + end } });
      from = after;
    }
    this.plain(words.slice(from), start + from, this.index);
  }

  private plain(text: string, start: number, end: number): void {
    if (end > start) this.tokens.push({ kind: 'text', text, start, end });
  }

  private escape(): void {
    const next = this.text[this.index + 1] ?? '';
    const isEscape = next !== '' && this.rules.escaped.includes(next);
    const length = isEscape ? 2 : 1;
    this.plain(isEscape ? next : this.rules.loneBackslash, this.index, this.index + length);
    this.index += length;
  }

  private opening(bracket: Bracket): void {
    this.colon = undefined;
    this.open[bracket].push(this.tokens.length);
    this.tokens.push({ kind: 'open', bracket, start: this.index, end: ++this.index });
  }

  private closing(bracket: Bracket): void {
    const start = this.index++;
    if (this.open[bracket].pop() === undefined) {
      this.report('stray-bracket', { start, end: this.index });
      this.plain(this.text.slice(start, this.index), start, this.index);
    } else {
      if (bracket === 'round') this.checkWeight(start);
      this.tokens.push({ kind: 'close', bracket, weight: undefined, weightAt: undefined, start, end: this.index });
    }
    this.colon = undefined;
  }

  /** What looks like a weight and is none. */
  private checkWeight(end: number): void {
    if (this.colon === undefined || end - this.colon > 32) return;
    const written = this.text.slice(this.colon + 1, end);
    const start = end - written.trimStart().length;
    if (/^\s*[+-]?[\d.,]+\s*$/.test(written)) this.report('bad-weight', { start, end: start + written.trim().length });
  }

  private weight(): void {
    const start = this.index;
    const pattern = this.isSketch ? weightInSketch : weight;
    pattern.lastIndex = start;
    const [written, number = ''] = pattern.exec(this.text) ?? [];
    const opened = this.open.round.at(-1);
    const isWeight = opened !== undefined && (this.rules.weighsNothing || (this.tokens[opened]?.end ?? 0) < start);
    if (written !== undefined && isWeight) this.closingWith(written, number);
    else this.plainColon();
  }

  private closingWith(written: string, number: string): void {
    const start = this.index;
    this.open.round.pop();
    this.colon = undefined;
    this.index += written.length;
    const numberAt = start + written.indexOf(number, 1);
    const weightAt = { start: numberAt, end: numberAt + number.length };
    this.tokens.push({ kind: 'close', bracket: 'round', weight: Number(number), weightAt, start, end: this.index });
  }

  private plainColon(): void {
    this.colon = this.index;
    this.plain(':', this.index, ++this.index);
  }

  private neverClosed(position: number): OpenToken[] {
    const token = this.tokens[position];
    if (token?.kind !== 'open') return [];
    this.report('open-bracket', token);
    if (this.rules.reachesToEnd) return [token];
    const { start, end } = token;
    this.tokens[position] = { kind: 'text', text: this.text.slice(start, end), start, end };
    return [];
  }

  private report(kind: AttentionProblemKind, { start, end }: Extent): void {
    this.problems.push({ kind, start, end });
  }
}
