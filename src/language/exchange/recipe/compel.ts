/**
 * @file InvokeAI's attention (Compel: `word+`, `word--`, `(some words)1.2`) → Comfy's, whose way to weigh is the nearest:
 * both go from what an empty prompt says towards what the words say. A `+` is 1.1, a `-` is 0.9; nesting multiplies.
 */

export interface ConvertedPrompt {
  readonly text: string;
  readonly notes: readonly string[];
}

interface Run {
  readonly text: string;
  readonly weight: number;
}

/** Groups in groups; deeper ones are read as text. */
const DEEPEST = 32;

export function fromCompel(text: string): ConvertedPrompt {
  const functions = /\)\s*\.(blend|and|swap)\s*\(/.exec(text);
  if (functions) {
    const note = `InvokeAI's \`.${functions[1]}(…)\` has no counterpart here; the prompt was kept as written.`;
    return { text: escaped(text), notes: [note] };
  }
  return { text: merged(new Reader(text).read()).map(written).join(''), notes: [] };
}

class Reader {
  private index = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(): Run[] {
    const runs: Run[] = [];
    while (this.index < this.text.length) {
      runs.push(...this.group(0));
      // A parenthesis too many is text.
      if (this.index < this.text.length) runs.push({ text: this.text[this.index++] ?? '', weight: 1 });
    }
    return runs;
  }

  /** Up to a closing parenthesis, which is left. */
  private group(depth: number): Run[] {
    const runs: Run[] = [];
    while (this.index < this.text.length && this.text[this.index] !== ')') {
      if (this.text[this.index] === '(' && depth < DEEPEST) runs.push(...this.parenthesis(depth));
      else runs.push(...this.word());
    }
    return runs;
  }

  private parenthesis(depth: number): Run[] {
    const start = this.index++;
    const inner = this.group(depth + 1);
    if (this.text[this.index] !== ')') {
      // Never closed: the parenthesis is text, and so is nothing else.
      return [{ text: this.text[start] ?? '', weight: 1 }, ...inner];
    }
    this.index++;
    const weight = this.suffix(/(\++|-+|\d+(?:\.\d+)?|\.\d+)/y);
    return inner.map((run) => ({ text: run.text, weight: run.weight * (weight ?? 1) }));
  }

  /** A word with its signs, or what stands between words. */
  private word(): Run[] {
    const word = this.match(/(?:[^\s()\\+,.;:"-]|\\[\s\S]|[+-]+(?=[^\s,.;:")+-]))+/y);
    // Signs that belong to no word, and marks, are text; signs together, so that many of them take no longer.
    if (word === undefined) return [{ text: this.match(/[+-]+/y) ?? this.text[this.index++] ?? '', weight: 1 }];
    const weight = this.suffix(/(\++|-+)(?=$|[\s,.;:")(])/y);
    return [{ text: word.replace(/\\([\s\S])/g, '$1'), weight: weight ?? 1 }];
  }

  private suffix(pattern: RegExp): number | undefined {
    const signs = this.match(pattern);
    if (signs === undefined) return undefined;
    if (signs.startsWith('+')) return 1.1 ** signs.length;
    return signs.startsWith('-') ? 0.9 ** signs.length : Number(signs);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.index;
    const found = pattern.exec(this.text)?.[0];
    this.index += found?.length ?? 0;
    return found;
  }
}

function merged(runs: readonly Run[]): Run[] {
  const whole: Run[] = [];
  for (const run of runs) {
    const last = whole.at(-1);
    if (last?.weight === run.weight) whole[whole.length - 1] = { text: last.text + run.text, weight: run.weight };
    else whole.push(run);
  }
  return whole;
}

function written({ text, weight }: Run): string {
  const words = escaped(text);
  return weight === 1 || text.trim() === '' ? words : `(${words}:${Number(weight.toFixed(4))})`;
}

function escaped(text: string): string {
  return text.replace(/[()]/g, '\\$&');
}
