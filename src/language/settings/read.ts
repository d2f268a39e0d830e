/** @file A setting and its rule → values, or what is wrong with them. The checks take the problems, the plan the values. */
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Name, Setting, Text, Value } from '../generated/ast.ts';
import type { PolicyPlan } from '../plan/plan.ts';
import { plainText } from '../prompt/escape.ts';
import { placeOf, placeOfProperty, quotedText } from '../tree/places.ts';
import { LONGEST_AXIS, type Operand, operandsOf } from './operand.ts';
import {
  alternatives,
  type RuleOf,
  type SettingRule,
  type SettingRuleOf,
  takes,
  type ValueKind,
  type ValueRule,
} from './setting-rule.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a value of each kind is read as. Whether a name is declared is another check's question. */
export interface ValueOf {
  readonly whole: number;
  readonly number: number;
  readonly size: Size;
  readonly choice: string;
  readonly text: string;
  readonly formed: string;
  readonly prompt: Text;
  readonly names: Name;
  readonly 'prompt-or-template': Text | Name;
  readonly truth: boolean;
  readonly words: string;
  readonly file: Text;
  readonly image: Text | Name;
  readonly labels: Labels;
  readonly shots: Shots;
  readonly 'per-class': number;
  readonly policy: PolicyPlan;
  readonly share: Share;
  readonly export: Export;
}

/** Where the class of an image is said. */
export type Labels =
  | { readonly kind: 'folders' }
  | { readonly kind: 'column'; readonly file: string; readonly column?: string };

export interface Shots {
  readonly from: Name;
  /** Of each class; all there are when it is left out. */
  readonly perClass?: number;
}

export interface Share {
  readonly name: string;
  /** A ratio. */
  readonly share: number;
}

export interface Export {
  readonly format: string;
  readonly path: Text;
}

export interface Reading<T> {
  readonly values: readonly T[];
  readonly problems: readonly Problem[];
  /** Written as a list or range. */
  readonly isAxis: boolean;
}

export function readSetting<K extends ValueKind>(
  document: PromptDocument,
  setting: Setting,
  rule: SettingRuleOf<K>,
): Reading<ValueOf[K]> {
  const { value } = setting;
  const operands = value?.items.flatMap((item) => operandsOf(document, item)) ?? [];
  if (value === undefined || operands.length === 0)
    return failed(problem('missing-value', placeOfProperty(setting, 'key'), setting.key, takes(rule.value)));
  const isAxis = isBracketed(value);
  const misfit = tooMany(setting.key, value, operands, rule, isAxis);
  if (misfit) return failed(misfit);
  const read = operands.map((operand) => readers[rule.value.kind as K](operand, rule.value, setting.key));
  const problems = read.flatMap((result) => ('problem' in result ? [result.problem] : []));
  return { values: read.flatMap((result) => ('value' in result ? [result.value] : [])), problems, isAxis };
}

function failed<T>(found: Problem): Reading<T> {
  return { values: [], problems: [found], isAxis: false };
}

function isBracketed(value: Value): boolean {
  const [atom, ...more] = value.items[0]?.atoms ?? [];
  return value.items.length === 1 && more.length === 0 && (atom?.$type === 'List' || atom?.$type === 'Range');
}

function tooMany(key: string, value: Value, operands: readonly Operand[], rule: SettingRule, isAxis: boolean) {
  if (rule.isMany || (operands.length === 1 && !isAxis)) return undefined;
  const at = placeOf(value);
  if (rule.axis === undefined) return problem('too-many-values', at, key);
  if (operands.length > LONGEST_AXIS)
    return problem('wrong-type', at, key, `at most ${LONGEST_AXIS} values`, `${operands.length}`);
  if (value.items.length === 1) return undefined;
  const text = `[${operands.map((operand) => operand.written).join(', ')}]`;
  return withFix(problem('unbracketed-list', at, key), { title: 'Put the values in brackets', at, text });
}

/** A value may be good and still without effect in this version. */
type Read<T> = { readonly value: T } | { readonly problem: Problem };

/** Reads one value by its rule. */
const readers: { readonly [K in ValueKind]: (operand: Operand, rule: RuleOf<K>, key: string) => Read<ValueOf[K]> } = {
  whole: (operand, rule, key) => {
    if (operand.kind !== 'number' || !Number.isInteger(operand.value)) return mistyped(operand, rule, key);
    return within(operand.value, rule) ? { value: operand.value } : beyond(operand, rule, key);
  },
  number: (operand, rule, key) => {
    if (operand.kind !== 'number') return mistyped(operand, rule, key);
    return within(operand.value, rule) ? { value: operand.value } : beyond(operand, rule, key);
  },
  size: (operand, rule, key) => {
    if (operand.kind !== 'size') return mistyped(operand, rule, key);
    const { width, height } = operand;
    const isGood = [width, height].every((side) => within(side, rule) && side % rule.multipleOf === 0);
    return isGood ? { value: { width, height } } : beyond(operand, rule, key);
  },
  choice: (operand, rule, key) => {
    if (operand.kind !== 'name') return mistyped(operand, rule, key);
    return wordOf(operand, operand.name.name, rule, key);
  },
  text: (operand, rule, key) => {
    if (operand.kind !== 'text') return mistyped(operand, rule, key);
    return { value: wordsOf(operand.text) };
  },
  formed: (operand, rule, key) => {
    const written = operand.kind === 'text' ? wordsOf(operand.text) : '';
    return rule.form.test(written) ? { value: written } : mistyped(operand, rule, key);
  },
  prompt: (operand, rule, key) => (operand.kind === 'text' ? { value: operand.text } : mistyped(operand, rule, key)),
  names: (operand, rule, key) => (operand.kind === 'name' ? { value: operand.name } : mistyped(operand, rule, key)),
  'prompt-or-template': (operand, rule, key) => {
    if (operand.kind === 'text') return { value: operand.text };
    return operand.kind === 'name' ? { value: operand.name } : mistyped(operand, rule, key);
  },
  truth: (operand, rule, key) => {
    const word = operand.kind === 'name' ? operand.name.name : '';
    return word === 'true' || word === 'false' ? { value: word === 'true' } : mistyped(operand, rule, key);
  },
  words: (operand, rule, key) => {
    if (operand.kind === 'name') return { value: operand.name.name };
    return operand.kind === 'text' ? { value: wordsOf(operand.text) } : mistyped(operand, rule, key);
  },
  file: (operand, rule, key) => (operand.kind === 'text' ? { value: operand.text } : mistyped(operand, rule, key)),
  image: (operand, rule, key) => {
    if (operand.kind === 'text') return { value: operand.text };
    return operand.kind === 'name' ? { value: operand.name } : mistyped(operand, rule, key);
  },
  labels: (operand, rule, key) => {
    if (operand.kind === 'name' && operand.name.name === 'folders') return { value: { kind: 'folders' } };
    const [file, word, column, ...more] = partsOf(operand);
    if (file?.kind !== 'text' || more.length > 0) return mistyped(operand, rule, key);
    if (word === undefined) return { value: { kind: 'column', file: wordsOf(file.text) } };
    if (nameOf(word) !== 'column' || column?.kind !== 'text') return mistyped(operand, rule, key);
    return { value: { kind: 'column', file: wordsOf(file.text), column: wordsOf(column.text) } };
  },
  shots: (operand, rule, key) => {
    const [from, ...count] = partsOf(operand);
    if (from?.kind !== 'name') return mistyped(operand, rule, key);
    if (count.length === 0) return { value: { from: from.name } };
    const perClass = perClassOf(count);
    if (perClass === undefined) return mistyped(operand, rule, key);
    return isCount(perClass, rule) ? { value: { from: from.name, perClass } } : beyond(operand, rule, key);
  },
  'per-class': (operand, rule, key) => {
    const perClass = perClassOf(partsOf(operand));
    if (perClass === undefined) return mistyped(operand, rule, key);
    return isCount(perClass, rule) ? { value: perClass } : beyond(operand, rule, key);
  },
  policy: (operand, rule, key) => {
    const [first, second, ...more] = partsOf(operand);
    if (first === undefined || more.length > 0) return mistyped(operand, rule, key);
    if (first.kind === 'number' && second?.kind === 'of-count') {
      const [least, of] = [first.value, second.value];
      const isGood = Number.isInteger(least) && 1 <= least && least <= of && of <= rule.most;
      return isGood ? { value: { kind: 'n-of-m', least, of } } : beyond(operand, rule, key);
    }
    if (first.kind !== 'name') return mistyped(operand, rule, key);
    const word = wordOf(first, first.name.name, rule, key);
    return 'problem' in word ? word : namedPolicy(word.value, operand, second, rule, key);
  },
  share: (operand, rule, key) => {
    const [name, share, ...more] = partsOf(operand);
    if (name?.kind !== 'name' || share?.kind !== 'percent' || more.length > 0) return mistyped(operand, rule, key);
    if (share.value <= 0 || share.value > 1) return beyond(operand, rule, key);
    const word = wordOf(name, name.name.name, rule, key);
    return 'problem' in word ? word : { value: { name: word.value, share: share.value } };
  },
  export: (operand, rule, key) => {
    const [format, path, ...more] = partsOf(operand);
    if (format?.kind !== 'name' || path?.kind !== 'text' || more.length > 0) return mistyped(operand, rule, key);
    const word = wordOf(format, format.name.name, rule, key);
    return 'problem' in word ? word : { value: { format: word.value, path: path.text } };
  },
};

function within(value: number, { least, most }: { readonly least: number; readonly most: number }): boolean {
  return least <= value && value <= most;
}

function mistyped(operand: Operand, rule: ValueRule, key: string) {
  return { problem: problem('wrong-type', operand.at, key, takes(rule), `\`${operand.written}\``) };
}

function beyond(operand: Operand, rule: ValueRule, key: string) {
  return { problem: problem('out-of-range', operand.at, key, takes(rule), `\`${operand.written}\``) };
}

/** What a phrase is made of; of anything else itself. */
function partsOf(operand: Operand): readonly Operand[] {
  return operand.kind === 'phrase' ? operand.parts : [operand];
}

function nameOf(operand: Operand | undefined): string | undefined {
  return operand?.kind === 'name' ? operand.name.name : undefined;
}

/** Of `40 per class`. */
function perClassOf([count, word, ...more]: readonly Operand[]): number | undefined {
  return count?.kind === 'number' && word?.kind === 'per-class' && more.length === 0 ? count.value : undefined;
}

/** @param second what stands behind the word */
function namedPolicy(
  kind: string,
  operand: Operand,
  second: Operand | undefined,
  rule: ValueRule,
  key: string,
): Read<PolicyPlan> {
  const reviewer = second?.kind === 'text' ? wordsOf(second.text).trim() : '';
  if (kind === 'adjudicator' && reviewer !== '') return { value: { kind, reviewer } };
  const isWhole = (kind === 'any-reject' || kind === 'majority') && second === undefined;
  return isWhole ? { value: { kind } } : mistyped(operand, rule, key);
}

function isCount(value: number, { most }: { readonly most: number }): boolean {
  return Number.isInteger(value) && 1 <= value && value <= most;
}

function wordsOf(text: Text): string {
  return plainText(quotedText(text).text);
}

interface Options {
  readonly options: Readonly<Record<string, string>>;
  readonly later?: readonly string[];
}

function wordOf(operand: Operand, word: string, rule: Options, key: string): Read<string> {
  if (!Object.hasOwn(rule.options, word)) return { problem: unknownWord(operand, word, rule, key) };
  return rule.later?.includes(word)
    ? { problem: problem('unsupported', operand.at, `\`${key}: ${word}\``) }
    : { value: word };
}

function unknownWord(operand: Operand, word: string, rule: Options, key: string): Problem {
  const options = Object.keys(rule.options);
  const guessed = guess(word, options);
  const found = problem(
    'unknown-value',
    operand.at,
    key,
    word,
    alternatives(options.map((o) => `\`${o}\``)),
    guessClause(guessed),
  );
  return withFix(
    found,
    guessed === undefined ? undefined : { title: `Change to \`${guessed}\``, at: operand.at, text: guessed },
  );
}
