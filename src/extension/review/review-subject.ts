/** @file What the file of a review is about, in the plan of its prompt file. */
import { stampOf } from '../../language/plan/image-stamp.ts';
import type { Plan, RecipePlan } from '../../language/plan/plan.ts';
import type { FoldPolicy } from '../../protocol/decisions.ts';
import type { ImageSource } from '../../protocol/image-sets.ts';
import type { ReviewOf } from './review-file.ts';

export interface ReviewSubject {
  readonly source: ImageSource;
  /** Names all of it (`stampOf`). */
  readonly stamp: string;
  /** Those of a curation are judged as it says. */
  readonly recipes: readonly RecipePlan[];
  /** Folders of the file's data sets, from the workspace folder. */
  readonly dataFolders: readonly string[];
  /** The curation's own words; absent where it has none. */
  readonly policy?: FoldPolicy;
  readonly reasons?: readonly string[];
  readonly isBlind?: true;
}

/** Undefined when not all of what it names is in the plan. */
export function subjectOf(of: ReviewOf, plan: Plan): ReviewSubject | undefined {
  const found = of.kind === 'curation' ? curationIn(of.curation, plan) : recipesIn(of.recipes, plan);
  if (!found) return undefined;
  const source: ImageSource = { ...found.source, ...(plan.data.length > 0 && { data: plan.data }) };
  return { ...found, source, stamp: stampOf(source), dataFolders: plan.data.map(({ path }) => path) };
}

type Found = Omit<ReviewSubject, 'stamp' | 'dataFolders'>;

function recipesIn(names: readonly string[], plan: Plan): Found | undefined {
  const recipes = names.flatMap((name) => plan.recipes.find((recipe) => recipe.name === name) ?? []);
  return recipes.length < names.length ? undefined : { source: { kind: 'recipes', recipes }, recipes };
}

function curationIn(name: string, { curations = [] }: Plan): Found | undefined {
  const curation = curations.find((each) => each.name === name);
  if (!curation) return undefined;
  const { from, policy, reasons, isBlind } = curation;
  return {
    source: { kind: 'curation', curation },
    recipes: from.flatMap((each) => (each.kind === 'recipe' ? each.recipe : [])),
    ...(policy && { policy }),
    ...(reasons && { reasons }),
    ...(isBlind && { isBlind }),
  };
}

/** For people: `preview`, `preview, studio` or `train`. */
export function titleOf(of: ReviewOf): string {
  return of.kind === 'curation' ? of.curation : of.recipes.join(', ');
}

/** What is not there any more, as a sentence begins. */
export function declared(of: ReviewOf): string {
  if (of.kind === 'curation') return `curate ${of.curation}`;
  return `${of.recipes.length === 1 ? 'recipe' : 'one of the recipes'} ${titleOf(of)}`;
}
