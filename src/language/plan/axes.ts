/** @file Lists → axes → columns. */
import type { PromptDocument } from '../document.ts';
import type { Recipe } from '../generated/ast.ts';
import type { Size } from '../settings/read.ts';
import type { AxisName } from '../settings/setting-rule.ts';
import { settingRule } from '../settings/tables.ts';
import { isAxisSetting, settingValues } from '../settings/values.ts';
import { settingsOf } from '../tree/declarations.ts';
import type { AxisPlan, AxisValue, ColumnPlan, DrawSettings, ModelSpec, SchedulerName } from './plan.ts';

/** Settings of one column; the seed is that of its first image. */
export type ColumnSettings = DrawSettings & { readonly seed: number };

/** Everything an axis may vary, by what it is called. */
type Choices = { readonly [N in AxisName]: readonly AxisValue[] };

/** In the order written. */
export function axesOf(document: PromptDocument, recipe: Recipe): AxisPlan[] {
  return settingsOf(recipe).flatMap((setting) => {
    const name = settingRule('recipe', setting.key)?.axis;
    if (name === undefined || !isAxisSetting(document, recipe, setting)) return [];
    return [{ name, values: choicesOf(document, recipe)[name] }];
  });
}

/** How many columns the axes make. */
export function countColumns(axes: readonly AxisPlan[]): number {
  return axes.reduce((count, axis) => count * axis.values.length, 1);
}

/** The product of the axes, the last varying fastest. */
export function columnsOf(axes: readonly AxisPlan[]): ColumnPlan[] {
  const rows = axes.reduce<AxisValue[][]>(
    (heads, axis) => heads.flatMap((head) => axis.values.map((value) => [...head, value])),
    [[]],
  );
  return rows.map((values) => ({
    values,
    label: values.map((value, index) => `${axes[index]?.name} ${value}`).join(', '),
  }));
}

export function settingsOfColumn(
  document: PromptDocument,
  recipe: Recipe,
  spec: ModelSpec,
  axes: readonly AxisPlan[],
  column: ColumnPlan,
): ColumnSettings {
  const single = choicesOf(document, recipe);
  const picked = (name: AxisName) => {
    const axis = axes.findIndex((candidate) => candidate.name === name);
    return axis < 0 ? single[name][0] : column.values[axis];
  };
  const defaults = spec.kind === 'starter' ? starterDefaults : usualDefaults;
  const [width = 0, height = 0] = String(picked('size') ?? defaults.size)
    .split('x')
    .map(Number);
  return {
    steps: Number(picked('steps') ?? defaults.steps),
    // The rule's own table of options holds nothing else.
    scheduler: (picked('scheduler') ?? defaults.scheduler) as SchedulerName,
    guidance: Number(picked('guidance') ?? defaults.guidance),
    seed: Number(picked('seed') ?? 0),
    width,
    height,
  };
}

const usualDefaults = { steps: 20, scheduler: 'ddim', guidance: 7.5, size: '512x512' } as const;
const starterDefaults = { ...usualDefaults, guidance: 3, size: '64x64' } as const;

function choicesOf(document: PromptDocument, recipe: Recipe): Choices {
  return {
    guidance: settingValues(document, recipe, 'guidance', 'number'),
    steps: settingValues(document, recipe, 'steps', 'whole'),
    seed: settingValues(document, recipe, 'seed', 'whole'),
    scheduler: settingValues(document, recipe, 'scheduler', 'choice'),
    size: settingValues(document, recipe, 'size', 'size').map(writeSize),
  };
}

function writeSize({ width, height }: Size): string {
  return `${width}x${height}`;
}
