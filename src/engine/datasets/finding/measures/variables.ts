/** @file What images differ in by their recipes: class, recipe, axes, and what was chosen in prompts. */
import type { AxisValue, RecipePlan } from '../../../../language/plan/plan.ts';
import type { RecipeChoices } from '../../../../protocol/language.ts';
import type { MeasureQuestion, SliceTable } from '../../../../protocol/set-measures.ts';

export interface Variable {
  readonly name: string;
  readonly kind: SliceTable['kind'];
  /** In the order in which recipes come to them. */
  readonly values: readonly string[];
  /** By the plan's key of every image that is asked for: its values; several where several were chosen. */
  readonly valuesOf: ReadonlyMap<string, readonly string[]>;
}

/** More are no groups: each is of an image or two. */
const MOST_VALUES = 200;

export interface Variables {
  readonly variables: readonly Variable[];
  readonly notes: readonly string[];
}

/** Those of two values and more. A class is what an image was drawn as. */
export function variablesOf({ curation, choices = {} }: Pick<MeasureQuestion, 'curation' | 'choices'>): Variables {
  const recipes = curation.from.flatMap((source) => (source.kind === 'recipe' ? source.recipe : []));
  const table = new VariableTable();
  for (const recipe of recipes) {
    addCells(table, recipe);
    const chosen = Object.hasOwn(choices, recipe.name) ? choices[recipe.name] : undefined;
    if (chosen) addChoices(table, chosen);
  }
  const differing = table.variables.filter(({ values }) => values.length > 1);
  const many = differing.filter(({ values }) => values.length > MOST_VALUES);
  return {
    variables: differing.filter(({ values }) => values.length <= MOST_VALUES),
    notes: many.map(
      ({ name, values }) => `${name} has ${values.length} values, too many to compare, and was left out.`,
    ),
  };
}

function addCells(table: VariableTable, recipe: RecipePlan): void {
  for (const { row, column, images } of recipe.cells) {
    const of = recipe.rows[row]?.class;
    for (const { key } of images) {
      table.add('recipe', 'recipe', key, recipe.name);
      if (of !== undefined) table.add('class', 'class', key, of);
      for (const [axis, { name }] of recipe.axes.entries()) {
        const value = recipe.columns[column]?.values[axis];
        if (value !== undefined) table.add(name, 'axis', key, written(value));
      }
    }
  }
}

function written(value: AxisValue): string {
  return String(value);
}

function addChoices(table: VariableTable, { options, points, images }: RecipeChoices): void {
  const pointsOf = new Map<number, number[]>();
  for (const [p, point] of points.entries()) {
    for (const option of point.options) pointsOf.set(option, [...(pointsOf.get(option) ?? []), p]);
  }
  for (const [key, taken] of Object.entries(images)) {
    for (const option of taken) {
      for (const p of pointsOf.get(option) ?? []) {
        const { name, kind } = points[p]!; // An index of these.
        // Columns say that already.
        if (kind !== 'constant')
          table.add(kind === 'line' ? `lines of ${name}` : name, kind, key, options[option]?.text ?? '');
      }
    }
  }
}

interface GrowingVariable extends Variable {
  readonly values: string[];
  readonly valuesOf: Map<string, string[]>;
}

class VariableTable {
  readonly #variables = new Map<string, GrowingVariable>();

  get variables(): readonly Variable[] {
    return [...this.#variables.values()];
  }

  add(name: string, kind: Variable['kind'], key: string, value: string): void {
    const id = `${kind}\n${name}`;
    const variable = this.#variables.get(id) ?? { name, kind, values: [], valuesOf: new Map<string, string[]>() };
    this.#variables.set(id, variable);
    const values = variable.valuesOf.get(key) ?? [];
    variable.valuesOf.set(key, values);
    if (!values.includes(value)) values.push(value);
    if (!variable.values.includes(value)) variable.values.push(value);
  }
}
