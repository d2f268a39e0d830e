/** @file Prompts, from their meaning: every construct that may stand in a string, in every depth. */
import type { Choices } from './choices.ts';

/** What a prompt may say where it stands. */
export interface PromptScope {
  /** `class`, attributes of every class, constants. */
  readonly interpolations: readonly string[];
  /** As between the underscores. */
  readonly wildcards: readonly string[];
  /** Judges read no attention and no schedule. */
  readonly isForPainter: boolean;
}

const words = [
  'a photo',
  'red shoe',
  'of',
  'studio light, 85mm',
  'f/1.8 at 12:30',
  '50 % grey',
  'colour #ff0000',
  'a naïve café',
  '日本語',
  '👟',
  'שלום',
  'costs $5',
  'snake_case',
  "don't - ever",
  'a < b > c',
  '<lora:foo__bar:1>',
  'end.',
] as const;

const escapes = [
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  '\\{',
  '\\}',
  '\\|',
  '\\_',
  '\\\\',
  '\\"',
  '\\$',
  '\\:',
  '\\n',
  '\\u{1F45F}',
] as const;

type Piece = (choices: Choices, scope: PromptScope, depth: number) => string;

/** For everybody. */
const common: readonly Piece[] = [
  (choices) => choices.pick(words),
  (choices, { interpolations }) => (interpolations.length > 0 ? `\${${choices.pick(interpolations)}}` : 'thing'),
  variant,
  (choices) => choices.pick(escapes),
  (choices, { wildcards }) => (wildcards.length > 0 ? `__${choices.pick(wildcards)}__` : 'word'),
];

/** For painters. */
const painted: readonly Piece[] = [
  (choices, scope, depth) => `(${writePrompt(choices, scope, depth + 1)})`,
  (choices, scope, depth) => `(${writePrompt(choices, scope, depth + 1)}:${choices.pick(['1.2', '.5', '0', '2'])})`,
  (choices, scope, depth) => `[${writePrompt(choices, scope, depth + 1)}]`,
  (choices, scope, depth) => {
    const from = choices.pick(['', writePrompt(choices, scope, depth + 1)]);
    return `[${from}:${writePrompt(choices, scope, depth + 1)}:${choices.pick(['0.5', '10', '.25', '0'])}]`;
  },
  (choices, scope, depth) => `[${writePrompt(choices, scope, depth + 1)}::${choices.pick(['0.5', '3'])}]`,
  (choices, scope, depth) => `[${choices.several(2, 3, () => writePrompt(choices, scope, depth + 1)).join('|')}]`,
  () => ' BREAK ',
];

const DEEPEST = 3;

/** One to three pieces, which may hold others. */
export function writePrompt(choices: Choices, scope: PromptScope, depth = 0): string {
  const pieces = scope.isForPainter ? [...common, ...painted] : common;
  const from = depth < DEEPEST ? pieces : common.slice(0, 2);
  const written = choices.several(1, 3, () => choices.pick(from)(choices, scope, depth));
  return written.join(choices.pick([' ', ', ']));
}

/** Weights of 0 make a warning, all of them together an error. */
function variant(choices: Choices, scope: PromptScope, depth: number): string {
  const [first, ...others] = choices.several(2, 4, () => writePrompt(choices, scope, depth + 1));
  const rest = others.map((option) => weight(choices) + choices.pick([option, option, '']));
  return `{${head(choices, scope)}${[first, ...rest].join('|')}}`;
}

function weight(choices: Choices): string {
  return choices.isLucky(25) ? `${choices.pick(['2', '0.5', ' 3 ', '0'])}::` : '';
}

/** How many, and what stands between them. */
function head(choices: Choices, { interpolations }: PromptScope): string {
  if (!choices.isLucky(25)) return '';
  const count = choices.pick(['2', '1', '1-2', '2-', '-2', '0-1']);
  const name = interpolations.length > 0 ? ` \${${choices.pick(interpolations)}} $$` : '';
  return `${count}$$${choices.pick(['', ' and $$', ', $5 \\| $$', name])}`;
}

/** With its quotes; between triple quotes over several lines. */
export function writeText(choices: Choices, prompt: string): string {
  if (!choices.isLucky(15)) return `"${prompt}"`;
  const indent = choices.pick(['', '  ', '\t']);
  return `"""\n${indent}${prompt}\n${choices.pick(['', `${indent}and more\n`])}${indent}"""`;
}
