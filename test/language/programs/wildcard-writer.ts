/** @file Wildcard files of every kind, without mistakes. */
import type { Choices } from './choices.ts';
import { writePrompt } from './prompt-writer.ts';

export interface WrittenWildcards {
  readonly extension: 'txt' | 'yaml' | 'json';
  readonly text: string;
  /** Keys at the top, none in a list. */
  readonly keys: readonly string[];
}

type Tree = readonly Entry[] | { readonly [key: string]: Tree };
type Entry = string | { readonly text: string; readonly weight: number };

const keys = ['warm', 'cold', 'dark-red', 'tone_2'] as const;

export function writeWildcards(choices: Choices): WrittenWildcards {
  const extension = choices.pick(['txt', 'yaml', 'json'] as const);
  if (extension === 'txt') return { extension, text: lines(choices), keys: [] };
  const tree = choices.isLucky(50) ? branch(choices, 0) : list(choices);
  const text = extension === 'json' ? json(choices, tree) : yaml(choices, tree);
  return { extension, text, keys: Array.isArray(tree) ? [] : Object.keys(tree) };
}

/** A phrase that begins with no sign of the file it stands in. */
function phrase(choices: Choices, index: number): string {
  return `w${index} ${writePrompt(choices, { interpolations: [], wildcards: [], isForPainter: false }, 2)}`;
}

function lines(choices: Choices): string {
  const values = choices.several(2, 5, (index) => choices.pick(['', '3::', '0.5::']) + phrase(choices, index));
  const between = choices.pick(['\n', '\n\n', '\n# a comment\n', '\r\n']);
  return `${choices.pick(['', '# colours\n', '\uFEFF'])}${values.join(between)}${choices.pick(['\n', ''])}`;
}

function list(choices: Choices): Entry[] {
  return choices.several(2, 4, (index) => entry(choices, index));
}

function entry(choices: Choices, index: number): Entry {
  const text = phrase(choices, index);
  return choices.pick<Entry>([text, `2::${text}`, { text, weight: 3 }]);
}

function branch(choices: Choices, depth: number): { readonly [key: string]: Tree } {
  const below = () => (depth < 1 && choices.isLucky(20) ? branch(choices, depth + 1) : list(choices));
  return Object.fromEntries(choices.someOf(keys, 1).map((key) => [key, below()]));
}

function json(choices: Choices, tree: Tree): string {
  return JSON.stringify(tree, undefined, choices.pick([2, 0]));
}

function yaml(choices: Choices, tree: Tree, indent = ''): string {
  if (Array.isArray(tree)) return tree.map((each: Entry) => `${indent}- ${scalar(choices, each)}\n`).join('');
  return Object.entries(tree)
    .map(([key, below]) => `${indent}${key}:\n${yaml(choices, below, `${indent}  `)}`)
    .join('');
}

/** Between double quotes a text of JSON is one of YAML too; without quotes only what holds no sign of YAML. */
function scalar(choices: Choices, each: Entry): string {
  if (typeof each !== 'string') return `{ text: ${JSON.stringify(each.text)}, weight: ${each.weight} }`;
  const isPlain = /^[a-z0-9 ]+$/.test(each) && choices.isLucky(50);
  return isPlain ? each : JSON.stringify(each);
}
