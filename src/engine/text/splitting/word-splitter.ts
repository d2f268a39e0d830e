/**
 * @file How a normalised text is split into the words that a vocabulary is asked for: the steps that the `pre_tokenizer`
 * of a `tokenizer.json` can list. https://huggingface.co/docs/tokenizers/api/pre-tokenizers
 */
import { Failure } from '../../../protocol/failure.ts';
import type { JsonObject } from '../../files/json-file.ts';
import { escapeRegex } from './added-tokens.ts';
import { stepPattern } from './stranger-pattern.ts';

export interface SplitWord {
  readonly text: string;
  /** Where it begins in the text that was split. */
  readonly at: number;
  /** Characters at its front that stand for nothing in that text. */
  readonly lead: number;
}

/** @param isFirst whether the text begins the whole prompt */
export type WordSplitter = (text: string, isFirst: boolean) => readonly SplitWord[];

/** The words are what the pattern matches. */
export function matchingWords(pattern: RegExp): WordSplitter {
  return (text) => Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ text: found, at: index, lead: 0 }));
}

/** Steps of a real one are one or two. */
const MOST_STEPS = 100;

/** UTF-16 units of what stands for a space. */
const LONGEST_MARK = 16;

/**
 * @param step undefined: the text is one word
 * @throws Failure `model-unsupported` for a step that is not known here, `model-corrupt`
 */
export function splitterOf(step: JsonObject | undefined): WordSplitter {
  const steps = step === undefined ? [] : wordStepsOf(step);
  if (steps.length > MOST_STEPS) throw unknownStep(step!, `in ${steps.length} steps`);
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

function wordStepsOf(step: JsonObject): readonly WordStep[] {
  const type = step.string('type');
  const make = Object.hasOwn(makers, type) ? makers[type] : undefined;
  if (make === undefined) {
    throw unknownStep(step, `by \`${type}\``);
  }
  return make(step);
}

function unknownStep({ place }: JsonObject, how: string): Failure {
  return new Failure('model-unsupported', `${place} splits text ${how}, which is not known here.`);
}

/** `\w+|[^\w\s]+` of Rust's regular expressions. */
const WORDS =
  /(?:[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]|\p{Join_Control})+|(?:(?!\p{Join_Control})[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{White_Space}])+/gu;

const makers: { readonly [type: string]: (step: JsonObject) => readonly WordStep[] } = {
  Sequence: (step) => step.objects('pretokenizers', []).flatMap(wordStepsOf),
  WhitespaceSplit: () => [cutAt(/\p{White_Space}/gu, 'Removed')],
  Whitespace: () => [keep(WORDS)],
  Digits: (step) => [cutAt(step.boolean('individual_digits', false) ? /\p{N}/gu : /\p{N}+/gu, 'Isolated')],
  Metaspace: (step) => [metaspace(step)],
  Split: (step) => {
    const regex = new RegExp(stepPattern(step), 'gu');
    const behavior = step.string('behavior', 'Removed');
    const isInverted = step.boolean('invert', false);
    if (!isBehavior(behavior)) {
      throw unknownStep(step, `as \`${behavior}\``);
    }
    return [isInverted && behavior === 'Removed' ? keep(regex) : cutAt(regex, behavior, isInverted)];
  },
};

/** Spaces become a mark, the text begins with one, and each word begins at one. */
function metaspace(step: JsonObject): WordStep {
  const mark = step.string('replacement', '▁');
  if (mark === '' || mark.length > LONGEST_MARK) throw unknownStep(step, 'at such a mark');
  const scheme = step.string('prepend_scheme', step.boolean('add_prefix_space', true) ? 'always' : 'never');
  const cut = step.boolean('split', true) ? cutAt(new RegExp(escapeRegex(mark), 'gu'), 'MergedWithNext') : undefined;
  return ({ text, at, lead }, isFirst) => {
    const marked = text.replaceAll(' ', mark);
    const isWanted = scheme === 'always' || (scheme === 'first' && isFirst);
    const added = isWanted && !marked.startsWith(mark) ? mark : '';
    const word = { text: added + marked, at, lead: lead + added.length };
    return cut === undefined ? [word] : cut(word, isFirst);
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
