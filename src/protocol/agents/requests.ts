/** @file What an assistant's request is about, and whether it may be that much. */
import type { Plan, RecipePlan } from '../../language/plan/plan.ts';
import { recipeOfClass } from '../../language/plan/recipe-of-class.ts';
import type { CompareRequest } from '../comparison.ts';
import type { DrawnRecipe } from '../engine.ts';
import { Failure } from '../failure.ts';
import { sideOfPlan } from '../side-of-plan.ts';
import { counted } from '../texts/figures.ts';
import { roughly } from '../texts/times.ts';

/**
 * The only one there is needs no name.
 * @param file as the assistant named it
 * @throws Failure `plan-invalid`
 */
export function theOne<T extends { readonly name: string }>(
  declared: readonly T[],
  name: string | undefined,
  file: string,
): T {
  const [first, second] = declared;
  const found = name === undefined && second === undefined ? first : declared.find((each) => each.name === name);
  if (found) return found;
  const names = declared.map((each) => each.name).join(', ');
  if (names === '') throw new Failure('plan-invalid', `${file} has none without errors: check it.`);
  const what = name === undefined ? 'several' : `no ${JSON.stringify(name.slice(0, 80))}`;
  throw new Failure('plan-invalid', `${file} has ${what}: name one of ${names}, or check it for errors.`);
}

/** @throws Failure `plan-invalid` when the recipe draws no such class */
export function rowOf(recipe: RecipePlan, className: string): RecipePlan {
  const row = recipeOfClass(recipe, className);
  if (row) return row;
  const names = recipe.rows.flatMap((each) => each.class ?? []).join(', ');
  const what = JSON.stringify(className.slice(0, 80));
  throw new Failure('plan-invalid', `The recipe ${recipe.name} draws no class ${what}; it draws ${names}.`);
}

/** @throws Failure `plan-invalid` when more are missing than may be drawn */
export function requireFew({ recipe, done, total, estimate }: DrawnRecipe, limit: number): void {
  const missing = total - done;
  if (missing <= limit) return;
  const time = estimate === undefined ? '' : `, about ${roughly(estimate.seconds)}`;
  throw new Failure(
    'plan-invalid',
    `${counted(missing, 'image')} of ${recipe} are missing${time}: call again with max_images ${missing}, or draw one class.`,
  );
}

/**
 * The sides to compare: what is declared now, and what the file declared at a ref.
 * @param name the only declaration of the file when absent
 * @throws Failure `plan-invalid`
 */
export function comparedSides(
  now: Plan,
  then: Plan,
  { file, name, to }: { readonly file: string; readonly name: string | undefined; readonly to: string },
): Pick<CompareRequest, 'before' | 'after'> {
  const one = theOne<{ readonly name: string }>([...now.recipes, ...now.evaluations], name, file);
  const [before, after] = [sideOfPlan(then, one, to), sideOfPlan(now, one, 'working tree')];
  if (before && after && before.kind === after.kind) return { before, after };
  throw new Failure(
    'plan-invalid',
    `${one.name} was nothing of this kind at ${to}, so there is nothing to compare it with.`,
  );
}
