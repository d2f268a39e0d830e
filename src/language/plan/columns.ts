/** @file Axes → columns: their product, in which zipped axes advance together. */
import type { PromptDocument } from '../document.ts';
import type { Recipe } from '../generated/ast.ts';
import { effectiveZips } from '../settings/inherited.ts';
import { type Axis, type AxisChoice, axesOf } from './axes.ts';
import type { AxisPlan, ColumnPlan } from './plan.ts';

/** The choice of each axis, in the axes’ order. */
export type Column = readonly AxisChoice[];

/** How many columns the axes of a recipe make, before anything is skipped. */
export function countColumns(document: PromptDocument, recipe: Recipe): number {
  return groupsOf(document, recipe).reduce((count, group) => count * lengthOf(group), 1);
}

/** The last axis varies fastest; zipped axes stand where the first of them is written. */
export function columnsOf(document: PromptDocument, recipe: Recipe): readonly Column[] {
  const axes = axesOf(document, recipe);
  const picks = groupsOf(document, recipe).reduce<ReadonlyMap<Axis, number>[]>(
    (heads, group) => heads.flatMap((head) => advance(head, group)),
    [new Map()],
  );
  return picks.map((pick) =>
    axes.flatMap((axis) => {
      const choice = axis.choices[pick.get(axis) ?? 0];
      return choice ? [choice] : [];
    }),
  );
}

function advance(head: ReadonlyMap<Axis, number>, group: readonly Axis[]): ReadonlyMap<Axis, number>[] {
  return Array.from({ length: lengthOf(group) }, (_, index) => {
    const pick = new Map(head);
    for (const axis of group) pick.set(axis, index);
    return pick;
  });
}

/** Of axes of different lengths, which are an error, the shortest. */
function lengthOf(group: readonly Axis[]): number {
  return Math.min(...group.map((axis) => axis.choices.length));
}

/** Axes that advance together, each in one group. */
function groupsOf(document: PromptDocument, recipe: Recipe): readonly (readonly Axis[])[] {
  const axes = axesOf(document, recipe);
  const zipped = zippedAxes(document, recipe);
  const done = new Set<Axis>();
  return axes.flatMap((axis) => {
    if (done.has(axis)) return [];
    const group = zipped.find((each) => each.includes(axis)) ?? [axis];
    for (const each of group) done.add(each);
    return [group];
  });
}

/** The axes that each `zip` names; unknown names and axes that are zipped before are left out. */
function zippedAxes(document: PromptDocument, recipe: Recipe): readonly (readonly Axis[])[] {
  const axes = axesOf(document, recipe);
  const done = new Set<Axis>();
  return effectiveZips(document, recipe).map((zip) =>
    zip.axes.flatMap((name) => {
      const axis = axes.find((each) => each.name === name);
      if (axis === undefined || done.has(axis)) return [];
      done.add(axis);
      return [axis];
    }),
  );
}

export function axisPlan({ name, choices }: Axis): AxisPlan {
  return { name, values: choices.map((choice) => choice.value) };
}

/** Longer values of an axis are cut where people read them beside one another. */
const LONGEST_LABEL = 40;

export function columnPlan(axes: readonly AxisPlan[], values: ColumnPlan['values']): ColumnPlan {
  const label = values.map((value, index) => `${axes[index]?.name} ${shortened(String(value))}`).join(', ');
  return { values, label };
}

export function shortened(words: string): string {
  return words.length <= LONGEST_LABEL ? words : `${words.slice(0, LONGEST_LABEL).trimEnd()}…`;
}
