/**
 * @file How a normalised text is split into the words that a vocabulary is asked for: the steps that the `pre_tokenizer`
 * of a `tokenizer.json` can list. https://huggingface.co/docs/tokenizers/api/pre-tokenizers
 */
import { Failure } from '../../protocol/failure.ts';
import { escapeRegex } from './added-tokens.ts';
import { javaScriptPattern } from './normalizer-steps.ts';
import { plainPattern } from './stranger-pattern.ts';

export interface SplitWord {
  readonly text: string;
  /** Where it begins in the text that was split. */
  readonly at: number;
  /** Characters at its front that stand for nothing in that text. */
  readonly lead: number;
}

/** @param isFirst whether the text begins the whole prompt */
export type WordSplitter = (text: string, isFirst: boolean) => readonly SplitWord[];

/** A step of the `pre_tokenizer` entry of a `tokenizer.json`. */
export interface SplitterStep {
  readonly type: string;
  readonly pretokenizers?: readonly SplitterStep[];
  readonly pattern?: { readonly Regex?: string; readonly String?: string };
  readonly behavior?: string;
  readonly invert?: boolean;
  readonly individual_digits?: boolean;
  readonly replacement?: string;
  readonly prepend_scheme?: string;
  readonly add_prefix_space?: boolean;
  readonly split?: boolean;
}

/** The words are what the pattern matches. */
export function matchingWords(pattern: RegExp): WordSplitter {
  return (text) => Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ text: found, at: index, lead: 0 }));
}

/**
 * @param place the file, for the message
 * @throws Failure `model-unsupported` for a step that is not known here
 */
export function splitterOf(step: SplitterStep | null | undefined, place: string): WordSplitter {
  const steps = step === null || step === undefined ? [] : wordStepsOf(step, place);
  return (text, isFirst) => {
    const whole: readonly SplitWord[] = text === '' ? [] : [{ text, at: 0, lead: 0 }];
    return steps.reduce(
      (words, split) => words.flatMap((word) => split(word, isFirst && word.at === 0)).filter(hasText),
      whole,
    );
  };
}

function hasText({ text }: SplitWord): boolean {
  return text !== '';
}

type WordStep = (word: SplitWord, isFirst: boolean) => readonly SplitWord[];

function wordStepsOf(step: SplitterStep, place: string): readonly WordStep[] {
  const make = Object.hasOwn(makers, step.type) ? makers[step.type] : undefined;
  if (make === undefined) {
    throw new Failure('model-unsupported', `${place} splits text by \`${step.type}\`, which is not known here.`);
  }
  return make(step, place);
}

/** `\w+|[^\w\s]+` of Rust's regular expressions. */
const WORDS =
  /(?:[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]|\p{Join_Control})+|(?:(?!\p{Join_Control})[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{White_Space}])+/gu;

const makers: { readonly [type: string]: (step: SplitterStep, place: string) => readonly WordStep[] } = {
  Sequence: (step, place) => (step.pretokenizers ?? []).flatMap((part) => wordStepsOf(part, place)),
  WhitespaceSplit: () => [cutAt(/\p{White_Space}/gu, 'Removed')],
  Whitespace: () => [keep(WORDS)],
  Digits: ({ individual_digits: each = false }) => [cutAt(each ? /\p{N}/gu : /\p{N}+/gu, 'Isolated')],
  Metaspace: (step) => [metaspace(step)],
  Split: (step, place) => {
    const { Regex, String: literal = '' } = step.pattern ?? {};
    const pattern = Regex === undefined ? escapeRegex(literal) : javaScriptPattern(plainPattern(Regex, place));
    const behavior = step.behavior ?? 'Removed';
    if (!isBehavior(behavior)) {
      throw new Failure('model-unsupported', `${place} splits text as \`${behavior}\`, which is not known here.`);
    }
    const regex = new RegExp(pattern, 'gu');
    return [step.invert === true && behavior === 'Removed' ? keep(regex) : cutAt(regex, behavior, step.invert)];
  },
};

/** Spaces become a mark, the text begins with one, and each word begins at one. */
function metaspace({
  replacement: mark = '▁',
  add_prefix_space: isPrefixed = true,
  prepend_scheme: scheme = isPrefixed ? 'always' : 'never',
  split = true,
}: SplitterStep): WordStep {
  const cut = cutAt(new RegExp(escapeRegex(mark), 'gu'), 'MergedWithNext');
  return ({ text, at, lead }, isFirst) => {
    const marked = text.replaceAll(' ', mark);
    const isWanted = scheme === 'always' || (scheme === 'first' && isFirst);
    const added = isWanted && !marked.startsWith(mark) ? mark : '';
    const word = { text: added + marked, at, lead: lead + added.length };
    return split ? cut(word, isFirst) : [word];
  };
}

/** What becomes of that at which a text is cut. */
type Behavior = 'Removed' | 'Isolated' | 'MergedWithPrevious' | 'MergedWithNext' | 'Contiguous';

function isBehavior(name: string): name is Behavior {
  return Object.hasOwn(joiners, name);
}

/** A stretch of a word, in UTF-16. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly isCut: boolean;
}

const joiners: { readonly [B in Behavior]: (stretches: readonly Stretch[]) => readonly Stretch[] } = {
  Removed: (stretches) => stretches.filter(({ isCut }) => !isCut),
  Isolated: (stretches) => stretches,
  MergedWithPrevious: (stretches) => merged(stretches, (before, one) => one.isCut && !before.isCut),
  MergedWithNext: (stretches) => merged(stretches, (before, one) => before.isCut && !one.isCut),
  Contiguous: (stretches) => merged(stretches, (before, one) => before.isCut === one.isCut),
};

function merged(stretches: readonly Stretch[], belongs: (before: Stretch, one: Stretch) => boolean): Stretch[] {
  const joined: Stretch[] = [];
  let before: Stretch | undefined;
  for (const one of stretches) {
    const last = before && belongs(before, one) ? joined.pop() : undefined;
    joined.push({ ...one, start: last?.start ?? one.start });
    before = one;
  }
  return joined;
}

function cutAt(pattern: RegExp, behavior: Behavior, isInverted = false): WordStep {
  return (word) => {
    const stretches = stretchesOf(word.text, pattern).map((one) => ({ ...one, isCut: one.isCut !== isInverted }));
    return joiners[behavior](stretches).map(({ start, end }) => part(word, start, end));
  };
}

function keep(pattern: RegExp): WordStep {
  return (word) =>
    Array.from(word.text.matchAll(pattern), ({ 0: found, index }) => part(word, index, index + found.length));
}

function stretchesOf(text: string, pattern: RegExp): Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  const add = (end: number, isCut: boolean) => {
    if (end > at) stretches.push({ start: at, end, isCut });
    at = end;
  };
  for (const { 0: found, index } of text.matchAll(pattern)) {
    add(index, false);
    add(index + found.length, true);
  }
  add(text.length, false);
  return stretches;
}

/** A part of a word; its places are those of the text that both are from. */
function part({ text, at, lead }: SplitWord, start: number, end: number): SplitWord {
  return {
    text: text.slice(start, end),
    at: at + Math.max(0, start - lead),
    lead: Math.min(Math.max(0, lead - start), end - start),
  };
}
