/** @file What a setting may be. A new setting is a line in a table of these, not grammar. */
import type { DeclarationKind } from '../tree/declarations.ts';

/** Settings that an axis may vary. */
export type AxisName =
  | 'guidance'
  | 'rescale'
  | 'steps'
  | 'seed'
  | 'scheduler'
  | 'size'
  | 'strength'
  | 'emphasis'
  | 'negative'
  | 'prompt';

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
  /** Part of the language, but not of this version: checked, and then without effect. */
  readonly isLater?: true;
}

export type ValueRule =
  | { readonly kind: 'whole'; readonly least: number; readonly most: number }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'size'; readonly least: number; readonly most: number; readonly multipleOf: number }
  | {
      readonly kind: 'choice';
      readonly options: Readonly<Record<string, string>>;
      /** Options that this version does not know yet. */
      readonly later?: readonly string[];
    }
  /** `true` or `false`. */
  | { readonly kind: 'truth' }
  /** A string that no model reads. */
  | { readonly kind: 'text' }
  /** A string of such a form. */
  | { readonly kind: 'formed'; readonly form: RegExp; readonly words: string }
  /** Names of people or things that are declared nowhere, with or without quotes. */
  | { readonly kind: 'words'; readonly example: string }
  /** A string that a model reads: interpolation and variants have a meaning. */
  | { readonly kind: 'prompt' }
  /** Names of declarations; `classes` also knows `all`. */
  | { readonly kind: 'names'; readonly of: readonly DeclarationKind[]; readonly isAllKnown?: true }
  /** A string that a model reads, or the name of a template. */
  | { readonly kind: 'prompt-or-template' }
  /** The path of a file with this ending. */
  | { readonly kind: 'file'; readonly ending: string }
  /** An image on disk, or the name of what has images. */
  | { readonly kind: 'image'; readonly of: readonly DeclarationKind[] }
  /** `folders`, or a file and the column of it that says the class. */
  | { readonly kind: 'labels' }
  /** `few` or `few 16 per class`. */
  | { readonly kind: 'shots'; readonly of: readonly DeclarationKind[]; readonly most: number }
  /** `40 per class` */
  | { readonly kind: 'per-class'; readonly most: number }
  /** `majority`, `2 of 3` or `adjudicator "Ann Lee"` */
  | { readonly kind: 'policy'; readonly most: number; readonly options: Readonly<Record<string, string>> }
  /** `train 80%` */
  | { readonly kind: 'share'; readonly options: Readonly<Record<string, string>> }
  /** `imagefolder "out/train"` */
  | { readonly kind: 'export'; readonly options: Readonly<Record<string, string>> };

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
  choice: ({ options }) => optionsOf(options),
  truth: () => '`true` or `false`',
  text: () => 'a text in quotes',
  formed: ({ words }) => words,
  words: ({ example }) => `words, such as \`${example}\``,
  prompt: () => 'a prompt in quotes',
  names: ({ of, isAllKnown }) => `the name of a ${alternatives(of)}${isAllKnown ? ', or `all`' : ''}`,
  'prompt-or-template': () => 'the name of a template, or a prompt in quotes',
  file: ({ ending }) => `the path of a \`${ending}\` file in quotes`,
  image: ({ of }) => `a path in quotes, or the name of a ${alternatives(of)}`,
  labels: () => '`folders`, or a file of labels such as `"labels.csv" column "class"`',
  shots: ({ of }) => `the name of a ${alternatives(of)} and how many images, such as \`few 16 per class\``,
  'per-class': ({ most }) => `a number of images from 1 to ${most}, such as \`40 per class\``,
  policy: () => '`any-reject`, `majority`, a number of reviewers such as `2 of 3`, or `adjudicator "Ann Lee"`',
  share: ({ options }) => `${optionsOf(options)} with a share, such as \`train 80%\``,
  export: ({ options }) => `${optionsOf(options)} with a path, such as \`imagefolder "out/train"\``,
};

function optionsOf(options: Readonly<Record<string, string>>): string {
  return alternatives(Object.keys(options).map((option) => `\`${option}\``));
}

export function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
