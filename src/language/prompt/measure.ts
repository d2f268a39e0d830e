/** @file How much a prompt would make, found out before anything is made: its cost is that of reading, not expanding. */
import { rememberedOf } from '../remembered.ts';
import {
  type ChoicePart,
  type CountRange,
  type InterpolationPart,
  type Option,
  onlyWildcard,
  type Part,
  type WildcardPart,
} from './part.ts';
import { picksOf } from './picks.ts';
import { DEEPEST_NAMES, type Lookup } from './resolve.ts';
import { spelled } from './spelling.ts';

export interface Measure {
  /** Resolutions when every choice is taken in turn, at most; may be infinite. */
  readonly count: number;
  /** Characters of the longest one, escapes included; infinite when it contains itself. */
  readonly length: number;
  /** What drawing one of them looks at: its options, and for each choice as much as a hundred of them. */
  readonly work: number;
}

/** Of a choice, in options: a hash takes as long as looking at so many. */
const CHOICE = 100;

/**
 * The count is exact unless a name with variants stands in several variants, or several variants say the same: then it
 * counts as if each said something of its own.
 */
export function measurePrompt(parts: readonly Part[], lookup: Lookup): Measure {
  return measurer(lookup)(parts);
}

/** Measures many prompts, and what names stand for once for all of them. */
export function measurer(lookup: Lookup): (parts: readonly Part[]) => Measure {
  let measuring = new Measuring(lookup);
  return (parts) => {
    const measured = measuring.measure(parts, undefined);
    // What is too deep in one prompt may stand nearer to the beginning of the next.
    if (measuring.isCutOff) measuring = new Measuring(lookup);
    return measured;
  };
}

const { POSITIVE_INFINITY } = Number;
const endless: Measure = { count: POSITIVE_INFINITY, length: POSITIVE_INFINITY, work: POSITIVE_INFINITY };

/** Names that stand outside of variants, with those that stand so in them; each with its own count, which counts once. */
type Names = ReadonlyMap<string, number>;

/** Names around a variant: what they say is settled already. */
interface Scope {
  readonly names: Names;
  readonly outer: Scope | undefined;
}

interface Named extends Measure {
  readonly names: Names;
}

const none: Names = new Map();

class Measuring {
  private readonly lookup: Lookup;
  /** Endless while it is being measured: a prompt that meets itself never ends. */
  private readonly named = new Map<string, Named>();
  private readonly values = new Map<string, readonly Measure[]>();
  private readonly identities = new Map<readonly Part[], number>();
  private depth = 0;
  /** Something was too deep to be measured. */
  isCutOff = false;

  constructor(lookup: Lookup) {
    this.lookup = lookup;
  }

  /** With the names that stand in it, unless they are settled. */
  measure(parts: readonly Part[], outer: Scope | undefined): Measure {
    const names = this.namesIn(parts);
    const { count, ...measured } = this.measureParts(parts, { names, outer });
    return {
      ...measured,
      count: [...names].reduce((product, [name, own]) => product * (isSettled(name, outer) ? 1 : own), count),
    };
  }

  /** Without those names. */
  private measureParts(parts: readonly Part[], scope: Scope): Measure {
    let count = 1;
    let length = 0;
    let work = 0;
    for (const part of parts) {
      const inner = this.measurePart(part, scope);
      count *= inner.count;
      length += inner.length;
      work += inner.work;
    }
    return { count, length, work };
  }

  private measurePart(part: Part, scope: Scope): Measure {
    if (part.kind === 'text') return { count: 1, length: spelled(part, 'a1111').length, work: 0 };
    if (part.kind === 'interpolation') return { ...this.measureName(part), count: 1 };
    return this.measurePicks(part, scope);
  }

  private namesIn(parts: readonly Part[]): Names {
    const named = parts.flatMap((part) => (part.kind === 'interpolation' ? this.measureName(part).names : []));
    return named.length < 2 ? (named[0] ?? none) : new Map(named.flatMap((names) => [...names]));
  }

  private measureName(part: InterpolationPart): Named {
    const key = `${part.file}\n${part.name}`;
    const known = this.named.get(key);
    if (known) return known;
    this.named.set(key, { ...endless, names: new Map([[key, endless.count]]) });
    const measured = this.deeper(() => this.measureNamed(part)) ?? {
      ...endless,
      names: new Map([[key, endless.count]]),
    };
    this.named.set(key, measured);
    return measured;
  }

  private measureNamed(part: InterpolationPart): Named {
    const parts = this.lookup.interpolation(part) ?? [];
    const names = this.namesIn(parts);
    const measured = this.measureParts(parts, { names, outer: undefined });
    return { ...measured, names: new Map([...names, [`${part.name} ${this.identityOf(parts)}`, measured.count]]) };
  }

  /** A name means the same in two files when it stands for the same parts. */
  private identityOf(parts: readonly Part[]): number {
    const identity = this.identities.get(parts) ?? this.identities.size;
    this.identities.set(parts, identity);
    return identity;
  }

  /** A long list in which nothing stands for anything else is measured once, whatever the class. */
  private measurePicks(part: ChoicePart | WildcardPart, scope: Scope): Measure {
    const wildcard = part.kind === 'wildcard' ? part : onlyWildcard(part);
    const values = wildcard && this.lookup.wildcard(wildcard);
    const isPlain = values && isPlainList(values) && (part.kind === 'wildcard' || isPlainText(part.separator));
    const known = isPlain ? knownPicks(values) : undefined;
    const measured = known?.get(part) ?? this.measureAnew(part, scope);
    known?.set(part, measured);
    return measured;
  }

  private measureAnew(part: ChoicePart | WildcardPart, scope: Scope): Measure {
    const { options, count, separator, wildcard } = picksOf(part, (each) => this.lookup.wildcard(each));
    const possible = options.filter((option) => option.weight > 0);
    const inner = wildcard
      ? this.measureValues(wildcard, possible)
      : possible.map((option) => this.measure(option.parts, scope));
    return picked(inner, count, this.measure(separator, scope));
  }

  private measureValues(wildcard: WildcardPart, values: readonly Option[]): readonly Measure[] {
    const key = `${wildcard.file}\n${wildcard.pattern}`;
    const known = this.values.get(key);
    if (known) return known;
    this.values.set(key, [endless]);
    const measured = this.deeper(() => values.map((value) => this.measure(value.parts, undefined))) ?? [endless];
    this.values.set(key, measured);
    return measured;
  }

  private deeper<T>(read: () => T): T | undefined {
    if (this.depth === DEEPEST_NAMES) {
      this.isCutOff = true;
      return undefined;
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }
}

const isPlainList = rememberedOf((values: readonly Option[]) => values.every(({ parts }) => isPlainText(parts)));

function isPlainText(parts: readonly Part[]): boolean {
  return parts.every((part) => part.kind === 'text');
}

const knownPicks = rememberedOf((_values: readonly Option[]) => new Map<Part, Measure>());

function isSettled(name: string, scope: Scope | undefined): boolean {
  let each = scope;
  while (each && !each.names.has(name)) each = each.outer;
  return each !== undefined;
}

/** More orders than anyone counts: 18! is about 6 × 10¹⁵. */
const MOST_PICKS = 18;

/**
 * All orders of k options with c₁, c₂, … resolutions: k! times the elementary symmetric polynomial of degree k, for
 * every k that may be picked.
 */
function picked(options: readonly Measure[], { least, most }: CountRange, between: Measure): Measure {
  // Nothing times an endless length is nothing.
  const gaps = (each: number) => (most > 1 ? (most - 1) * each : 0);
  const length = largest(options, most, 'length') + gaps(between.length);
  const work = CHOICE + options.length + largest(options, most, 'work') + gaps(between.work);
  if (most >= MOST_PICKS) return { count: endless.count, length, work };
  const sums = symmetricSums(options, most);
  let count = 0;
  for (let size = least; size <= most; size++)
    count += (sums[size] ?? 0) * factorial(size) * between.count ** Math.max(0, size - 1);
  return { count, length, work };
}

/** The sum of the k largest. */
function largest(options: readonly Measure[], k: number, of: 'length' | 'work'): number {
  const descending = options.map((option) => option[of]).sort((a, b) => b - a);
  return descending.slice(0, k).reduce((sum, each) => sum + each, 0);
}

function symmetricSums(options: readonly Measure[], degree: number): number[] {
  const sums = [1, ...new Array<number>(degree).fill(0)];
  for (const { count } of options) {
    for (let size = degree; size > 0; size--) {
      const fewer = sums[size - 1] ?? 0;
      if (fewer > 0) sums[size] = (sums[size] ?? 0) + fewer * count;
    }
  }
  return sums;
}

function factorial(size: number): number {
  return size < 2 ? 1 : size * factorial(size - 1);
}
