/** @file Lists and keys → a wildcard's values; what is neither becomes a problem. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { Extent } from '../tree/extent.ts';
import type { Data, DataReading, ItemData, MapData, PairData, TextData } from './data.ts';
import { sliceQuoted, trimQuoted } from './slice-quoted.ts';
import { MOST_VALUES, tooDeep, tooManyValues } from './value-limit.ts';
import { badWeight, readHead, readWeight } from './weight.ts';
import { rootOf, type WildcardNode, type WildcardReading, type WildcardValue } from './wildcard-node.ts';

/** Keys within keys. */
const DEEPEST = 32;

export function nodeOf({ data, problems }: DataReading): WildcardReading {
  if (data === undefined) return { root: rootOf([]), problems };
  const shaping = new Shaping([...problems]);
  return { root: shaping.root(data), problems: shaping.problems };
}

const VALUE = 'A value is a text, or `{text: …, weight: …}`';

/** The whole file being empty is said elsewhere. */
function isEmpty(data: Data): boolean {
  if (data.kind === 'nothing') return !data.isReported;
  return (data.kind === 'list' && data.items.length === 0) || (data.kind === 'map' && data.pairs.length === 0);
}

/** Aliases can write much with few characters: everything is counted while it is read. */
class Shaping {
  readonly problems: Problem[];
  private room = MOST_VALUES;

  constructor(problems: Problem[]) {
    this.problems = problems;
  }

  root(data: Data): WildcardNode {
    if (data.kind === 'text') {
      this.wrong(data, 'A wildcard file is a list of values, such as `["red", "blue"]`, or keys with lists.');
      return rootOf([]);
    }
    return this.node('', { start: 0, end: 0 }, data, 0);
  }

  private node(key: string, keyAt: Extent, data: Data, depth: number): WildcardNode {
    const values = data.kind === 'list' ? this.values(data.items) : data.kind === 'text' ? this.single(data) : [];
    const children = data.kind === 'map' ? this.children(data, depth) : [];
    if (isEmpty(data) && keyAt.end > 0) this.wrong(keyAt, `The key \`${key}\` has no values; write a list below it.`);
    return { key, keyAt, values, children };
  }

  private children(data: MapData, depth: number): WildcardNode[] {
    if (depth === DEEPEST) {
      this.problems.push(tooDeep(data));
      return [];
    }
    return data.pairs.flatMap((pair) => (this.hasRoom(pair.keyAt) ? [this.child(pair, depth)] : []));
  }

  private child({ key, keyAt, value }: PairData, depth: number): WildcardNode {
    return this.node(key, keyAt, value, depth + 1);
  }

  /** `warm: red`; over several lines it is rather a list whose dashes were forgotten. */
  private single(data: TextData): WildcardValue[] {
    if (data.isOfSeveralLines) {
      this.wrong(data, 'A list is needed here; write each value after `- `.');
      return [];
    }
    return [this.value(data, { ...data, data, removeAt: data })];
  }

  private values(items: readonly ItemData[]): WildcardValue[] {
    return items.flatMap((item) => (this.hasRoom(item) ? this.item(item) : []));
  }

  private item(item: ItemData): WildcardValue[] {
    const { data } = item;
    if (data.kind === 'text') return [this.value(data, item)];
    if (data.kind === 'map') return this.weighted(data, item);
    if (data.kind === 'list') this.wrong(item, `${VALUE}; a list cannot stand in a list.`);
    else if (!data.isReported) this.wrong(item, `${VALUE}; write \`""\` for nothing.`);
    return [];
  }

  /** `3::red` */
  private value(data: TextData, { start, end, removeAt }: ItemData): WildcardValue {
    const text = trimQuoted(data.text);
    const head = readHead(text.text);
    if (head.kind === 'bad') this.problems.push(problem('bad-weight', { start, end }, badWeight(head.written)));
    const skipped = head.kind === 'none' ? 0 : head.length;
    return {
      text: sliceQuoted(text, skipped, text.text.length),
      weight: head.kind === 'weight' ? head.weight : 1,
      at: { start, end },
      removeAt,
    };
  }

  /** `{text: red, weight: 3}` */
  private weighted(data: MapData, { start, end, removeAt }: ItemData): WildcardValue[] {
    const at = { start, end };
    const known = new Map(data.pairs.map((pair) => [pair.key, pair.value]));
    const text = known.get('text');
    const other = data.pairs.find((pair) => pair.key !== 'text' && pair.key !== 'weight');
    if (other) this.wrong(other.keyAt, `${VALUE}; \`${other.key}\` is neither.`);
    if (text?.kind !== 'text') {
      if (!other) this.wrong(at, `${VALUE}; this one has no text.`);
      return [];
    }
    return [{ text: trimQuoted(text.text), weight: this.weight(known.get('weight')), at, removeAt }];
  }

  private weight(data: Data | undefined): number {
    if (data === undefined) return 1;
    const written = data.kind === 'text' ? data.text.text.trim() : '';
    const weight = readWeight(written);
    if (weight === undefined) this.problems.push(problem('bad-weight', data, badWeight(written)));
    return weight ?? 1;
  }

  /** Says once that there are too many. */
  private hasRoom(at: Extent): boolean {
    if (this.room === 0) this.problems.push(tooManyValues(at));
    return this.room-- > 0;
  }

  private wrong(at: Extent, sentence: string): void {
    this.problems.push(problem('wildcard-shape', at, sentence));
  }
}
