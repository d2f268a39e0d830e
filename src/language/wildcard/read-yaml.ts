/** @file `.yaml` and `.yml`: nested maps are nested keys, sequences are lists of values. */
import {
  type ErrorCode,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { Extent } from '../tree/extent.ts';
import type { Data, DataReading, ItemData, NothingData, PairData } from './data.ts';
import { nodeOf } from './node-of.ts';
import { mapScalar, type ScalarStyle } from './source-map.ts';
import { syntaxProblems } from './syntax-errors.ts';
import { tooDeep } from './value-limit.ts';
import type { WildcardReading } from './wildcard-node.ts';
import { yamlDepthBeyond } from './yaml-depth.ts';

export function readYaml(text: string): WildcardReading {
  return nodeOf(yamlData(text));
}

/** Numbers, booleans and dates stay texts as written (`failsafe`); looking for equal keys would take quadratic time. */
function yamlData(text: string): DataReading {
  const deep = yamlDepthBeyond(text, DEEPEST);
  if (deep !== undefined) return { data: undefined, problems: [tooDeep({ start: deep, end: deep + 1 })] };
  const { contents, errors } = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
  });
  const found = errors.map(({ code, message, pos: [start, end] }) => ({
    start,
    end,
    remedy: remedies[code] ?? message,
  }));
  const problems = syntaxProblems('YAML', text, found);
  if (contents === null) return { data: undefined, problems };
  const data = new YamlData(text, problems).dataOf(contents);
  return { data: data.kind === 'nothing' ? undefined : data, problems };
}

/** What to do about the errors that are made often; the parser's own words for the others. */
const remedies: { readonly [C in ErrorCode]?: string } = {
  BAD_INDENT: 'what belongs together begins in the same column; check the blanks at the beginning of the line',
  TAB_AS_INDENT: 'lines are indented with blanks, not with tabs',
  MISSING_CHAR: 'something is missing here, such as a closing quote or bracket',
  BAD_SCALAR_START: 'a value that begins with this character stands in quotes',
  UNEXPECTED_TOKEN: 'this cannot stand here; put a value with `:` or `#` in it in quotes',
  MULTIPLE_DOCS: 'a wildcard file is one document; take `---` out',
  BLOCK_AS_IMPLICIT_KEY: 'a value with `: ` in it stands in quotes',
  MULTILINE_IMPLICIT_KEY: 'this looks like a key without `:`; write each value after `- `',
  BAD_DQ_ESCAPE: 'write `\\\\` for a backslash in double quotes, or use single quotes',
};

/** Brackets, dashes and indentations within each other. */
const DEEPEST = 100;

class YamlData {
  private readonly text: string;
  private readonly problems: Problem[];
  private readonly anchors = new Map<string, Data>();

  constructor(text: string, problems: Problem[]) {
    this.text = text;
    this.problems = problems;
  }

  dataOf(node: Node): Data {
    const at = placeOf(node);
    if (isAlias(node)) return this.anchors.get(node.source) ?? this.reported(at, UNKNOWN_ALIAS);
    const data = this.collected(node, at);
    // Set afterwards, so that nothing contains itself.
    if ((isCollection(node) || isScalar(node)) && node.anchor !== undefined) this.anchors.set(node.anchor, data);
    return data;
  }

  private collected(node: Node, at: Extent): Data {
    if (isSeq<Node | null>(node)) return { kind: 'list', items: this.itemsOf(node), ...at };
    if (isMap<Node, Node | null>(node)) return { kind: 'map', pairs: this.pairsOf(node), ...at };
    return isScalar(node) ? this.scalar(node, at) : { kind: 'nothing', isReported: false, ...at };
  }

  private itemsOf({ items, flow, range }: YAMLSeq<Node | null>): ItemData[] {
    let end = range?.[0] ?? 0;
    return items.flatMap((node, index) => {
      if (node === null) return [];
      const at = placeOf(node);
      const removeAt = flow ? this.flowItem(items, index, at) : this.blockItem(end, node, at);
      end = node.range?.[2] ?? end;
      return [{ data: this.dataOf(node), removeAt, ...at }];
    });
  }

  /** An item between brackets leaves with the comma before it; the first with the one after it. */
  private flowItem(items: readonly (Node | null)[], index: number, at: Extent): Extent {
    const before = items[index - 1];
    const after = items[index + 1];
    if (before) return { start: placeOf(before).end, end: at.end };
    return { start: at.start, end: after ? placeOf(after).start : at.end };
  }

  /** An item on lines of its own leaves with them. @param end of the item before. */
  private blockItem(end: number, node: Node, at: Extent): Extent {
    const lineStart = this.text.lastIndexOf('\n', end - 1) + 1;
    const from = this.text.slice(lineStart, end).trim() === '' ? lineStart : end;
    const dashes = [...this.text.slice(from, at.start).matchAll(/^[ \t]*-(?=\s)/gm)];
    return { start: from + (dashes.at(-1)?.index ?? 0), end: node.range?.[2] ?? at.end };
  }

  private pairsOf({ items }: YAMLMap<Node, Node | null>): PairData[] {
    return items.flatMap(({ key, value }) => {
      const at = placeOf(key);
      const name = isScalar(key) ? this.scalar(key, at) : this.dataOf(key);
      if (name.kind !== 'text') {
        this.problems.push(problem('wildcard-shape', at, 'A key is a word, such as `warm`.'));
        return [];
      }
      const { text, offsetAt } = name.text;
      const keyAt = { start: offsetAt(0), end: offsetAt(text.length) };
      const data: Data = value ? this.dataOf(value) : { kind: 'nothing', isReported: false, ...keyAt };
      return [{ key: text, keyAt, value: data }];
    });
  }

  private scalar(node: Scalar, at: Extent): Data {
    const value = String(node.value ?? '');
    const isPlain = node.type === 'PLAIN' || node.type === undefined;
    if (isPlain && /^(~|null|Null|NULL)?$/.test(value)) return { kind: 'nothing', isReported: false, ...at };
    const style = styles[node.type ?? 'PLAIN'];
    const inner = innerOf(this.text, at, style);
    const raw = this.text.slice(inner.start, inner.end);
    const text = mapScalar(raw, inner.start, value, style);
    return { kind: 'text', text, isOfSeveralLines: style === 'block' || /[\r\n]/.test(raw), ...at };
  }

  private reported(at: Extent, sentence: string): NothingData {
    this.problems.push(problem('wildcard-shape', at, sentence));
    return { kind: 'nothing', isReported: true, ...at };
  }
}

const UNKNOWN_ALIAS = 'This `*` repeats what has not been written yet; write `&name` before what it shall repeat.';

const styles: { readonly [T in Scalar.Type]: ScalarStyle } = {
  BLOCK_FOLDED: 'block',
  BLOCK_LITERAL: 'block',
  PLAIN: 'plain',
  QUOTE_DOUBLE: 'double',
  QUOTE_SINGLE: 'single',
};

function innerOf(text: string, at: Extent, style: ScalarStyle): Extent {
  if (style === 'plain') return at;
  if (style === 'block') return { start: Math.min(at.end, endOfLine(text, at.start)), end: at.end };
  const isClosed = at.end - at.start > 1 && text[at.end - 1] === text[at.start];
  return { start: at.start + 1, end: isClosed ? at.end - 1 : at.end };
}

/** Behind the line break of the line that `offset` is in. */
function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Every node of a parsed text has its range. */
function placeOf({ range }: Node): Extent {
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}
