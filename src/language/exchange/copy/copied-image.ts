/** @file One image of a plan with all that made it, as it is handed to other tools. */
import type { CellPlan, DrawSettings, ImagePlan, ModelSpec, RecipePlan } from '../../plan/plan.ts';

export interface CopiedImage {
  readonly image: ImagePlan;
  readonly settings: DrawSettings;
  readonly model: ModelSpec;
}

/** All images of a recipe, cell by cell; those of skipped cells are none. */
export function copiedImages(recipe: RecipePlan): readonly CopiedImage[] {
  return recipe.cells.flatMap((cell) => imagesOf(cell, recipe.model.spec));
}

function imagesOf({ images, settings }: CellPlan, model: ModelSpec): readonly CopiedImage[] {
  return images.map((image) => ({ image, settings, model }));
}

/** What other tools call the model: the last part of its place. */
export function modelName(spec: ModelSpec): string {
  if (spec.kind === 'starter') return `starter-${spec.name}`;
  const place = spec.kind === 'hub' ? spec.repository : spec.path;
  return place.split('/').findLast((part) => part !== '') ?? place;
}
