/** @file Images that people had drawn in place of rejected ones become images of their recipe. */
import type { PlacedRedraw } from '../../protocol/decisions.ts';
import type { CellPlan, ImagePlan, RecipePlan } from './plan.ts';

/** The new image of a rejected one; undefined where it cannot be made. */
export type MakeAgain = (cell: CellPlan, rejected: ImagePlan, redraw: PlacedRedraw) => ImagePlan | undefined;

/**
 * The recipe with its redraws, each in the cell of the image that it is drawn for, behind those that the file asks for; of
 * a redraw there may be another. What belongs to no image of the recipe, or is there, is left out.
 * @param redraws in the order in which they were asked for
 */
export function placeRedraws(recipe: RecipePlan, redraws: readonly PlacedRedraw[], make: MakeAgain): RecipePlan {
  if (redraws.length === 0) return recipe;
  const known = new Map(
    recipe.cells.flatMap(({ images }, cell) => images.map((image) => [image.key, { cell, image }] as const)),
  );
  const added = new Map<number, ImagePlan[]>();
  for (const redraw of inTurn(redraws)) {
    const rejected = known.get(redraw.of);
    const cell = rejected && recipe.cells[rejected.cell];
    if (!cell || known.has(redraw.key)) continue;
    const image = make(cell, rejected.image, redraw);
    if (image === undefined) continue;
    known.set(image.key, { cell: rejected.cell, image });
    added.set(rejected.cell, [...(added.get(rejected.cell) ?? []), image]);
  }
  if (added.size === 0) return recipe;
  const cells = recipe.cells.map((cell, at) => ({ ...cell, images: [...cell.images, ...(added.get(at) ?? [])] }));
  return { ...recipe, cells };
}

/** What is drawn for a redraw comes behind it, whoever's clock was late. */
function inTurn(redraws: readonly PlacedRedraw[]): readonly PlacedRedraw[] {
  const byRejected = new Map<string, PlacedRedraw[]>();
  for (const redraw of redraws) byRejected.set(redraw.of, [...(byRejected.get(redraw.of) ?? []), redraw]);
  const made = new Set(redraws.map(({ key }) => key));
  const ordered: PlacedRedraw[] = redraws.filter(({ of }) => !made.has(of));
  const seen = new Set(ordered);
  for (const redraw of ordered) {
    for (const next of byRejected.get(redraw.key) ?? []) {
      if (!seen.has(next)) ordered.push(next);
      seen.add(next);
    }
  }
  return ordered;
}
