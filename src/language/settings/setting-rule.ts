/** @file What a setting may be. A new setting is a line in a table of these, not grammar. */
import type { DeclarationKind } from '../tree/declarations.ts';

/** Settings that an axis may vary. */
export type AxisName = 'guidance' | 'steps' | 'seed' | 'scheduler' | 'size';

export interface SettingRule {
  /** For hover and reference: one or two sentences. */
  readonly about: string;
  readonly value: ValueRule;
  /** As it would be written; for hover and reference. */
  readonly fallback?: string;
  readonly isRequired?: true;
  /** Takes several values, separated by commas. */
  readonly isMany?: true;
  /** A list or range of it is an axis. */
  readonly axis?: AxisName;
  /** Part of the language, but not of this version. */
  readonly isLater?: true;
}

export type ValueRule =
  | { readonly kind: 'whole'; readonly least: number; readonly most: number }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'size'; readonly least: number; readonly most: number; readonly multipleOf: number }
  | { readonly kind: 'choice'; readonly options: Readonly<Record<string, string>> }
  /** A string that no model reads. */
  | { readonly kind: 'text' }
  /** A string that a model reads: interpolation and variants have a meaning. */
  | { readonly kind: 'prompt' }
  /** Names of declarations; `classes` also knows `all`. */
  | { readonly kind: 'names'; readonly of: readonly DeclarationKind[]; readonly isAllKnown?: true }
  /** A string that a model reads, or the name of a template. */
  | { readonly kind: 'prompt-or-template' }
  /** Of a setting that this version does not read. */
  | { readonly kind: 'anything' };

export type ValueKind = ValueRule['kind'];
export type RuleOf<K extends ValueKind> = Extract<ValueRule, { kind: K }>;

export type SettingRuleOf<K extends ValueKind> = SettingRule & { readonly value: RuleOf<K> };

export type SettingTable = Readonly<Record<string, SettingRule>>;

/** What a setting takes, in words: `a whole number from 1 to 1000`. */
export function takes(rule: ValueRule): string {
  return describe[rule.kind](rule as never);
}

const describe: { readonly [K in ValueKind]: (rule: RuleOf<K>) => string } = {
  whole: ({ least, most }) => `a whole number from ${least} to ${most}`,
  number: ({ least, most }) => `a number from ${least} to ${most}`,
  size: ({ least, most, multipleOf }) =>
    `a size such as \`64x64\`, each side from ${least} to ${most} and a multiple of ${multipleOf}`,
  choice: ({ options }) => alternatives(Object.keys(options).map((option) => `\`${option}\``)),
  text: () => 'a text in quotes',
  prompt: () => 'a prompt in quotes',
  names: ({ of, isAllKnown }) => `the name of a ${alternatives(of)}${isAllKnown ? ', or `all`' : ''}`,
  'prompt-or-template': () => 'the name of a template, or a prompt in quotes',
  anything: () => 'a value',
};

export function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
