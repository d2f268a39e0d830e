/** @file What a cursor in a prompt file is at, as far as grids are concerned. */
import type { Plan, SourcePosition, SourceSpan } from '../../../language/plan/plan.ts';

export interface PointedAt {
  /** Name of a recipe. */
  readonly recipe: string;
  /** Index of a row of it: the class that the cursor is at. */
  readonly row?: number;
}

/**
 * The recipe around the cursor, or one that draws the class around it. Undefined when the cursor is elsewhere.
 * @param shown the recipe that is shown now, which is left only for one that it is not
 */
export function pointedAt(plan: Plan, cursor: SourcePosition, shown: string | undefined): PointedAt | undefined {
  const holds = ({ span }: { readonly span: SourceSpan }) => span.file === plan.file && isWithin(cursor, span);
  const recipe = plan.recipes.find(holds);
  if (recipe) return { recipe: recipe.name };
  const name = plan.classes.find(holds)?.name;
  const rowIn = ({ rows }: Plan['recipes'][number]) => rows.findIndex((row) => row.class === name);
  const drawing = name === undefined ? [] : plan.recipes.filter((each) => rowIn(each) >= 0);
  const chosen = drawing.find((each) => each.name === shown) ?? drawing[0];
  return chosen && { recipe: chosen.name, row: rowIn(chosen) };
}

function isWithin({ line, character }: SourcePosition, { start, end }: SourceSpan): boolean {
  const isAfter = line > start.line || (line === start.line && character >= start.character);
  return isAfter && (line < end.line || (line === end.line && character <= end.character));
}
