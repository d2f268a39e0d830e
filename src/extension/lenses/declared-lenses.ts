/** @file The lenses above one declaration, of what is known of its file. */
import type { CuratePlan, EvaluationPlan, Plan, RecipePlan } from '../../language/plan/plan.ts';
import type { EvaluationReport } from '../../protocol/evaluation.ts';
import type { RunSubject } from '../../protocol/runs.ts';
import type { DecisionCount, ImageCount } from '../boards/class-counts.ts';
import type { EvaluationState } from '../boards/evaluation-state.ts';
import { imagesOf, type RecipeState } from '../boards/recipe-state.ts';
import { countPrompts } from '../prompts/count-prompts.ts';
import type { ComparedRun } from '../runs/differences/compared-run.ts';
import type { TestedDifferences } from '../runs/differences/difference-board.ts';
import { type ClassFacts, classLenses } from './class-lenses.ts';
import { brokenLens, promptsLens, type Standing, untrustedLens } from './common-lenses.ts';
import { curationLenses } from './curation-lenses.ts';
import type { Declaration } from './declarations.ts';
import { evaluationLenses } from './evaluation-lenses.ts';
import type { Lens } from './lens.ts';
import { recipeLenses } from './recipe-lenses.ts';

/** All that lenses may say of a file; everything is known already. */
export interface FileFacts {
  /** Without the declarations that have errors; absent when there is none yet. */
  readonly plan?: Plan | undefined;
  readonly isTrusted: boolean;
  readonly isInGit: boolean;
  readonly recipe: (name: string) => RecipeState | undefined;
  readonly evaluation: (name: string) => EvaluationState | undefined;
  /** Why a run of this window does not go on. */
  readonly standing: (kind: RunSubject['kind'], name: string) => Standing | undefined;
  readonly compared: (report: EvaluationReport) => ComparedRun | undefined;
  readonly tested: (compared: ComparedRun) => TestedDifferences | undefined;
  readonly images: ReadonlyMap<string, ImageCount>;
  readonly decisions: ReadonlyMap<string, DecisionCount>;
  /** Keys of the recipe's images that were kept or rejected. */
  readonly decided: (name: string) => ReadonlySet<string>;
  /** What was decided about the images of a recipe. */
  readonly decisionsOf: (recipe: string) => DecisionCount | undefined;
  /** How many images are in the set of a curation, where it is known. */
  readonly inSet: (curation: string) => number | undefined;
  readonly nearest: (className: string) => ClassFacts['nearest'];
  /** Whether a class had lenses when it was without errors. */
  readonly hadLenses: (className: string) => boolean;
}

type LensesOf = (name: string, facts: FileFacts) => readonly Lens[];

const lenses: { readonly [K in Declaration['kind']]: LensesOf } = {
  recipe: (name, facts) => {
    const planned = facts.plan?.recipes.find((recipe) => recipe.name === name);
    return planned ? runnable(planned, facts, () => lensesOfRecipe(name, facts)) : [brokenLens];
  },
  evaluate: (name, facts) => {
    const planned = facts.plan?.evaluations.find((evaluation) => evaluation.name === name);
    return planned ? runnable(planned, facts, () => lensesOfEvaluation(name, facts)) : [brokenLens];
  },
  class: lensesOfClass,
  curate: (name, facts) => {
    const planned = facts.plan?.curations?.find((curation) => curation.name === name);
    if (!planned) return [brokenLens];
    return facts.isTrusted ? lensesOfCuration(planned, facts) : [untrustedLens];
  },
};

export function declaredLenses({ kind, name }: Declaration, facts: FileFacts): readonly Lens[] {
  return lenses[kind](name, facts);
}

function runnable(
  planned: RecipePlan | EvaluationPlan,
  { isTrusted }: FileFacts,
  lensesOfIt: () => readonly Lens[],
): readonly Lens[] {
  const prompts = promptsLens(countPrompts(planned));
  return isTrusted ? [...lensesOfIt(), prompts] : [untrustedLens, prompts];
}

function lensesOfRecipe(name: string, { recipe, standing, isInGit, decided, decisionsOf }: FileFacts): readonly Lens[] {
  const state = recipe(name);
  const facts = { standing: standing('draw', name), isInGit, decided: decided(name), decisions: decisionsOf(name) };
  return state ? recipeLenses(state, facts) : [];
}

function lensesOfEvaluation(name: string, facts: FileFacts): readonly Lens[] {
  const state = facts.evaluation(name);
  if (!state) return [];
  const compared = state.report && facts.compared(state.report);
  const tested = compared && facts.tested(compared);
  return evaluationLenses(state, { standing: facts.standing('evaluate', name), compared, tested });
}

/** Of its recipes as they stand in the file; what two of them draw alike counts once. */
function lensesOfCuration(curation: CuratePlan, { recipe, decided, inSet }: FileFacts): readonly Lens[] {
  const { name, from, dedupe, balance } = curation;
  const [drawn, pending] = [new Set<string>(), new Set<string>()];
  for (const source of from) {
    const state = source.kind === 'recipe' ? recipe(source.recipe.name) : undefined;
    if (!state) continue;
    const done = decided(state.recipe.name);
    for (const { key } of imagesOf(state.recipe)) {
      if (state.images.get(key)?.state !== 'done') continue;
      drawn.add(key);
      if (!done.has(key)) pending.add(key);
    }
  }
  const hasReal = from.some(({ kind }) => kind === 'data');
  const isThinned = dedupe !== undefined || balance !== undefined;
  return curationLenses({ drawn: drawn.size, pending: pending.size, passing: inSet(name), isThinned, hasReal });
}

/** A class with errors is in no recipe: its lens stays, so that the lines below it do, too. */
function lensesOfClass(name: string, facts: FileFacts): readonly Lens[] {
  const { isTrusted, images, decisions, nearest, hadLenses } = facts;
  if (!isTrusted) return [];
  if (isBrokenClass(name, facts)) return hadLenses(name) ? [brokenLens] : [];
  const known = { images: images.get(name) ?? { done: 0, total: 0 }, decisions: decisions.get(name) };
  return classLenses({ ...known, nearest: nearest(name) });
}

export function isBrokenClass(name: string, { plan }: Pick<FileFacts, 'plan'>): boolean {
  return plan !== undefined && !plan.classes.some((one) => one.name === name);
}
