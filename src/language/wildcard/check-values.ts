/** @file Values that cannot do what they are written for: said twice, weighed with 0, under a key nobody can write. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { once, type Problem, problem, withFix } from '../diagnostics/problem.ts';
import { shortened } from '../diagnostics/shortened.ts';
import type { WildcardNode, WildcardValue } from './wildcard-node.ts';

/** @param problems found while reading: a file that could not be read is not called empty. */
export function checkValues(root: WildcardNode, text: string, problems: readonly Problem[]): Problem[] {
  const lines = TextDocument.create('', 'vlwildcard', 0, text);
  const nodes = nodesBelow(root);
  const isEmpty = problems.length === 0 && nodes.every((node) => node.values.length === 0);
  if (isEmpty) return [problem('empty-wildcard-file', { start: 0, end: 0 })];
  return once(nodes.flatMap((node) => [...checkList(node, lines), ...checkKeys(node, lines)]));
}

function nodesBelow(node: WildcardNode): WildcardNode[] {
  return [node, ...node.children.flatMap(nodesBelow)];
}

/** Of one list, wherever it stands. @param lines of the file that it stands in. */
export function checkList(node: WildcardNode, lines: TextDocument): Problem[] {
  return [...checkWeights(node), ...duplicates(node, lines)];
}

function checkWeights({ values }: WildcardNode): Problem[] {
  const never = values.filter((value) => value.weight === 0);
  const [first] = never;
  if (first && never.length === values.length) return [problem('bad-weight', first.at, ALL_ZERO)];
  return never.map((value) => problem('never-chosen', value.at));
}

const ALL_ZERO = 'All weights here are 0, so nothing can be chosen; raise one.';

function duplicates({ values }: WildcardNode, lines: TextDocument): Problem[] {
  const known = new Map<string, WildcardValue>();
  return values.flatMap((value) => {
    const { text } = value.text;
    const before = known.get(text);
    if (before === undefined) known.set(text, value);
    if (before === undefined || before.at.start === value.at.start) return [];
    const found = problem('duplicate-value', value.at, shortened(text, 60), lineOf(before.at.start, lines));
    return [withFix(found, { title: 'Remove this value', at: value.removeAt, text: '' })];
  });
}

/** As between the underscores of `__name__`. */
const KEY = /^[\p{L}\p{N}_.-]+(\/[\p{L}\p{N}_.-]+)*$/u;

function checkKeys({ children }: WildcardNode, lines: TextDocument): Problem[] {
  const known = new Map<string, WildcardNode>();
  return children.flatMap((child) => {
    const { key, keyAt } = child;
    const before = known.get(key);
    if (before) return [problem('wildcard-key', keyAt, twice(key, lineOf(before.keyAt.start, lines)))];
    known.set(key, child);
    return KEY.test(key) && !key.includes('__') ? [] : [problem('wildcard-key', keyAt, unnamable(key))];
  });
}

function twice(key: string, line: string): string {
  return `The key \`${key}\` stands already in line ${line}; put both lists under one.`;
}

function unnamable(key: string): string {
  return `A prompt cannot name the key “${key}”; use letters, digits, \`-\`, \`_\` and \`.\`.`;
}

function lineOf(offset: number, lines: TextDocument): string {
  return String(lines.positionAt(offset).line + 1);
}
