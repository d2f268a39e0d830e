/** @file Lists → axes: settings with several values, and constants with several values that the prompt reads. */
import type { PromptDocument } from '../document.ts';
import type { Let, Name, Recipe, Setting, Text } from '../generated/ast.ts';
import { plainText } from '../prompt/escape.ts';
import type { Part } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { constantValues } from '../scope/lookup.ts';
import { listConstantsRead } from '../scope/reads.ts';
import { effectiveSetting, effectiveSettings } from '../settings/inherited.ts';
import type { Size } from '../settings/read.ts';
import type { AxisName } from '../settings/setting-rule.ts';
import { settingRule } from '../settings/tables.ts';
import { readByRule, settingValues } from '../settings/values.ts';
import { quotedText } from '../tree/places.ts';
import type { AxisValue } from './plan.ts';
import { linesNamed } from './prompt-lines.ts';

export interface Axis {
  readonly name: string;
  readonly choices: readonly AxisChoice[];
}

/** One value of an axis: as people read it, and what it decides. */
export interface AxisChoice {
  readonly value: AxisValue;
  readonly sets:
    | { readonly kind: 'setting'; readonly key: PlainAxis }
    | { readonly kind: 'prompt'; readonly lines: readonly Text[] }
    | { readonly kind: 'negative'; readonly text: Text }
    | { readonly kind: 'constant'; readonly constant: Let; readonly parts: readonly Part[] };
}

/** Settings whose value is what people read. */
export type PlainAxis = Exclude<AxisName, 'prompt' | 'negative'>;

const known = new WeakMap<PromptDocument, WeakMap<Recipe, readonly Axis[]>>();

/** Settings in the order written, those taken over first; then constants in the order the prompt reads them. */
export function axesOf(document: PromptDocument, recipe: Recipe): readonly Axis[] {
  const ofDocument = known.get(document) ?? new WeakMap<Recipe, readonly Axis[]>();
  known.set(document, ofDocument);
  const axes = ofDocument.get(recipe) ?? readAxes(document, recipe);
  ofDocument.set(recipe, axes);
  return axes;
}

function readAxes(document: PromptDocument, recipe: Recipe): readonly Axis[] {
  const settings = effectiveSettings(document, recipe).flatMap((setting) => {
    const key = settingRule('recipe', setting.key)?.axis;
    return key !== undefined && isAxis(document, recipe, setting) ? [settingAxis(document, recipe, key)] : [];
  });
  const constants = listConstantsRead(document, partsOfRecipe(document, recipe));
  return [...settings, ...constants.map((constant) => constantAxis(document, constant))];
}

/** A prompt of several lines draws one of them for each image, so that only brackets make an axis of it. */
function isAxis(document: PromptDocument, recipe: Recipe, setting: Setting): boolean {
  const reading = readByRule(document, recipe, setting);
  if (reading === undefined || setting !== effectiveSetting(document, recipe, setting.key)) return false;
  return reading.isAxis || (reading.values.length > 1 && setting.key !== 'prompt');
}

function settingAxis(document: PromptDocument, recipe: Recipe, key: AxisName): Axis {
  return { name: key, choices: choicesOf[key](document, recipe) };
}

type Choices = (document: PromptDocument, recipe: Recipe) => readonly AxisChoice[];

const plain =
  (key: PlainAxis): Choices =>
  (document, recipe) =>
    plainValues[key](document, recipe).map((value) => ({ value, sets: { kind: 'setting', key } }));

const choicesOf: { readonly [N in AxisName]: Choices } = {
  guidance: plain('guidance'),
  rescale: plain('rescale'),
  steps: plain('steps'),
  seed: plain('seed'),
  scheduler: plain('scheduler'),
  size: plain('size'),
  strength: plain('strength'),
  emphasis: plain('emphasis'),
  negative: (document, recipe) =>
    settingValues(document, recipe, 'negative', 'prompt').map((text) => ({
      value: shownText(text),
      sets: { kind: 'negative', text },
    })),
  prompt: (document, recipe) =>
    settingValues(document, recipe, 'prompt', 'prompt-or-template').map((value) => ({
      value: shownPrompt(value),
      sets: { kind: 'prompt', lines: linesNamed(document, value) },
    })),
};

/** Values of settings that are what people read; one of each where it is no axis, none where it is not set. */
export const plainValues: {
  readonly [K in PlainAxis]: (document: PromptDocument, recipe: Recipe) => readonly AxisValue[];
} = {
  guidance: (document, recipe) => settingValues(document, recipe, 'guidance', 'number'),
  rescale: (document, recipe) => settingValues(document, recipe, 'rescale', 'number'),
  steps: (document, recipe) => settingValues(document, recipe, 'steps', 'whole'),
  seed: (document, recipe) => settingValues(document, recipe, 'seed', 'whole'),
  scheduler: (document, recipe) => settingValues(document, recipe, 'scheduler', 'choice'),
  size: (document, recipe) => settingValues(document, recipe, 'size', 'size').map(writeSize),
  strength: (document, recipe) => settingValues(document, recipe, 'strength', 'number'),
  emphasis: (document, recipe) => settingValues(document, recipe, 'emphasis', 'choice'),
};

function writeSize({ width, height }: Size): string {
  return `${width}x${height}`;
}

function constantAxis(document: PromptDocument, constant: Let): Axis {
  const values = constantValues(document, constant);
  const choices = values.map(
    (parts) =>
      ({
        value: shownParts(parts),
        sets: { kind: 'constant', constant, parts },
      }) as const,
  );
  return { name: constant.name ?? '', choices };
}

/** Everything a picture of the recipe may be drawn from: lines first, then what is kept out. */
export function partsOfRecipe(document: PromptDocument, recipe: Recipe): readonly Part[] {
  const prompts = settingValues(document, recipe, 'prompt', 'prompt-or-template');
  const lines = prompts.flatMap((value) => linesNamed(document, value));
  return [...lines, ...settingValues(document, recipe, 'negative', 'prompt')].flatMap((text) => promptOf(text).parts);
}

function shownPrompt(value: Text | Name): string {
  return value.$type === 'Name' ? value.name : shownText(value);
}

function shownText(text: Text): string {
  return plainText(quotedText(text).text);
}

/** Numbers of a list stay numbers. */
function shownParts(parts: readonly Part[]): AxisValue {
  const [first, ...more] = parts;
  if (first?.kind !== 'text') return writtenParts(parts);
  const isNumber = more.length === 0 && /^-?\d+(\.\d+)?$/.test(first.text);
  return isNumber ? Number(first.text) : writtenParts(parts);
}

/** As its author wrote it, without the quotes. */
function writtenParts(parts: readonly Part[]): string {
  return parts.map((part) => partWords[part.kind](part as never)).join('');
}

const partWords: { readonly [K in Part['kind']]: (part: Extract<Part, { kind: K }>) => string } = {
  text: ({ text }) => text,
  interpolation: ({ name }) => `\${${name}}`,
  wildcard: ({ pattern }) => `__${pattern}__`,
  choice: ({ options }) => `{${options.map((option) => writtenParts(option.parts)).join('|')}}`,
};
