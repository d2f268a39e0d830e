/** @file What a review looks at when it is opened for the first time. */
import type { Plan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import { firstView, type ReviewFile, type ReviewOf } from './review-file.ts';

/**
 * @param prompt path of the prompt file, from the workspace folder
 * @param name of a recipe, a curation or a class: no two declarations have one name
 * @throws Failure `plan-invalid` when the plan has none of them
 */
export function firstReview(prompt: string, name: string, plan: Plan): ReviewFile {
  const review = (of: ReviewOf, where = ''): ReviewFile => ({ prompt, of, view: { ...firstView, where }, others: {} });
  if (plan.curations?.some((each) => each.name === name)) return review({ kind: 'curation', curation: name });
  if (plan.recipes.some((each) => each.name === name)) return review({ kind: 'recipes', recipes: [name] });
  const drawing = plan.recipes.filter(({ rows }) => rows.some((row) => row.class === name));
  if (drawing.length > 0)
    return review({ kind: 'recipes', recipes: drawing.map((each) => each.name) }, `class = ${name}`);
  throw new Failure(
    'plan-invalid',
    `${name} is no recipe, curation or drawn class without errors: mend it and try again.`,
  );
}
