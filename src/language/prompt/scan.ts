/** @file The grammar inside prompt strings: text → parts. Never throws, and takes time in proportion to the text. */
import type { Extent, Place } from '../tree/extent.ts';
import { barsInBrackets } from './brackets.ts';
import { type ChoiceHead, readChoiceHead, readWeight } from './choice-head.ts';
import { readEscape } from './escape.ts';
import {
  type ChoicePart,
  type CountRange,
  type InterpolationPart,
  type Option,
  onlyWildcard,
  type Part,
  type Prompt,
  type PromptProblem,
  type PromptProblemKind,
  type TextPart,
} from './part.ts';
import type { QuotedText } from './quoted.ts';

/** Choices within choices; deeper ones are read as plain text. */
const DEEPEST = 32;

/** Characters of one string; longer ones are read as plain text, by all that read prompts. */
export const LONGEST_STRING = 100_000;

/** Where something other than plain text may begin, and where a line does: its indentation may have been removed. */
const special = /[\\{}|$\n]|__(?!_)|<(?=\w+:)/g;

/** Non-greedy, so that `__a__b__` is the wildcard `a`. */
const wildcard = /__(?!_)([\p{L}\p{N}_\-/*?.]+?)__/uy;

/** An extra network of other tools, such as `<lora:foo__bar:1>`. */
const network = /<\w+:[^<>\n]*>/y;

/** @param file that the text stands in. */
export function scanPrompt(quoted: QuotedText, file: string): Prompt {
  return quoted.text.length > LONGEST_STRING ? plainPrompt(quoted, file) : new Scanner(quoted, file).scan();
}

function plainPrompt({ text, offsetAt }: QuotedText, file: string): Prompt {
  const place = { start: offsetAt(0), end: offsetAt(text.length - 1) + 1, file };
  return { parts: [{ kind: 'text', text, ...place }], problems: [{ kind: 'too-long', text: '', ...place }] };
}

class Scanner {
  private index = 0;
  private readonly problems: PromptProblem[] = [];
  /** Too deep; the rest is plain text, and its braces mean nothing. */
  private isGivenUp = false;
  /** Within an extra network, up to here, underscores are its own. */
  private networkEnd = 0;
  private readonly text: string;
  private readonly barsInBrackets: ReadonlySet<number>;
  private readonly quoted: QuotedText;
  private readonly file: string;

  constructor(quoted: QuotedText, file: string) {
    this.quoted = quoted;
    this.text = quoted.text;
    this.file = file;
    this.barsInBrackets = barsInBrackets(quoted.text);
  }

  scan(): Prompt {
    const parts = this.parts(0);
    return { parts, problems: this.problems };
  }

  /** Reads until the option or the text ends. */
  private parts(depth: number, end = this.text.length): Part[] {
    const parts: Part[] = [];
    while (this.index < end && !(depth > 0 && this.endsOption())) {
      const part = this.part(depth);
      if (part) parts.push(part);
    }
    return parts;
  }

  private endsOption(): boolean {
    return this.at('}') || (this.at('|') && !this.barsInBrackets.has(this.index));
  }

  private part(depth: number): Part | undefined {
    if (this.at('\\')) return this.escape();
    if (this.at('${')) return this.interpolation();
    if (this.at('{')) return this.choice(depth);
    if (this.at('}')) this.report('stray-brace', this.index, this.index + 1);
    if (this.at('<')) this.network();
    if (depth > 0 && this.at('$$') && !this.at('$${')) this.report('bad-count', this.index, this.index + 2);
    return this.wildcard() ?? this.plain();
  }

  private at(characters: string): boolean {
    return this.text.startsWith(characters, this.index);
  }

  private plain(): TextPart {
    const start = this.index;
    special.lastIndex = start + 1;
    this.index = this.at('\n') ? start + 1 : (special.exec(this.text)?.index ?? this.text.length);
    return { kind: 'text', text: this.text.slice(start, this.index), ...this.place(start, this.index) };
  }

  private escape(): TextPart {
    const start = this.index;
    const sequence = readEscape(this.text, start);
    this.index += sequence.length;
    if (!sequence.isKnown) this.report('unknown-escape', start, this.index);
    return { kind: 'text', text: sequence.text, isEscaped: true, ...this.place(start, this.index) };
  }

  private interpolation(): InterpolationPart {
    const start = this.index;
    const nameStart = start + 2;
    const name = matched(/[^{}"|\\]*/y, this.text, nameStart);
    const isClosed = this.text[nameStart + name.length] === '}';
    this.index = nameStart + name.length + (isClosed ? 1 : 0);
    if (!isClosed) this.report('open-interpolation', start, this.index);
    const before = name.length - name.trimStart().length;
    const nameAt = this.extent(nameStart + before, nameStart + before + name.trim().length);
    return { kind: 'interpolation', name: name.trim(), nameAt, ...this.place(start, this.index) };
  }

  private wildcard(): Part | undefined {
    const start = this.index;
    const written = start < this.networkEnd ? '' : matched(wildcard, this.text, start);
    if (written === '') return undefined;
    this.index += written.length;
    const nameAt = this.extent(start + 2, this.index - 2);
    return { kind: 'wildcard', pattern: written.slice(2, -2), nameAt, ...this.place(start, this.index) };
  }

  private network(): void {
    const written = matched(network, this.text, this.index);
    if (written === '') return;
    this.networkEnd = this.index + written.length;
    this.report('extra-network', this.index, this.networkEnd);
  }

  private choice(depth: number): Part {
    const start = this.index;
    if (depth === DEEPEST) return this.tooDeep(start);
    const head = readChoiceHead(this.text, start + 1);
    const choice = this.head(head);
    const options = this.options(head.end, depth + 1);
    const isClosed = this.at('}');
    if (isClosed) this.index++;
    const part: ChoicePart = { kind: 'choice', ...choice, options, ...this.place(start, this.index) };
    this.checkChoice(part, head, start, isClosed);
    return part;
  }

  private head({
    count,
    countAt,
    isKnown,
    isSwapped,
    separatorAt,
  }: ChoiceHead): Omit<ChoicePart, 'options' | keyof Place | 'kind'> {
    if (!isKnown && countAt) this.report('bad-count', countAt.start, countAt.end);
    if (isSwapped && countAt) this.report('swapped-count', countAt.start, countAt.end);
    const at = countAt && this.extent(countAt.start, countAt.end);
    return { count, separator: this.separator(separatorAt), ...(at && { countAt: at }) };
  }

  private separator(at: Extent | undefined): Part[] {
    if (at === undefined) return [{ kind: 'text', text: ', ', ...this.place(this.index, this.index) }];
    this.index = at.start;
    return this.parts(0, at.end);
  }

  private options(start: number, depth: number): Option[] {
    const options: Option[] = [];
    this.index = start - 1;
    do {
      this.index++;
      options.push(this.option(depth));
    } while (this.at('|'));
    return options;
  }

  private option(depth: number): Option {
    const start = this.index;
    const head = readWeight(this.text, start);
    if (head && !head.isKnown) this.report('bad-weight', start, head.end);
    this.index = head?.end ?? start;
    const weightAt = head && this.extent(head.at.start, head.at.end);
    const parts = this.parts(depth);
    return { weight: head?.weight ?? 1, ...(weightAt && { weightAt }), parts, ...this.place(start, this.index) };
  }

  private checkChoice(part: ChoicePart, head: ChoiceHead, start: number, isClosed: boolean): void {
    if (this.isGivenUp) return;
    const all = part.options.filter((option) => option.weight > 0).length;
    const only = head.countAt && onlyWildcard(part);
    if (!isClosed) this.report('open-brace', start, start + 1);
    else if (part.options.length === 1 && !only) this.report('single-option', start, this.index);
    if (all === 0) this.report('zero-weights', start, this.index);
    else if (head.countAt && !only && isAbove(part.count, all))
      this.report('large-count', head.countAt.start, head.countAt.end);
  }

  private tooDeep(start: number): Part {
    this.report('too-deep', start, this.text.length);
    this.index = this.text.length;
    this.isGivenUp = true;
    return { kind: 'text', text: this.text.slice(start), ...this.place(start, this.index) };
  }

  private report(kind: PromptProblemKind, start: number, end: number): void {
    this.problems.push({ kind, text: this.text.slice(start, end), ...this.place(start, end) });
  }

  private place(start: number, end: number): Place {
    const at = this.extent(start, end);
    return { start: at.start, end: at.end, file: this.file };
  }

  /** Ends right after its last character, not before the next one: indentation may lie between them. */
  private extent(start: number, end: number): Extent {
    const from = this.quoted.offsetAt(start);
    if (end === start) return { start: from, end: from };
    // Where a text could only be placed as a whole, its last character has no place of its own.
    return { start: from, end: Math.min(this.quoted.offsetAt(end - 1) + 1, this.quoted.offsetAt(this.text.length)) };
  }
}

/** @param pattern sticky. */
function matched(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}

function isAbove({ least, most }: CountRange, all: number): boolean {
  return least > all || (Number.isFinite(most) && most > all);
}
