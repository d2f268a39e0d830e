/** @file What is set for a column: its own choices, else the recipe’s single values, else the defaults of its model. */
import type { PromptDocument } from '../document.ts';
import type { Let, Recipe, Text } from '../generated/ast.ts';
import type { Part } from '../prompt/part.ts';
import { isReadableSetting } from '../scope/interpolation.ts';
import { type AxisPoint, plainParts } from '../scope/lookup.ts';
import { interpolationsRead } from '../scope/reads.ts';
import { settingValues } from '../settings/values.ts';
import { placeOf } from '../tree/places.ts';
import { type PlainAxis, partsOfRecipe, plainValues } from './axes.ts';
import type { Column } from './columns.ts';
import type { AxisValue, Dialect, DrawSettings, ModelSpec, SchedulerName } from './plan.ts';
import { promptLines } from './prompt-lines.ts';

export interface CellSettings {
  readonly settings: DrawSettings;
  readonly emphasis: Dialect;
  /** Of the first image. */
  readonly seed: number;
  /** Each image draws one of them. */
  readonly lines: readonly Text[];
  readonly negative: Text | undefined;
  /** The same for cells of a row whose images say the same, however they are drawn. */
  readonly words: string;
  /** What constants and settings stand for in prompts. */
  readonly point: AxisPoint;
}

/** Reads the settings of one recipe, column by column. */
export function cellSettings(
  document: PromptDocument,
  recipe: Recipe,
  spec: ModelSpec,
): (column: Column) => CellSettings {
  const defaults = { ...(spec.kind === 'starter' ? starterDefaults : usualDefaults), ...singles(document, recipe) };
  const lines = promptLines(document, recipe);
  const [negative] = settingValues(document, recipe, 'negative', 'prompt');
  const at = placeOf(recipe);
  const areSettingsRead = readsSettings(document, partsOfRecipe(document, recipe));
  const fixed = fixedSettings(document, recipe);
  return (column) => {
    const picked = { ...defaults, ...plainChoices(column) };
    return {
      settings: drawSettings(picked, fixed),
      // The rule's own table of options holds nothing else.
      emphasis: picked.emphasis as Dialect,
      seed: Number(picked.seed),
      lines: column.flatMap(({ sets }) => (sets.kind === 'prompt' ? [sets.lines] : []))[0] ?? lines,
      negative: column.flatMap(({ sets }) => (sets.kind === 'negative' ? [sets.text] : []))[0] ?? negative,
      words: wordsKey(column, areSettingsRead ? Object.values(picked) : [picked.seed, picked.emphasis]),
      point: {
        constants: constantsOf(column),
        settings: new Map(Object.entries(picked).map(([key, value]) => [key, plainParts(String(value), at)])),
      },
    };
  };
}

type PlainValues = { readonly [K in PlainAxis]: AxisValue };

const usualDefaults: PlainValues = {
  steps: 20,
  scheduler: 'auto',
  guidance: 7.5,
  rescale: 0,
  size: '512x512',
  strength: 0.8,
  seed: 0,
  emphasis: 'a1111',
};
const starterDefaults: PlainValues = { ...usualDefaults, scheduler: 'ddim', guidance: 3, size: '64x64' };

function singles(document: PromptDocument, recipe: Recipe): Partial<PlainValues> {
  const entries = Object.entries(plainValues).flatMap(([key, valuesOf]) => {
    const [value] = valuesOf(document, recipe);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

function plainChoices(column: Column): Partial<PlainValues> {
  return Object.fromEntries(
    column.flatMap(({ value, sets }) => (sets.kind === 'setting' ? [[sets.key, value] as const] : [])),
  );
}

function constantsOf(column: Column): ReadonlyMap<Let, readonly Part[]> {
  return new Map(
    column.flatMap(({ sets }) => (sets.kind === 'constant' ? [[sets.constant, sets.parts] as const] : [])),
  );
}

/** What is decided by constants, prompts and whatever else the words depend on. */
function wordsKey(column: Column, more: readonly AxisValue[]): string {
  return JSON.stringify([...column.filter(({ sets }) => sets.kind !== 'setting').map(({ value }) => value), ...more]);
}

/** Whether `${guidance}` or the like is among what is read. */
function readsSettings(document: PromptDocument, parts: readonly Part[]): boolean {
  return interpolationsRead(document, parts).some((part) => isReadableSetting(part.name));
}

/** What no axis varies. */
interface FixedSettings extends Pick<DrawSettings, 'noise'> {
  readonly hasInit: boolean;
}

function fixedSettings(document: PromptDocument, recipe: Recipe): FixedSettings {
  const [noise] = settingValues(document, recipe, 'noise', 'choice');
  const hasInit = settingValues(document, recipe, 'init', 'image').length > 0;
  return noise === 'philox' ? { noise, hasInit } : { hasInit };
}

/** What is as it always was is left out, so that it keeps its key. */
function drawSettings(
  { steps, scheduler, guidance, rescale, size, strength }: PlainValues,
  { hasInit, ...fixed }: FixedSettings,
): DrawSettings {
  const [width = 0, height = 0] = String(size).split('x').map(Number);
  return {
    steps: Number(steps),
    // The rule's own table of options holds nothing else.
    scheduler: scheduler as SchedulerName,
    guidance: Number(guidance),
    ...(rescale !== 0 && { rescale: Number(rescale) }),
    ...fixed,
    ...(hasInit && { strength: Number(strength) }),
    width,
    height,
  };
}
