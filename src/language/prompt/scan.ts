/** @file The grammar inside prompt strings: text → parts. Never throws, and takes time in proportion to the text. */
import { readEscape } from './escape.ts';
import type { ChoicePart, InterpolationPart, Option, Part, Prompt, PromptProblem, PromptProblemKind } from './part.ts';
import type { QuotedText } from './quoted.ts';

/** Choices within choices; deeper ones are read as plain text. */
const DEEPEST = 32;

/** Characters that may begin something other than plain text. */
const special = /[\\{}|$_([]/g;

/** A prompt of other tools that this version reads as plain characters. */
const unsupported = [
  /__[A-Za-z0-9*][A-Za-z0-9_*/.-]*?__/y, // wildcard
  /\([^()\\]*:[0-9.]+\)/y, // attention
  /\[[^[\]\\|]*:[0-9.]+\]/y, // scheduling
];

export function scanPrompt(quoted: QuotedText): Prompt {
  return new Scanner(quoted).scan();
}

class Scanner {
  private index = 0;
  private readonly problems: PromptProblem[] = [];
  /** Too deep; the rest is plain text, and its braces mean nothing. */
  private isGivenUp = false;
  private readonly quoted: QuotedText;
  private readonly text: string;

  constructor(quoted: QuotedText) {
    this.quoted = quoted;
    this.text = quoted.text;
  }

  scan(): Prompt {
    const parts = this.parts(0);
    return { parts, problems: this.problems };
  }

  /** Reads until the option or the text ends. */
  private parts(depth: number): Part[] {
    const parts: Part[] = [];
    while (this.index < this.text.length) {
      const character = this.text[this.index];
      if (depth > 0 && (character === '|' || character === '}')) break;
      const part = this.part(depth);
      if (part) parts.push(part);
    }
    return parts;
  }

  private part(depth: number): Part | undefined {
    if (this.at('\\')) return this.escape();
    if (this.at('${')) return this.interpolation();
    if (this.at('{')) return this.choice(depth);
    if (this.at('}')) this.report('stray-brace', this.index, this.index + 1);
    this.reportUnsupported();
    return this.plain();
  }

  private at(characters: string): boolean {
    return this.text.startsWith(characters, this.index);
  }

  private plain(): Part {
    const start = this.index;
    special.lastIndex = start + 1;
    this.index = special.exec(this.text)?.index ?? this.text.length;
    return { kind: 'text', text: this.text.slice(start, this.index), ...this.extent(start, this.index) };
  }

  private escape(): Part {
    const start = this.index;
    const sequence = readEscape(this.text, start);
    this.index += sequence.length;
    if (!sequence.isKnown) this.report('unknown-escape', start, this.index);
    return { kind: 'text', text: sequence.text, ...this.extent(start, this.index) };
  }

  private interpolation(): Part | undefined {
    const start = this.index;
    const nameStart = start + 2;
    const [name = ''] = /^[^{}"|\\]*/.exec(this.text.slice(nameStart)) ?? [];
    const isClosed = this.text[nameStart + name.length] === '}';
    this.index = nameStart + name.length + (isClosed ? 1 : 0);
    if (!isClosed) this.report('open-interpolation', start, this.index);
    return this.named(start, nameStart, name);
  }

  private named(start: number, nameStart: number, name: string): InterpolationPart {
    const before = name.length - name.trimStart().length;
    const nameAt = this.extent(nameStart + before, nameStart + before + name.trim().length);
    return { kind: 'interpolation', name: name.trim(), nameAt, ...this.extent(start, this.index) };
  }

  private choice(depth: number): Part | undefined {
    const start = this.index;
    if (depth === DEEPEST) return this.tooDeep(start);
    const options: Option[] = [];
    do {
      this.index++;
      options.push(this.option(depth + 1));
    } while (this.at('|'));
    const isClosed = this.at('}');
    if (isClosed) this.index++;
    const part: ChoicePart = { kind: 'choice', options, ...this.extent(start, this.index) };
    this.checkChoice(part, start, isClosed);
    return part;
  }

  private checkChoice(part: ChoicePart, start: number, isClosed: boolean): void {
    if (this.isGivenUp) return;
    if (!isClosed) this.report('open-brace', start, start + 1);
    else if (part.options.length === 1) this.report('single-option', start, this.index);
    if (part.options.every((option) => option.weight === 0)) this.report('zero-weights', start, this.index);
  }

  private option(depth: number): Option {
    const start = this.index;
    const weight = this.weight();
    const parts = this.parts(depth);
    return { weight, parts, ...this.extent(start, this.index) };
  }

  /** `3::` at the head of an option. */
  private weight(): number {
    const start = this.index;
    const head = /^([^{}|\\:$]*)(::|\$\$)/.exec(this.text.slice(start, start + 64));
    if (!head) return 1;
    const [written, number = '', mark] = head;
    this.index += written.length;
    if (mark === '$$') return this.misread('unsupported', start);
    return /^\s*\d+(\.\d+)?\s*$/.test(number) ? Number(number) : this.misread('bad-weight', start);
  }

  private misread(kind: PromptProblemKind, start: number): number {
    this.report(kind, start, this.index);
    return 1;
  }

  private tooDeep(start: number): Part {
    this.report('too-deep', start, this.text.length);
    this.index = this.text.length;
    this.isGivenUp = true;
    return { kind: 'text', text: this.text.slice(start), ...this.extent(start, this.index) };
  }

  private reportUnsupported(): void {
    for (const pattern of unsupported) {
      pattern.lastIndex = this.index;
      const match = pattern.exec(this.text);
      if (match) this.report('unsupported', this.index, this.index + match[0].length);
    }
  }

  private report(kind: PromptProblemKind, start: number, end: number): void {
    this.problems.push({ kind, text: this.text.slice(start, end), ...this.extent(start, end) });
  }

  private extent(start: number, end: number): { start: number; end: number } {
    return { start: this.quoted.offsetAt(start), end: this.quoted.offsetAt(end) };
  }
}
