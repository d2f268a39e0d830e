/** @file `.json`: nested objects are nested keys, arrays are lists of values. */

import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Data, DataReading, ItemData, PairData } from './data.ts';
import { nodeOf } from './node-of.ts';
import { quotedAt } from './slice-quoted.ts';
import { mapScalar } from './source-map.ts';
import { syntaxProblems } from './syntax-errors.ts';
import { tooDeep } from './value-limit.ts';
import type { WildcardReading } from './wildcard-node.ts';

/** Parsing recurses, and a file must not be able to exhaust the stack. */
const DEEPEST = 200;

export function readJson(text: string): WildcardReading {
  return nodeOf(jsonData(text));
}

function jsonData(written: string): DataReading {
  // A byte order mark is no JSON; a blank in its place keeps all offsets.
  const text = written.replace(/^\uFEFF/, ' ');
  const deep = depthBeyond(text);
  if (deep !== undefined) return { data: undefined, problems: [tooDeep({ start: deep, end: deep + 1 })] };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  if (text.trim() === '') return { data: undefined, problems: [] };
  const problems = syntaxProblems(
    'JSON',
    text,
    errors.map(({ error, offset, length }) => {
      const remedy = remedies[printParseErrorCode(error)] ?? 'something stands here that JSON does not have';
      return { start: offset, end: offset + length, remedy };
    }),
  );
  return { data: tree && dataOf(tree, text), problems };
}

/** What to do about each of the parser's errors. */
const remedies: Readonly<Record<string, string>> = {
  InvalidSymbol: 'put texts in double quotes',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'a key in double quotes is needed',
  ValueExpected: 'a value is needed; take out a comma too many',
  ColonExpected: 'a `:` is needed between a key and its list',
  CommaExpected: 'a `,` is needed before this',
  CloseBraceExpected: 'a `}` is missing',
  CloseBracketExpected: 'a `]` is missing',
  EndOfFileExpected: 'nothing can follow here',
  InvalidCommentToken: 'JSON has no comments; take it out',
  UnexpectedEndOfComment: 'JSON has no comments; take it out',
  UnexpectedEndOfString: 'a closing `"` is missing',
  UnexpectedEndOfNumber: 'this is not a number',
  InvalidUnicode: '`\\u` takes four hexadecimal digits',
  InvalidEscapeCharacter: 'write `\\\\` for a backslash',
  InvalidCharacter: 'a line break or control character is written `\\n` or `\\u0000`',
};

/** Offset of the first bracket too many. */
function depthBeyond(text: string): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
    if (depth > DEEPEST) return index;
  }
  return undefined;
}

function dataOf(node: Node, text: string): Data {
  const at = placeOf(node);
  if (node.type === 'array') return { kind: 'list', items: itemsOf(node.children ?? [], text), ...at };
  if (node.type === 'object')
    return { kind: 'map', pairs: (node.children ?? []).flatMap((pair) => pairOf(pair, text)), ...at };
  if (node.type === 'string') return { kind: 'text', text: stringOf(node, text), isOfSeveralLines: false, ...at };
  if (node.type === 'null') return { kind: 'nothing', isReported: false, ...at };
  return { kind: 'text', text: quotedAt(text.slice(at.start, at.end), at.start), isOfSeveralLines: false, ...at };
}

function placeOf({ offset, length }: Node) {
  return { start: offset, end: offset + length };
}

/** An item leaves with the comma before it; the first with the one after it. */
function itemsOf(nodes: readonly Node[], text: string): ItemData[] {
  return nodes.map((node, index) => {
    const at = placeOf(node);
    const before = nodes[index - 1];
    const after = nodes[index + 1];
    const removeAt = before
      ? { start: placeOf(before).end, end: at.end }
      : { start: at.start, end: after?.offset ?? at.end };
    return { data: dataOf(node, text), removeAt, ...at };
  });
}

function pairOf(pair: Node, text: string): PairData[] {
  const [key, value] = pair.children ?? [];
  if (key === undefined) return [];
  const { text: name, offsetAt } = stringOf(key, text);
  const keyAt = { start: offsetAt(0), end: offsetAt(name.length) };
  return [{ key: name, keyAt, value: value ? dataOf(value, text) : { kind: 'nothing', isReported: true, ...keyAt } }];
}

function stringOf(node: Node, text: string) {
  const raw = text.slice(node.offset + 1, node.offset + node.length);
  return mapScalar(raw.endsWith('"') ? raw.slice(0, -1) : raw, node.offset + 1, String(node.value), 'json');
}
