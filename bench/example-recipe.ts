/** @file The recipe that benchmarks draw. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecipePlan } from '../src/language/plan/plan.ts';
import { createLanguageService } from '../src/language/service.ts';

export const exampleFolder = fileURLToPath(new URL('../examples/fashion', import.meta.url));

export async function exampleRecipe(): Promise<RecipePlan> {
  const { plan } = await createLanguageService().open(path.join(exampleFolder, 'fashion.vlprompt'), exampleFolder);
  const [recipe] = plan?.recipes ?? [];
  if (recipe === undefined) throw new Error('The example declares no recipe.');
  return recipe;
}

/** One image, which is none of the recipe's own. */
export function oneImage(recipe: RecipePlan): RecipePlan {
  const [cell] = recipe.cells;
  const [image] = cell?.images ?? [];
  if (cell === undefined || image === undefined) throw new Error('The example draws nothing.');
  return {
    ...recipe,
    rows: recipe.rows.slice(0, 1),
    columns: recipe.columns.slice(0, 1),
    cells: [{ ...cell, images: [{ ...image, key: '0'.repeat(64), seed: 4242 }] }],
  };
}
