/** @file What is known of one side of a comparison. */
import type { EvaluationPlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { DrawnRecipe } from '../../../protocol/engine.ts';
import type { EvaluationReport } from '../../../protocol/evaluation.ts';
import type { RunId } from '../../../protocol/runs.ts';
import type { RecipeScores } from '../../../protocol/scores.ts';

export interface SideState {
  readonly label: string;
  readonly run?: RunId;
  /** The recipe, or the recipes that the evaluation judges. */
  readonly recipes: readonly RecipeState[];
  readonly evaluation?: EvaluationPlan;
  readonly report?: EvaluationReport;
  /** What could not be looked at, each in one sentence. */
  readonly notes: readonly string[];
}

export interface RecipeState {
  readonly recipe: RecipePlan;
  /** Absent when it could not be looked up, such as when its model is not here. */
  readonly drawn?: DrawnRecipe;
  readonly scores?: RecipeScores;
}
