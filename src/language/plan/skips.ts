/** @file `skip where`: which cells of a recipe are left out. */
import { compileCondition } from '../conditions/compile.ts';
import type { FieldRecord } from '../conditions/condition.ts';
import { evaluate } from '../conditions/evaluate.ts';
import { cellFields, type FieldTable, type FieldType } from '../conditions/fields.ts';
import { documentOf, type PromptDocument } from '../document.ts';
import type { Class, Recipe } from '../generated/ast.ts';
import { effectiveSkips } from '../settings/inherited.ts';
import { type Axis, axesOf } from './axes.ts';
import type { CellSettings } from './cell-settings.ts';
import type { Column } from './columns.ts';

/** What a recipe’s conditions can speak of: its settings, and its axes. */
export function fieldsOf(document: PromptDocument, recipe: Recipe): FieldTable {
  const axes = axesOf(document, recipe).filter((axis) => !Object.hasOwn(cellFields, axis.name));
  const ofAxes = axes.map((axis) => [axis.name, { about: `The axis \`${axis.name}\`.`, type: typeOf(axis) }] as const);
  return { ...cellFields, ...Object.fromEntries(ofAxes) };
}

/** A constant may have values of one kind only to be compared as numbers. */
function typeOf({ choices }: Axis): FieldType {
  return { kind: choices.every(({ value }) => typeof value === 'number') ? 'number' : 'text' };
}

/** Whether a cell is left out. */
export type IsSkipped = (row: Class | undefined, column: Column, cell: CellSettings) => boolean;

export function skipsOf(document: PromptDocument, recipe: Recipe): IsSkipped {
  const fields = fieldsOf(document, recipe);
  const conditions = effectiveSkips(document, recipe).flatMap(
    (filter) => compileCondition(documentOf(document, filter), filter.condition, fields) ?? [],
  );
  if (conditions.length === 0) return () => false;
  const axes = axesOf(document, recipe);
  return (row, column, cell) => {
    const record = recordOf(row, axes, column, cell);
    return conditions.some((condition) => evaluate(condition, record));
  };
}

function recordOf(row: Class | undefined, axes: readonly Axis[], column: Column, cell: CellSettings): FieldRecord {
  const { steps, scheduler, guidance, rescale = 0, strength, width, height } = cell.settings;
  return {
    ...Object.fromEntries(axes.map((axis, index) => [axis.name, column[index]?.value])),
    class: row?.name,
    guidance,
    rescale,
    steps,
    scheduler,
    size: `${width}x${height}`,
    ...(strength !== undefined && { strength }),
    seed: cell.seed,
    emphasis: cell.emphasis,
  };
}
