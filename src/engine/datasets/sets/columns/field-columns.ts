/** @file What conditions speak of, image by image; see `src/language/conditions/fields.ts`. */
import type { FieldRecord } from '../../../../language/conditions/condition.ts';
import type { DrawSettings, FieldValue } from '../../../../language/plan/plan.ts';
import { recordOf } from '../../samples/sample.ts';
import type { ImageWords } from '../words/image-words.ts';
import type { ImageColumns, NumberColumn, TextColumn } from './image-columns.ts';
import { objectIn } from './object-in.ts';

export type KnownValue = FieldValue | readonly string[] | undefined;

/** One field of every image. */
export type FieldColumn =
  /** NaN where it is not known. */
  | { readonly kind: 'number'; readonly values: Float64Array }
  /** Few different values: each has a code, and images have codes. */
  | { readonly kind: 'coded'; readonly codes: Uint32Array; readonly valueIn: (code: number) => KnownValue }
  | {
      readonly kind: 'each';
      readonly at: (row: number) => string | undefined;
      /** No two images have the same. */
      readonly isUnique?: true;
    };

/** What fields are made of. */
export interface FieldSources {
  readonly columns: ImageColumns;
  readonly words: ImageWords;
  /** As conditions name files: relative to the workspace, with `/`. */
  readonly fileFrom: (row: number) => string;
}

/** In the order in which people are shown them. Undefined of a field that no set has. */
export function fieldColumn(name: string, sources: FieldSources): FieldColumn | undefined {
  return Object.hasOwn(makers, name) ? makers[name]?.(sources) : undefined;
}

type Maker = (sources: FieldSources) => FieldColumn;

function ofNumbers(name: NumberColumn): Maker {
  return ({ columns }) => ({ kind: 'number', values: columns.numbers[name] });
}

function ofTexts(name: TextColumn): Maker {
  return ({ columns }) => {
    return { kind: 'coded', codes: columns.texts[name], valueIn: (code) => columns.pool.text(code) };
  };
}

function ofSettings(name: keyof DrawSettings): Maker {
  return ({ columns }) => {
    const valueIn = (code: number) => settingsIn(columns.pool.text(code))?.[name];
    return { kind: 'coded', codes: columns.texts.settings, valueIn };
  };
}

export function settingsIn(text: string | undefined): Partial<DrawSettings> | undefined {
  return objectIn(text);
}

/** As `recordOf` says it of an image of which nothing but the decision is known. */
function ofWords(name: string): Maker {
  return ({ words }) => {
    return { kind: 'coded', codes: words.team, valueIn: (code) => decidedRecord(words, code)[name] };
  };
}

function decidedRecord({ teams }: ImageWords, code: number): FieldRecord {
  const decision = teams[code];
  return recordOf({ file: '', hash: '', from: '', ...(decision !== undefined && { decision }) }, '');
}

const makers: Readonly<Record<string, Maker>> = {
  class: ofTexts('class'),
  decision: ofWords('decision'),
  label: ofWords('label'),
  reason: ofWords('reason'),
  rating: ofWords('rating'),
  tag: ofWords('tag'),
  split: ofWords('split'),
  reviewer: ofWords('reviewer'),
  score: ofNumbers('score'),
  margin: ofNumbers('margin'),
  confidence: ofNumbers('confidence'),
  predicted: ofTexts('predicted'),
  recipe: ofTexts('from'),
  guidance: ofSettings('guidance'),
  steps: ofSettings('steps'),
  scheduler: ofSettings('scheduler'),
  seed: ofNumbers('seed'),
  size: ({ columns }) => ({ kind: 'each', at: (row) => sizeAt(columns, row) }),
  brightness: ofNumbers('brightness'),
  contrast: ofNumbers('contrast'),
  sharpness: ofNumbers('sharpness'),
  prompt: ofTexts('prompt'),
  negative: ofTexts('negative'),
  file: ({ fileFrom }) => ({ kind: 'each', at: fileFrom, isUnique: true }),
};

/** In the order in which people are shown them. */
export const fieldNames: readonly string[] = Object.keys(makers);

function sizeAt({ numbers: { width, height } }: ImageColumns, row: number): string | undefined {
  return Number.isNaN(width[row]) ? undefined : `${width[row]}x${height[row]}`;
}

/** Whether at least one image has a value. */
export function isUsed(column: FieldColumn, count: number): boolean {
  const known = knownAt(column);
  for (let row = 0; row < count; row++) if (known(row)) return true;
  return false;
}

function knownAt(column: FieldColumn): (row: number) => boolean {
  if (column.kind === 'number') return (row) => !Number.isNaN(column.values[row]);
  if (column.kind === 'each') return (row) => column.at(row) !== undefined;
  const known = perCode(column.valueIn);
  return (row) => known(column.codes[row]!) !== undefined;
}

/** Asks once for each code. */
export function perCode<Value>(valueIn: (code: number) => Value): (code: number) => Value {
  const known = new Map<number, { readonly value: Value }>();
  return (code) => {
    const before = known.get(code) ?? { value: valueIn(code) };
    known.set(code, before);
    return before.value;
  };
}
