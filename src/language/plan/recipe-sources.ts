/** @file The recipes that must be drawn before another, each with the images alone that are needed of it. */
import { documentOf, type PromptDocument } from '../document.ts';
import type { Recipe } from '../generated/ast.ts';
import { chainOf, type PlanOf } from './beginnings.ts';
import type { RecipePlan } from './plan.ts';

/** In the order to draw them. @param plan of the recipe itself. */
export function sourcesOf(document: PromptDocument, recipe: Recipe, plan: RecipePlan, planOf: PlanOf): RecipePlan[] {
  const needed = new Map<string, Set<string>>();
  note(plan, needed);
  const sources: RecipePlan[] = [];
  // Last first, so that all who need a recipe have said of what images.
  for (const each of chainOf(document, recipe).sources.toReversed()) {
    const source = planOf(documentOf(document, each), each);
    if (source === undefined) continue;
    const pruned = withImages(source, needed.get(source.name) ?? new Set());
    note(pruned, needed);
    sources.unshift(pruned);
  }
  return sources;
}

/** Notes what a plan needs, by the name of the recipe that draws it. */
function note(plan: RecipePlan, needed: Map<string, Set<string>>): void {
  for (const { init, mask } of plan.cells.flatMap((cell) => cell.images)) {
    for (const source of [init, mask]) {
      if (source?.kind !== 'drawn') continue;
      const keys = needed.get(source.recipe) ?? new Set();
      needed.set(source.recipe, keys.add(source.key));
    }
  }
}

function withImages(plan: RecipePlan, keys: ReadonlySet<string>): RecipePlan {
  const cells = plan.cells.map((cell) => ({ ...cell, images: cell.images.filter(({ key }) => keys.has(key)) }));
  return { ...plan, cells };
}
